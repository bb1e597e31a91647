import { isUnknown, type Value } from "../../plan/expression/unknown";
import type { PlanModel, Resource } from "../../plan/model";
import type { PlanValues } from "../../plan/values";
import { attributeChanges, isSame } from "../attributes";
import type { Finding } from "../finding";
import type { Sides } from "../../plan/sides";
import type { ReachRow } from "../types";
import { Network } from "../../plan/network";
import { containsRange, isEverybody } from "../../plan/ranges";
import { exposures } from "./exposure";
import { placements } from "./placement";

/** What a plan does to who can connect to what. */
export interface Reach {
  readonly findings: readonly Finding[];
  readonly rows: readonly ReachRow[];
}

/** A path that a rule opens. */
interface Path {
  readonly by: Resource;
  readonly direction: "in" | "out";
  readonly group: string;
  /** A range, a prefix list, or the address or ID of a group. */
  readonly source: string;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** Compares the paths that security groups open before and after, and what else a plan exposes. */
export function reachOf({ before: sideBefore, after: sideAfter }: Sides): Reach {
  const { model, values } = sideAfter;
  const before = new Network(sideBefore);
  const after = new Network(sideAfter);
  const olds = pathsOf(before);
  const news = pathsOf(after);
  const rows: ReachRow[] = [];
  const findings: Finding[] = [];
  for (const path of news) {
    const opened = !olds.some((other) => coversPath(other, path));
    const note = noteOf(path, after);
    rows.push(rowOf(path, after, opened ? "opened" : "same", note));
    const was = opened
      ? olds.filter(
          (other) =>
            other.group === path.group && other.direction === path.direction && overlaps(other, path),
        )
      : [];
    if (opened && needsApproval(path, model)) findings.push(findingOf(path, after, was, note, values));
  }
  for (const path of olds)
    if (!news.some((other) => coversPath(other, path))) rows.push(rowOf(path, before, "closed", undefined));
  return { findings: [...findings, ...placements(before, after, values), ...exposures(model, values)], rows };
}

/** What is opened in a new environment is its design, and policy's to judge; what is opened for everybody, or in a group that was there, is not. */
function needsApproval(path: Path, model: PlanModel): boolean {
  const group = model.resource(path.group);
  if (group?.action !== "create" || path.source.startsWith(UNREAD)) return true;
  return path.direction === "in" && isEverybody(path.source) && !isWeb(path);
}

const isWeb = ({ from, to, protocol }: Path): boolean =>
  protocol === "tcp" && from === to && (from === 80 || from === 443);

function findingOf(
  path: Path,
  network: Network,
  was: readonly Path[],
  note: string | undefined,
  values: PlanValues,
): Finding {
  const target = network.tierOf(path.group);
  const words =
    path.direction === "in"
      ? `${path.source} → ${portOf(path)} on the ${target}`
      : `${target} → ${portOf(path)} of ${path.source}`;
  return {
    kind: "reach",
    address: path.by.address,
    what: words,
    why: [
      was.length > 0
        ? `Before, only ${[...new Set(was.map(({ source }) => source))].slice(0, 5).join(", ")} could.`
        : "Nothing could before.",
      ...(note ? [note] : []),
    ],
    causes: attributeChanges(path.by, values)
      .filter(({ path: name }) => /cidr|group|port|protocol|prefix/.test(name))
      .slice(0, 8),
    followers: [],
    fromExpression: RULE_ARGUMENTS.some((name) => values.isUnknown(path.by, name)),
    accepted: [path.direction, path.group, path.source, path.protocol, path.from, path.to],
  };
}

/** Before the words of a source that cannot be read: it may be everybody. */
const UNREAD = "unread: ";

const RULE_ARGUMENTS = [
  "cidr_ipv4",
  "cidr_ipv6",
  "prefix_list_id",
  "referenced_security_group_id",
  "from_port",
  "to_port",
];

function noteOf(path: Path, network: Network): string | undefined {
  if (path.direction === "out" || !isEverybody(path.source)) return undefined;
  if (path.source === "::/0" && network.hasIpv6 === false)
    return "The network has no IPv6: without effect now, open once it has.";
  return network.isRoutable(path.group) === false
    ? "Not routable from the internet: its subnets have no route to an internet gateway. Everything in the network, and in networks that it is peered with, can connect."
    : undefined;
}

const rowOf = (
  path: Path,
  network: Network,
  state: ReachRow["state"],
  note: string | undefined,
): ReachRow => ({
  source: path.source,
  port: portOf(path),
  target: network.tierOf(path.group),
  direction: path.direction,
  state,
  address: path.by.address,
  ...(note ? { note } : {}),
});

function portOf({ protocol, from, to }: Path): string {
  if (protocol === "-1") return "all ports";
  return from === to
    ? `${from}/${protocol}`
    : from <= 0 && to >= 65535
      ? `all ports/${protocol}`
      : `${from}-${to}/${protocol}`;
}

function pathsOf(network: Network): Path[] {
  return network.side.resources.flatMap((by): Path[] => {
    const direction = /^aws_vpc_security_group_(in|e)gress_rule$/.exec(by.type)?.[1];
    if (direction) return ruleOf(by, direction === "in" ? "in" : "out", network);
    if (by.type === "aws_security_group_rule") return oldRuleOf(by, network);
    return by.type === "aws_security_group" || by.type === "aws_default_security_group"
      ? inlineOf(by, network)
      : [];
  });
}

function ruleOf(by: Resource, direction: Path["direction"], network: Network): Path[] {
  const value = (name: string): Value => network.side.value(by, name);
  const sources = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"]
    .map(value)
    .filter((each) => each !== null && each !== "")
    // What only one kind of source sets is unknown for the others, which the provider leaves empty.
    .filter((each) => !(isUnknown(each) && each.text.startsWith(`${by.address}.`)));
  const list =
    sources.length > 0
      ? sources
      : ["cidr_ipv4", "referenced_security_group_id"].map(value).filter(isUnknown).slice(0, 1);
  return list.map((source) => ({
    by,
    direction,
    group: network.side.identityOf(value("security_group_id")),
    source: isUnknown(source) && !source.read ? `${UNREAD}${source.text}` : network.side.identityOf(source),
    ...ports(by, network),
  }));
}

/** Names of protocols, which numbers stand for, too. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
  all: "-1",
};

const protocolOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number"
    ? (PROTOCOLS[String(value).toLowerCase()] ?? String(value).toLowerCase())
    : "-1";

function ports(by: Resource, network: Network, block?: Readonly<Record<string, unknown>>) {
  const value = (name: string): unknown => (block ? block[name] : network.side.value(by, name));
  const protocol = value("ip_protocol") ?? value("protocol");
  const port = (name: string, standard: number): number => {
    const given = value(name);
    return typeof given === "number" ? given : standard;
  };
  return {
    protocol: protocolOf(protocol),
    from: port("from_port", 0),
    to: port("to_port", 65535),
  };
}

function oldRuleOf(by: Resource, network: Network): Path[] {
  const direction = network.side.value(by, "type") === "egress" ? "out" : "in";
  const group = network.side.identityOf(network.side.value(by, "security_group_id"));
  return sourcesIn((name) => network.side.value(by, name), network, group, "source_security_group_id").map(
    (source) => ({ by, direction, group, source, ...ports(by, network) }),
  );
}

/** Rules within a security group, where it manages them itself; the provider reads those of other resources back, too. */
function inlineOf(by: Resource, network: Network): Path[] {
  return (["ingress", "egress"] as const).flatMap((name) => {
    const value = network.side.value(by, name);
    // What the provider only reads back of other resources is no part of a plan's change.
    const given = by.block?.expressions?.[name] !== undefined || !isSame(by.before?.[name], by.after?.[name]);
    if (!given || !Array.isArray(value)) return [];
    return (value as Value[]).flatMap((block) => {
      if (typeof block !== "object" || block === null || isUnknown(block)) return [];
      const inner = block as Readonly<Record<string, Value>>;
      return sourcesIn((attribute) => inner[attribute] ?? null, network, by.address, "security_groups").map(
        (source) => ({
          by,
          direction: name === "ingress" ? ("in" as const) : ("out" as const),
          group: by.address,
          source,
          ...ports(by, network, inner),
        }),
      );
    });
  });
}

function sourcesIn(
  value: (name: string) => Value,
  network: Network,
  group: string,
  groups: string,
): string[] {
  const list = (each: Value): Value[] =>
    each === null ? [] : Array.isArray(each) ? (each as Value[]) : [each];
  return [
    ...["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", groups].flatMap((name) =>
      list(value(name)).map((each) => network.side.identityOf(each)),
    ),
    ...(value("self") === true ? [group] : []),
  ].filter((source) => source !== "");
}

/** Whether a path that was open has all of another one in it. */
const coversPath = (was: Path, path: Path): boolean =>
  was.direction === path.direction &&
  was.group === path.group &&
  overlapsWhole(was, path) &&
  (was.source === path.source || containsRange(was.source, path.source));

const overlapsWhole = (was: Path, path: Path): boolean =>
  was.protocol === "-1" || (was.protocol === path.protocol && was.from <= path.from && was.to >= path.to);

const overlaps = (a: Path, b: Path): boolean =>
  a.protocol === "-1" ||
  b.protocol === "-1" ||
  (a.protocol === b.protocol && a.from <= b.to && b.from <= a.to);

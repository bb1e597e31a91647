import { isUnknown, type Value } from "../../plan/expression/unknown";
import type { Resource } from "../../plan/model";
import type { Side } from "../../plan/side";
import { worstOf } from "../ask";
import { NETWORK_CLOSED } from "../controls";
import type { Rule, Verdict } from "../rule";

export const portsRestricted: Rule = {
  id: "ports-restricted",
  title: "The whole internet reaches ports 80 and 443 only",
  reason: "Consoles, databases and file shares on the internet are found and tried within minutes.",
  controls: NETWORK_CLOSED,
  covers: ["HIPAA.Security-EC2RestrictedCommonPorts", "HIPAA.Security-EC2RestrictedSSH"],
  types: ["aws_vpc_security_group_ingress_rule", "aws_security_group_rule", "aws_security_group"],
  check: (resource, side) => {
    if (resource.type === "aws_security_group_rule" && side.value(resource, "type") !== "ingress")
      return undefined;
    return worstOf(...openings(resource, side).map(verdictOf));
  },
};

interface Opening {
  readonly sources: readonly Value[];
  readonly from: Value;
  readonly to: Value;
}

function openings(resource: Resource, side: Side): Opening[] {
  const rule = (get: (name: string) => Value | undefined): Opening => ({
    sources: ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"].flatMap((name) => {
      const value = get(name) ?? null;
      return Array.isArray(value) ? (value as Value[]) : [value];
    }),
    from: get("from_port") ?? null,
    to: get("to_port") ?? null,
  });
  if (resource.type !== "aws_security_group") return [rule((name) => side.value(resource, name))];
  // Rules that nothing in the configuration gives are what is read back of rules that are resources of their own.
  if (resource.block && !resource.block.expressions?.["ingress"]) return [];
  return side.blocks(resource, "ingress").map((block) => rule((name) => block[name]));
}

/** Half of the internet is as good as all of it. */
const isEverywhere = (source: Value): boolean => typeof source === "string" && /\/[0-7]$/.test(source);

function verdictOf({ sources, from, to }: Opening): Verdict {
  if (sources.some((each) => isUnknown(each) && !each.read)) return { unread: "its source cannot be read" };
  if (!sources.some(isEverywhere)) return undefined;
  if (isUnknown(from) || isUnknown(to)) return { unread: "its ports cannot be read" };
  if (from === to && (from === 80 || from === 443)) return undefined;
  return from === null || from === -1
    ? "the whole internet reaches every port"
    : `the whole internet reaches ${from === to ? `port ${String(from)}` : `ports ${String(from)} to ${String(to)}`}`;
}

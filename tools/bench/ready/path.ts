import { DURATIONS, USUAL_SECONDS } from "./durations";

/** A step of the critical path. */
export interface Step {
  /** The resource, without an instance's key. */
  readonly address: string;
  /** Seconds after the start of the apply. */
  readonly start: number;
  readonly end: number;
}

/** What a plan from nothing creates, and in which order. */
export interface Creation {
  /** Addresses without keys of what is created. */
  readonly created: ReadonlySet<string>;
  /** What waits for what: addresses without keys, data sources among them. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}

interface Change {
  readonly address: string;
  readonly mode: string;
  readonly change: { readonly actions: readonly string[] };
}

/** `module.a["x"].aws_b.c[0]`: `module.a.aws_b.c`. */
const withoutKeys = (address: string): string => address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");

/** Reads `terraform show -json` of a plan and `terraform graph`. */
export function creationOf(plan: string, graph: string): Creation {
  const { resource_changes: changes } = JSON.parse(plan) as { readonly resource_changes: readonly Change[] };
  const created = changes
    .filter(({ mode, change }) => mode === "managed" && change.actions.includes("create"))
    .map(({ address }) => withoutKeys(address));
  const dependencies = new Map<string, string[]>();
  for (const [, from, to] of graph.matchAll(/^\s*"([^"]+)" -> "([^"]+)";$/gm)) {
    const known = dependencies.get(from!);
    if (known) known.push(to!);
    else dependencies.set(from!, [to!]);
  }
  if (created.length === 0) throw new Error("The plan creates nothing.");
  if (dependencies.size === 0) throw new Error("terraform graph shows no dependencies.");
  return { created: new Set(created), dependencies };
}

/** What users reach an application by. */
const SERVING = new Set([
  "aws_cloudfront_distribution",
  "aws_ecs_service",
  "aws_elastic_beanstalk_environment",
  "aws_lb_listener_rule",
  "aws_route53_record",
]);

const typeOf = (address: string): string => address.split(".").at(-2)!;

/** What decides how long a creation takes. */
export interface CriticalPaths {
  /** Up to the last of what serves users. */
  readonly ready: readonly Step[];
  /** Up to the end of the apply. */
  readonly whole: readonly Step[];
}

/**
 * The chains of resources that decide how long the creation takes: the longest of all. As if Terraform had as many hands as it wants;
 * with its ten, the many small resources add a minute or so.
 */
export function criticalPaths(creation: Creation): CriticalPaths {
  const finished = new Map<string, Finish>();
  const pathTo = (addresses: readonly string[]): Step[] => {
    const path: Step[] = [];
    const ends = addresses.map((address) => finishOf(address, creation, finished));
    for (let last = latest(ends); last; last = last.after) if (last.step) path.unshift(last.step);
    return path;
  };
  const all = [...creation.created];
  return { ready: pathTo(all.filter((address) => SERVING.has(typeOf(address)))), whole: pathTo(all) };
}

/** When a resource is there, and what it waited for last. */
interface Finish {
  readonly end: number;
  /** Nothing for what is not created: data, and what this configuration leaves out. */
  readonly step: Step | undefined;
  readonly after: Finish | undefined;
}

const latest = (finishes: readonly Finish[]): Finish | undefined =>
  finishes.reduce<Finish | undefined>((a, b) => (a && a.end >= b.end ? a : b), undefined);

const earliest = (finishes: readonly Finish[]): Finish | undefined =>
  finishes.reduce<Finish | undefined>((a, b) => (a && a.end <= b.end ? a : b), undefined);

function finishOf(address: string, creation: Creation, known: Map<string, Finish>): Finish {
  const before = known.get(address);
  if (before) return before;
  const waits = (creation.dependencies.get(address) ?? []).map((other) => finishOf(other, creation, known));
  const after = latest(waits);
  const start = after?.end ?? 0;
  let result: Finish = { end: start, step: undefined, after };
  if (creation.created.has(address)) {
    const { seconds, waitsFor } = DURATIONS[typeOf(address)] ?? { seconds: USUAL_SECONDS };
    result = { end: start + seconds, step: { address, start, end: start + seconds }, after };
    const others = waitsFor ? [...creation.created].filter((other) => typeOf(other) === waitsFor.type) : [];
    const first = earliest(others.map((other) => finishOf(other, creation, known)));
    if (first && first.end + waitsFor!.seconds > result.end) {
      const end = first.end + waitsFor!.seconds;
      result = { end, step: { address, start: first.end, end }, after: first };
    }
  }
  known.set(address, result);
  return result;
}

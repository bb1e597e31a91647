import { defaultVersions, type Engine, engines, versionsOf } from "../../modules/cache/engine-versions";
import { nodeTypes, retired } from "../../modules/cache/node-types";
import type { ConfigDraft, Place } from "./config-draft";

/** The file's groups by purpose, with their keys. */
const groups = {
  cacheRedis: "cache",
  rateLimitRedis: "rate-limit",
  pubSubRedis: "pub-sub",
  backgroundJobsRedis: "background-jobs",
} as const;

/** The default of Medplum's CDK, of which the module's is half. */
const defaultNodeType = "cache.t4g.medium";

/** One group of the file. */
interface Group {
  readonly input: string;
  readonly nodeType: readonly [Place, unknown];
  readonly engine: readonly [Place, unknown];
  readonly version: readonly [Place, unknown];
  readonly securityGroup: readonly [Place, unknown];
}

/** The replication groups: main, and those for a purpose of their own. */
export function caches(draft: ConfigDraft): void {
  group(draft, {
    input: "caches.main",
    nodeType: ["cacheNodeType", draft.get("cacheNodeType")],
    engine: ["cacheEngine", draft.get("cacheEngine")],
    version: ["cacheEngineVersion", draft.get("cacheEngineVersion")],
    securityGroup: ["cacheSecurityGroupId", draft.get("cacheSecurityGroupId")],
  });
  for (const [key, name] of Object.entries(groups) as [keyof typeof groups, string][]) {
    const given = draft.get(key);
    if (given === undefined) continue;
    draft.object(`caches.${name}`);
    if (key === "backgroundJobsRedis") {
      draft.input(`caches.${name}.evictionPolicy`, "noeviction", key);
      draft.note(key, "evictionPolicy is noeviction: a full group refuses jobs instead of losing them.");
    }
    group(draft, {
      input: `caches.${name}`,
      nodeType: [`${key}.nodeType`, given.nodeType],
      engine: [`${key}.engine`, given.engine],
      version: [`${key}.engineVersion`, given.engineVersion],
      securityGroup: [`${key}.securityGroupId`, given.securityGroupId],
    });
  }
}

function group(draft: ConfigDraft, { input, nodeType, engine, version, securityGroup }: Group): void {
  node(draft, input, ...nodeType);
  engineOf(draft, input, engine, version);
  const [place, id] = securityGroup;
  if (id !== undefined)
    draft.note(
      place,
      `has no counterpart: the group has a security group of its own, which admits the tasks; give further clients in ${input}.clients.`,
    );
}

function node(draft: ConfigDraft, input: string, place: Place, given: unknown): void {
  if (given === undefined) {
    draft.input(`${input}.nodeType`, defaultNodeType, place);
    if (!draft.isWrong(place))
      draft.note(place, `is not given: ${defaultNodeType}, the default of Medplum's CDK.`);
    return;
  }
  if (typeof given !== "string") return draft.input(`${input}.nodeType`, given, place);
  const complete = given.startsWith("cache.") ? given : `cache.${given}`;
  const [, family = "", size = ""] = complete.split(".");
  const gone = Object.hasOwn(retired, family);
  const known = gone || nodeTypes.includes(complete);
  const current = gone ? retired[family] : successors[/^[a-z]/.exec(family)?.[0] ?? ""];
  const nearest = current && /^[a-z][0-9]+[a-z]*$/.test(family) ? nearestSize(current, size) : undefined;
  draft.input(`${input}.nodeType`, known ? complete : (nearest ?? complete), place);
  if (gone && nearest)
    return draft.refuse(
      place,
      `must be a node type that AWS still offers, such as ${nearest} in place of ${complete} (got ${JSON.stringify(given)})`,
    );
  if (known && complete !== given) draft.note(place, `${given} becomes ${complete}.`);
  if (!known && nearest)
    draft.note(
      place,
      `${given} is not on the reviewed list and becomes ${nearest}, the nearest that is. Its memory may differ.`,
    );
}

/** The current family of each kind: burstable, general, with more memory. */
const successors: Readonly<Record<string, string>> = { t: "t4g", m: "m7g", c: "m7g", r: "r7g" };

/** The node type of a family with a size; its smallest where it lacks that. Undefined for what is no size. */
function nearestSize(family: string, size: string): string | undefined {
  if (!/^([0-9]*x?large|medium|small|micro)$/.test(size)) return undefined;
  const of = nodeTypes.filter((name) => name.startsWith(`cache.${family}.`));
  return of.find((name) => name === `cache.${family}.${size}`) ?? of[0];
}

function engineOf(
  draft: ConfigDraft,
  input: string,
  [place, given]: Group["engine"],
  version: Group["version"],
): void {
  const engine = typeof given === "string" ? given.toLowerCase() : given;
  const [versionPlace, wanted] = version;
  draft.input(`${input}.engine`, engine, place);
  // An engine that there is not is the module's to refuse; one in Parameter Store comes with the version as it is.
  const known = engine === undefined ? "valkey" : (engine as Engine);
  if (!engines.includes(known) || (wanted !== undefined && typeof wanted !== "string"))
    return draft.input(`${input}.engineVersion`, wanted, versionPlace);
  if (wanted === undefined) {
    if (!draft.isWrong(versionPlace) && !draft.isWrong(place))
      draft.note(
        versionPlace,
        `is not given: ${known} ${defaultVersions[known]}${engine === undefined ? ", which is compatible with Redis clients, in place of Redis 6" : ""}.`,
      );
    return;
  }
  const reviewed = reviewedCache(engine === undefined ? "redis" : known, wanted as string);
  if (engine === undefined) draft.input(`${input}.engine`, "redis", versionPlace);
  draft.input(`${input}.engineVersion`, reviewed, versionPlace);
  if (reviewed !== wanted)
    draft.note(versionPlace, `${wanted as string} is not on the reviewed list and becomes ${reviewed}.`);
}

/** The version of the list that is meant: of the same major version the next one, else the default, or the newest before a later one. */
function reviewedCache(engine: Engine, wanted: string): string {
  const known = versionsOf(engine);
  const [major = 0, minor = 0] = wanted.split(".").map((part) => Number.parseInt(part, 10) || 0);
  const later = (version: string): boolean => {
    const [left = 0, right = 0] = version.split(".").map(Number);
    return left === major && right >= minor;
  };
  const newest = known.at(-1)!;
  const beyond = major > Number.parseInt(newest, 10) || Number.parseInt(newest, 10) === major;
  return known.find(later) ?? (beyond ? newest : defaultVersions[engine]);
}

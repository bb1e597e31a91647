import type { RootModule } from "./root-module";

/** What a plan reads from an account, and finds there only because it was put there: nobody has looked whether the real account has it. */
export interface Assumed {
  /** Names of hosted zones. */
  readonly zones: readonly string[];
  /** Objects in buckets: where REDCap's zip, a bundle or an overlay is. */
  readonly objects: readonly { readonly bucket: string; readonly key: string }[];
  /** Names of the cluster snapshots that databases are restored from, and the source of the module that does it. */
  readonly snapshots: readonly { readonly name: string; readonly source: string }[];
  /** Values of the variables that have no default, as whoever runs Terraform gives them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the values of an environment name and do not make. */
export function assumedBy(root: RootModule): Assumed {
  const calls = Object.values(root.module ?? {});
  const objects = objectsIn(calls);
  return {
    zones: unique(objects.flatMap(zoneNames)),
    objects: objects.flatMap(({ bucket, key }) =>
      typeof bucket === "string" && typeof key === "string" ? [{ bucket, key }] : [],
    ),
    snapshots: calls.flatMap((call) =>
      objectsIn(call)
        .flatMap(snapshotNames)
        .map((name) => ({ name, source: String(call["source"]) })),
    ),
    variables: Object.fromEntries(
      Object.entries(root.variable ?? {})
        .filter(([, { default: standard }]) => standard === undefined)
        .map(([name]) => [name, valuesOf(name, calls)]),
    ),
  };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Every object within a value. */
function objectsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

/** `zone = { name = … }`. */
function zoneNames({ zone }: Readonly<Record<string, unknown>>): string[] {
  const name = (zone as { name?: unknown } | undefined)?.name;
  return typeof name === "string" ? [name] : [];
}

/** `snapshot = { identifier = … }`. */
function snapshotNames({ snapshot }: Readonly<Record<string, unknown>>): string[] {
  const name = (snapshot as { identifier?: unknown } | undefined)?.identifier;
  return typeof name === "string" ? [name] : [];
}

/** A variable that a call takes over as the values of its `secret_settings`: a text for each of them. */
function valuesOf(name: string, calls: readonly Readonly<Record<string, unknown>>[]): unknown {
  const call = calls.find(({ secret_values: values }) => values === `\${var.${name}}`);
  if (!call) return "assumed";
  return Object.fromEntries(Object.keys(call["secret_settings"] ?? {}).map((key) => [key, "assumed"]));
}

import * as fs from "node:fs";
import * as path from "node:path";
import { writeJson } from "../../lib/json";

/** Something that exists already, and the resource that takes it over. */
export interface Import {
  /** Address of the resource: `module.medplum.module.files.aws_s3_bucket.this`. */
  readonly to: string;
  /** What the provider knows it by; may refer to a data source of {@link Imports.data}. */
  readonly id: string;
}

/** What an environment takes over. */
export interface Imports {
  readonly imports: readonly Import[];
  /** Data sources that IDs refer to, by type and name. */
  readonly data?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

interface Content extends Imports {
  readonly "//": string;
  readonly import: readonly Import[];
}

/** Beside a root module's cdk.tf.json; git ignores it, since it is of use once. */
export const IMPORTS_FILE = "imports.tf.json";

/**
 * Writes the `import` blocks of an environment's root module; whatever takes something over does it here. What the file has of other
 * resources is kept: several commands may add to it before one apply. Returns its path.
 */
export function writeImports(folder: string, { imports, data = {} }: Imports): string {
  const file = path.join(folder, IMPORTS_FILE);
  const before = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Partial<Content>) : {};
  const all = new Map([...(before.import ?? []), ...imports].map((each) => [each.to, each]));
  const sources = Object.entries(data).map(
    ([type, byName]) => [type, { ...before.data?.[type], ...byName }] as const,
  );
  const merged = { ...before.data, ...Object.fromEntries(sources) };
  writeJson(file, {
    "//": "Takes over what exists. Delete this file once terraform plan has nothing to import any more.",
    ...(Object.keys(merged).length > 0 && { data: merged }),
    import: [...all.values()].sort((one, other) => (one.to < other.to ? -1 : 1)),
  });
  return file;
}

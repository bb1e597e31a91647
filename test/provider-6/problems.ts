import { loose, type Schema, type Struct } from "./schema";

type Json = Readonly<Record<string, unknown>>;

/** What was compared, and what is wrong: a sentence each. */
export interface Compared {
  readonly counts: { blocks: number; arguments: number; references: number };
  readonly problems: string[];
}

/** Terraform's own arguments, which no schema has. */
const meta = new Set([
  "count",
  "depends_on",
  "dynamic",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
  "//",
]);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Compares the files of a module with a schema: every block, argument, required argument and reference to the provider's types. */
export function compare(files: readonly unknown[], schema: Schema): Compared {
  const found: Compared = { counts: { blocks: 0, arguments: 0, references: 0 }, problems: [] };
  for (const file of files as readonly Json[]) {
    for (const kind of ["resource", "data", "ephemeral"])
      for (const [type, named] of Object.entries((file[kind] ?? {}) as Record<string, Json>)) {
        if (!type.startsWith("aws_")) continue;
        const struct = schema.get(`${kind} ${type}`);
        if (!struct) found.problems.push(`there is no ${kind} ${type}`);
        else
          for (const [name, body] of Object.entries(named))
            compareBlock(
              `${kind === "resource" ? "" : `${kind}.`}${type}.${name}`,
              body as Json,
              struct,
              found,
            );
      }
    compareReferences(file, schema, found);
  }
  return found;
}

function compareBlock(place: string, body: Json, struct: Struct, found: Compared): void {
  found.counts.blocks++;
  const dynamic = Object.entries((body["dynamic"] ?? {}) as Json).flatMap(([name, blocks]) =>
    listOf(blocks).map((block) => [name, (block as Json)["content"]] as const),
  );
  const given = [...Object.entries(body).filter(([name]) => !meta.has(name)), ...dynamic];
  for (const [name, value] of given) {
    found.counts.arguments++;
    const argument = struct.arguments.get(name);
    if (!argument) found.problems.push(`${place}: ${name} is not an argument`);
    else if (argument.struct)
      for (const block of listOf(value))
        if (typeof block === "object" && block !== null)
          compareBlock(`${place}.${name}`, block as Json, argument.struct, found);
  }
  const names = new Set(given.map(([name]) => name));
  for (const [name, { required }] of struct.arguments)
    if (required && !names.has(name)) found.problems.push(`${place}: ${name} is required`);
}

/** `data.aws_x.name`, and the path below it, whose indexes may hold anything. */
const reference =
  /(?<![\w.-])(?:(data|ephemeral)\.)?(aws_\w+)\.[A-Za-z][\w-]*((?:\[(?:[^[\]]|\[[^\]]*\])*\]|\.\w+)*)/g;

function compareReferences(value: unknown, schema: Schema, found: Compared): void {
  if (typeof value === "object" && value !== null)
    for (const each of Object.values(value)) compareReferences(each, schema, found);
  if (typeof value !== "string") return;
  for (const expression of expressionsIn(value))
    for (const [text, kind = "resource", type, path] of expression.matchAll(reference)) {
      let struct = schema.get(`${kind} ${type}`);
      const names = path!
        .replace(/\[(?:[^[\]]|\[[^\]]*\])*\]/g, "")
        .split(".")
        .slice(1);
      for (const name of names) {
        if (!struct) break;
        found.counts.references++;
        if (!struct.attributes.has(loose(name))) {
          found.problems.push(`${text}: ${name} is not an attribute`);
          break;
        }
        struct = struct.attributes.get(loose(name));
      }
    }
}

/** What is between `${` and its `}`. */
function expressionsIn(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (depth === 0 && text.startsWith("${", i) && text[i - 1] !== "$") start = i + 2;
    else if (depth === 0) continue;
    if (text[i] === "{" || text.startsWith("${", i)) depth++;
    if (text.startsWith("${", i)) i++;
    else if (text[i] === "}" && --depth === 0) found.push(text.slice(start, i));
  }
  return found;
}

import * as fs from "node:fs";
import * as path from "node:path";
import { writeJson } from "../../lib/json";

// Terraform gets an address from `count` and `for_each`, never from a resource's body. A skeleton is a copy of the modules
// in which every resource has lost its body: what is left is planned by Terraform alone, without a provider, a hundred times
// as fast. Variables have lost their validations, which decide about no address either and take a third of such a plan. Everything
// else is as it was: variables, locals, calls, outputs. What a body would have computed is unknown at plan, as it is in truth before the
// first apply.

type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;
interface Block {
  readonly count?: unknown;
  readonly for_each?: unknown;
}
interface Main {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly module?: Readonly<Record<string, Record<string, unknown>>>;
  readonly locals?: unknown;
}

interface Variables {
  readonly variable: Readonly<Record<string, object>>;
}

/** What data sources answer, where Terraform needs to know it at plan; all others answer something unknown. */
const answers: Readonly<Record<string, string>> = {
  aws_partition: '{ partition = "aws", dns_suffix = "amazonaws.com" }',
  aws_region: '{ name = "us-east-1" }',
  aws_caller_identity: '{ account_id = "123456789012" }',
  aws_route53_zone: '{ zone_id = "Z0123456789ABC" }',
};
/** A value of whatever type that is known after apply only. */
const unknown = "jsondecode(terraform_data.unknown.id)";

/** Makes skeletons, in place, of modules in a folder. Default: of all. */
export function stripModules(folder: string, names: readonly string[] = fs.readdirSync(folder)): void {
  for (const name of names) {
    const file = (part: string) => path.join(folder, name, `${part}.tf.json`);
    const main = JSON.parse(fs.readFileSync(file("main"), "utf8")) as Main;
    const outputs = JSON.parse(fs.readFileSync(file("outputs"), "utf8")) as {
      output: Record<string, { value: unknown }>;
    };
    const rewrite = rewriterOf(main);
    const resources = Object.entries(main.resource ?? {}).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([id, block]) => [boneOf(type, id), loopOf(block, rewrite)] as const),
    );
    const calls = Object.entries(main.module ?? {}).map(([id, call]) => {
      const kept = Object.fromEntries(
        Object.entries(call).filter(([key]) => key !== "providers" && key !== "depends_on"),
      );
      return [id, rewrite(kept)] as const;
    });
    writeJson(file("main"), {
      ...(main.locals ? { locals: rewrite(main.locals) } : {}),
      ...(calls.length > 0 ? { module: Object.fromEntries(calls) } : {}),
      resource: { terraform_data: { ...Object.fromEntries(resources), unknown: {} } },
    });
    const values = Object.entries(outputs.output).map(([name, { value }]) => [
      name,
      { value: rewrite(value) },
    ]);
    writeJson(file("outputs"), { output: Object.fromEntries(values) });
    const { variable } = JSON.parse(fs.readFileSync(file("variables"), "utf8")) as Variables;
    const open = Object.entries(variable).map(([id, block]) => [id, { ...block, validation: undefined }]);
    writeJson(file("variables"), { variable: Object.fromEntries(open) });
    fs.rmSync(file("versions"));
  }
}

/** The address of a resource, given that of its bone; undefined for what only the skeleton has. */
export function addressOf(bone: string): string | undefined {
  const match = /^(.*)terraform_data\.([a-z0-9_]+?)__([A-Za-z0-9_-]+)(\[.*\])?$/.exec(bone);
  return match ? `${match[1]}${match[2]}.${match[3]}${match[4] ?? ""}` : undefined;
}

const boneOf = (type: string, id: string): string => `${type}__${id}`;

function loopOf(block: Block, rewrite: (value: unknown) => unknown): object {
  if (block.count !== undefined) return { count: rewrite(block.count) };
  return block.for_each === undefined ? {} : { for_each: rewrite(block.for_each) };
}

/** Replaces references to resources and data sources, inside Terraform's expressions, by what the skeleton has instead. */
function rewriterOf({ resource = {}, data = {} }: Main): (value: unknown) => unknown {
  const replacements: (readonly [RegExp, string])[] = [];
  for (const [type, blocks] of Object.entries(data)) {
    for (const [id, block] of Object.entries(blocks)) {
      const answer = answers[type] ?? unknown;
      const many = block.count !== undefined ? `[for i in range(${inner(block.count)}) : ${answer}]` : answer;
      const all =
        block.for_each !== undefined
          ? `{for key, value in ${inner(block.for_each)} : key => ${answer}}`
          : many;
      replacements.push([new RegExp(`\\bdata\\.${type}\\.${id}\\b`, "g"), `(${all})`]);
    }
  }
  for (const [type, blocks] of Object.entries(resource)) {
    for (const [id, block] of Object.entries(blocks)) {
      const bone = `terraform_data.${boneOf(type, id)}`;
      const all =
        block.for_each !== undefined
          ? `{for key, bone in ${bone} : key => ${unknown}}`
          : block.count !== undefined
            ? `[for bone in ${bone} : ${unknown}]`
            : unknown;
      replacements.push([new RegExp(`(?<![.\\w"-])${type}\\.${id}(?![\\w-])`, "g"), `(${all})`]);
    }
  }
  const text = (value: string): string =>
    replacements
      .reduce((current, [pattern, replacement]) => current.replace(pattern, () => replacement), value)
      .replace(/(?<![.\w"-])ephemeral\.\w+\.\w+/g, () => unknown);
  const rewrite = (value: unknown): unknown => {
    if (typeof value === "string") return value.includes("${") ? text(value) : value;
    if (Array.isArray(value)) return value.map(rewrite);
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewrite(item)]));
  };
  return rewrite;
}

/** An argument as a part of an expression. */
const inner = (value: unknown): string => String(value).replace(/^\$\{([^]*)\}$/, "$1");

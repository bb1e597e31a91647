import * as fs from "node:fs";
import * as path from "node:path";

/** Blocks of Terraform's JSON that have no label, one or two, in HCL. */
type Blocks = Readonly<Record<string, unknown>>;
type Root = Readonly<Record<"terraform" | "provider" | "module" | "output", Blocks>>;

/**
 * The root module of an environment as a Terraform team writes it by hand: the same backend, providers, calls and outputs in HCL, in a folder
 * next to the environment's own.
 */
export function writePlainRoot(environment: string, folder: string): void {
  const json = fs.readFileSync(path.join(environment, "cdk.tf.json"), "utf8");
  const { terraform, provider, module, output } = JSON.parse(json) as Root;
  const { backend, required_providers: providers } = terraform as { backend: { s3: Blocks } } & Blocks;
  const blocks = [
    `terraform {\n  required_providers ${body(providers as Blocks)}\n  backend "s3" ${body(backend.s3)}\n}`,
    ...Object.entries(provider).flatMap(([name, configurations]) =>
      (configurations as Blocks[]).map((one) => `provider "${name}" ${body(one, ["default_tags"])}`),
    ),
    ...Object.entries(module).map(([name, call]) => {
      const { providers: passed, ...inputs } = call as Blocks & { providers: Record<string, string> };
      const names = Object.entries(passed).map(([key, value]) => `    ${key} = ${value}\n`);
      return `module "${name}" ${body(inputs, [], `  providers = {\n${names.join("")}  }\n`)}`;
    }),
    ...Object.entries(output).map(
      ([name, block]) => `output "${name}" ${body(block as Blocks, ["precondition"])}`,
    ),
  ];
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "main.tf"), `${blocks.join("\n")}\n`);
}

/** A block's body; `nested` names what are blocks in it and no arguments. */
const body = (block: Blocks, nested: readonly string[] = [], more = ""): string => {
  const arguments_ = Object.entries(block)
    .filter(([key]) => key !== "//")
    .map(([key, value]) =>
      nested.includes(key)
        ? `  ${key} ${body([value].flat()[0] as Blocks)}\n`
        : `  ${key} = ${object(value)}\n`,
    );
  return `{\n${arguments_.join("")}${more}}`;
};

/** A text. In both syntaxes it is a template, but in HCL's the expressions in it are not escaped. */
function text(template: string): string {
  const whole = /^\$\{(.*)\}$/s.exec(template);
  if (whole && !whole[1]!.includes("${")) return whole[1]!;
  const parts = template.split(/(\$\{[^{}]*\})/);
  return `"${parts.map((part, i) => (i % 2 === 1 ? part : JSON.stringify(part).slice(1, -1))).join("")}"`;
}

/** A value. */
const object = (value: unknown): string => {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return `[${value.map(object).join(", ")}]`;
  if (!value || typeof value !== "object") return JSON.stringify(value);
  return `{\n${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)} = ${object(item)}\n`)
    .join("")}}`;
};

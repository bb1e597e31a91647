import { Expression } from "../lib/expression";
import type { NamedStack } from "../lib/stack";
import { isToken } from "../lib/values";

/** A value that an environment's root module takes from outside: it adds to the root module what the value comes from. */
export class Outside extends Expression {
  constructor(
    text: string,
    /** Block in the root module: `variable.secrets`. */
    readonly block: string,
    readonly content: Readonly<Record<string, unknown>>,
    /** The call that made it, for who writes an environment's file. */
    readonly call: { readonly name: "secretVariable" | "parameterValue"; readonly args: readonly string[] },
  ) {
    super([text]);
  }
}

/**
 * Secrets by name that whoever runs Terraform gives to an environment: `TF_VAR_<name>='{"signingKey":"…"}'`. Terraform stores them
 * neither in a plan nor in the state; they can go only into inputs that are never stored, such as `secretValues`.
 */
export function secretVariable(name: string, description: string): Expression {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error(
      `secretVariable(${JSON.stringify(name)}): must be lower-case letters, digits and underscores, beginning with a letter, ` +
        "so that TF_VAR_<name> can be set",
    );
  const content = { type: "map(string)", description, ephemeral: true, sensitive: true, nullable: false };
  return new Outside(`var.${name}`, `variable.${name}`, content, {
    name: "secretVariable",
    args: [name, description],
  });
}

const converted = {
  string: (text: string) => text,
  number: (text: string) => `tonumber(${text})`,
  boolean: (text: string) => `tobool(${text})`,
};

/** A value that is in Parameter Store in the environment's account and region. Terraform reads it at every plan. */
export function parameterValue(name: string, type: keyof typeof converted): Expression {
  // Terraform's names begin with no digit.
  const id = name
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")
    .replace(/^(?=\d)/, "_");
  // The provider marks every parameter as sensitive. This is configuration, which reviewers must see.
  const text = converted[type](`nonsensitive(data.aws_ssm_parameter.${id}.value)`);
  return new Outside(
    text,
    `data.aws_ssm_parameter.${id}`,
    { name },
    {
      name: "parameterValue",
      args: [name, type],
    },
  );
}

/** Adds to a root module what its inputs take from outside. Throws where two different things have one name in Terraform. */
export function addOutside(stack: NamedStack, inputs: unknown): void {
  const contents = added.get(stack) ?? new Map<string, string>();
  added.set(stack, contents);
  if (inputs instanceof Outside) {
    const content = JSON.stringify(inputs.content);
    const other = contents.get(inputs.block);
    if (other !== undefined && other !== content)
      throw new Error(
        `${stack.node.path}: ${other} and ${content} are both ${inputs.block} in Terraform; rename one`,
      );
    contents.set(inputs.block, content);
    stack.addOverride(inputs.block, inputs.content);
  } else if (inputs && typeof inputs === "object" && !isToken(inputs))
    for (const value of Object.values(inputs)) addOutside(stack, value);
}

/** What each root module has of it, by block. */
const added = new WeakMap<NamedStack, Map<string, string>>();

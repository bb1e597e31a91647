import { quoted, withoutMarkers } from "./expression";
import type { ModuleDefinition } from "./module";
import { checkDistinct, inTerraformNames, snakeCase } from "./names";
import { type Locals, requirementsOf } from "./requirements";
import { placeOf, type Rule } from "./rules";
import { descriptionOf, inspect, isSensitive, namesIn, schemasAlong, type Shape } from "./schema";
import { terraformType } from "./terraform-type";
import { toTerraform } from "./values";

/** The `variable` blocks of a module, and the named values that their conditions refer to. */
export interface Variables {
  readonly variable: Readonly<Record<string, unknown>>;
  readonly locals: Locals;
}

/** Arguments of a module block that are no inputs. */
const reserved = ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"];

/** A condition of a variable as Terraform reads it. */
interface Validation {
  readonly condition: string;
  readonly error_message: string;
}

/** Writes a text about a module, its inputs and outputs with the names that Terraform's users know. */
export function translatorOf({
  inputs,
  outputs,
}: Pick<ModuleDefinition, "inputs" | "outputs">): (text: string) => string {
  const names = new Set([...namesIn(inputs), ...Object.keys(outputs)]);
  return (text) => inTerraformNames(text, names);
}

/** The variables of a module: type, default, description, nullability, and what the schema and the rules require. */
export function variablesOf(definition: ModuleDefinition): Variables {
  const { inputs } = definition;
  checkDistinct(Object.keys(inputs), "");
  checkRules(definition);
  const inTerraform = translatorOf(definition);
  const locals: Record<string, unknown> = {};
  const entries = Object.entries(inputs).map(([key, schema]) => {
    const name = snakeCase(key);
    const input = inspect(schema, key);
    if (reserved.includes(name))
      throw new Error(`${key}: Terraform keeps the name ${name} for itself; choose another`);
    const hasDefault = input.defaultValue !== undefined;
    const requirements = requirementsOf(schema, name, `var.${name}`, inTerraform);
    const rules = (definition.rules ?? []).filter((rule) => anchorOf(rule, inputs) === key);
    for (const { locals: named } of [...requirements, ...rules]) Object.assign(locals, named);
    const validation: Validation[] = [
      ...requirements.map(({ condition, message }) => ({
        condition: `\${${condition}}`,
        error_message: message,
      })),
      ...rules.map((rule) => validationOf(rule, name, inputs, inTerraform)),
    ];
    const variable = {
      description: inTerraform(descriptionOf(schema, key)),
      type: terraformType(schema, key),
      ...(hasDefault ? { default: toTerraform(schema, input.defaultValue, key) } : {}),
      ...(!hasDefault && input.optional ? { default: null } : {}),
      nullable: input.optional && !hasDefault,
      ...(isSensitive(schema, key) ? { sensitive: true } : {}),
      ...(input.ephemeral ? { ephemeral: true } : {}),
      ...(validation.length > 0 ? { validation } : {}),
    };
    return [name, variable];
  });
  return { variable: Object.fromEntries(entries), locals };
}

const isRule = ({ condition, offenders }: Rule): boolean =>
  condition !== undefined || offenders !== undefined;

/**
 * The input whose variable carries a rule; none for a rule that only TypeScript callers need. Terraform shows the argument
 * of that variable, and with it which call is meant: so it is one that every call has, unless the rule is about one
 * input, which must have been given to be wrong. No variable's condition may lead back to the variable itself, so that
 * all rules over several inputs have the same one.
 */
export function anchorOf(rule: Rule, inputs: Shape): string | undefined {
  if (!isRule(rule)) return undefined;
  if (rule.carrier) return rule.carrier;
  if (rule.inputs.length === 1) return rule.inputs[0];
  const required = Object.entries(inputs).find(([key, schema]) => {
    const { optional, defaultValue } = inspect(schema, key);
    return !optional && defaultValue === undefined;
  });
  if (!required)
    throw new Error(
      `the rule "${rule.message}" is about several inputs, and there is no required one to carry it`,
    );
  return required[0];
}

/** A rule as a condition of the variable `carrier`, which the condition must name. */
function validationOf(
  rule: Rule,
  carrier: string,
  inputs: Shape,
  inTerraform: (message: string) => string,
): Validation {
  const { condition: given, offenders } = rule;
  const path = placeOf(rule).split(".");
  const place = path.map(snakeCase).join(".");
  const message = `${inTerraform(rule.message)}.`;
  const detail = rule.detail ? `\${${rule.detail.expression}}` : "";
  const condition = offenders ? `length(${offenders}) == 0` : given!;
  // True of any value, a value that is unknown included.
  const named = new RegExp(`var[.]${carrier}\\b`).test(condition)
    ? condition
    : `length([var.${carrier}]) == 1 && (${condition})`;
  const entry = inspect(schemasAlong(inputs, path).at(-1)!, place).kind === "list" ? "[${key}]" : ".${key}";
  return {
    condition: `\${${named}}`,
    error_message: offenders
      ? `\${join("\\n", [for key in ${offenders} : "${place}${entry} ${quoted(message).slice(1, -1)}"])}`
      : `${place} ${withoutMarkers(message.slice(0, -1))}${detail}.`,
  };
}

/** A rule about what is no input would never apply. */
function checkRules({ inputs, rules = [] }: ModuleDefinition): void {
  for (const rule of rules) {
    const unknown = [...rule.inputs, rule.carrier ?? rule.inputs[0]].find(
      (name) => !Object.hasOwn(inputs, name),
    );
    if (unknown) throw new Error(`the rule "${rule.message}" is about ${unknown}, which is no input`);
    const path = placeOf(rule).split(".");
    if (schemasAlong(inputs, path).length < path.length)
      throw new Error(`the rule "${rule.message}" is about ${placeOf(rule)}, which is no input`);
  }
}

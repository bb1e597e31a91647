import type { ModuleDefinition } from "../../lib/module";
import { snakeCase } from "../../lib/names";
import { terraformType } from "../../lib/terraform-type";
import { variablesOf } from "../../lib/variables";
import { betweenMarkers } from "./markers";

/** A module's README with the tables between its two markers regenerated. Throws when the markers are missing. */
export const withInterface = (readme: string, definition: ModuleDefinition): string =>
  betweenMarkers(readme, "interface", tables(definition), `modules/${definition.name}/README.md`);

function tables(definition: ModuleDefinition): string {
  const variables = variablesOf(definition).variable as Record<
    string,
    { default?: unknown; description: string }
  >;
  const inputs = Object.entries(definition.inputs).map(([key, schema]) => {
    const variable = variables[snakeCase(key)]!;
    const required = !("default" in variable);
    const value = required ? "required" : code(JSON.stringify(variable.default));
    return row([
      code(snakeCase(key)),
      // Attributes are in the description.
      code(terraformType(schema, key).replace(/object\(\{.*\}\)/, "object")),
      value,
      cell(variable.description),
    ]);
  });
  const outputs = Object.entries(definition.outputs).map(([key, description]) =>
    row([code(snakeCase(key)), cell(description)]),
  );
  return [
    "### Inputs",
    "",
    row(["Name", "Type", "Default", "Description"]),
    row(["---", "---", "---", "---"]),
    ...inputs,
    "",
    "### Outputs",
    "",
    row(["Name", "Description"]),
    row(["---", "---"]),
    ...outputs,
    "",
  ].join("\n");
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** Text in a cell: line breaks become HTML's, and what looks like a tag is none, outside of code. */
function cell(text: string): string {
  const parts = text.replace(/\|/g, "\\|").split(/(`[^`]*`)/);
  const escaped = parts.map((part, i) => (i % 2 === 0 ? part.replace(/</g, "&lt;") : part)).join("");
  return escaped.replace(/\n/g, "<br>").replace(/<br> +/g, "<br>&emsp;");
}

const code = (text: string): string => cell("`" + text + "`");

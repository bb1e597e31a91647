import type { Key } from "../../app/medplum-config/keys";
import { outcomes } from "../../app/medplum-config/outcomes";
import { snakeCase } from "../../lib/names";
import { proofs } from "./key-proofs";
import { table } from "../standalone/table";
import { betweenMarkers } from "./markers";

/** The document about Medplum's CDK that has the table of its configuration file. */
export const CONFIGURATION = "modules/medplum/docs/original.md";

/** That document with the table regenerated. */
export const withConfiguration = (document: string): string =>
  betweenMarkers(document, "configuration file", keys(), CONFIGURATION);

/** All keys, in Terraform's names. */
function keys(): string {
  const rows = (Object.keys(outcomes) as Key[]).map((key) => {
    const { input, text = "" } = outcomes[key];
    const sets = input === undefined ? text : `\`${snakeCase(input)}\`${text && `: ${text}`}`;
    const { resource, seen } = proofs[key] ?? {};
    const test = seen ? `${seen[0]}: _${seen[1]}_` : "";
    return [`\`${key}\``, sets, resource ? `\`${resource}\`` : "", test];
  });
  return `${table(["Key", "Input, or why none", "Resource", "Seen in a plan or deployment"], rows)}\n`;
}

import * as fs from "node:fs";
import * as path from "node:path";
import { carried } from "../../../app/carried";
import { environment, environmentProblems } from "../../../app/environment";
import { configInputs } from "../../../app/medplum-config";
import type { Additions, MedplumInputs } from "../../../app/medplum-config";

/** The example of the original document, as it is printed there. */
export const staging = JSON.parse(
  fs.readFileSync(path.resolve(__dirname, "../../../envs/medplum-staging.config.json"), "utf8"),
) as Readonly<Record<string, unknown>>;

/** A value in Parameter Store. */
export const external = (key: string, type: string) => ({ system: "aws_ssm_parameter_store", key, type });

/** What comes of the example with some keys changed; undefined removes one. */
export function translated(changes: object, additions: Additions = {}) {
  const content = Buffer.from(JSON.stringify({ ...staging, ...changes }));
  const medplum = configInputs("medplum.json", () => content, additions);
  const values = environment({ medplum });
  return {
    /** With everything that `environment()` takes from the file. */
    environment: values,
    inputs: medplum as MedplumInputs as Readonly<Record<string, unknown>>,
    notes: medplum[carried].notes,
    warnings: medplum[carried].warnings,
    problems: environmentProblems("prod", values),
  };
}

/** What is wrong with the example with some keys changed. */
export const problemsOf = (changes: object, additions: Additions = {}): string[] =>
  translated(changes, additions).problems;

import * as fs from "node:fs";
import * as path from "node:path";
import { type Environment, environmentProblems } from "../../app/environment";
import { synthesize } from "../../app/synthesize";
import prod from "../../envs/prod";
import { temporaryFolder } from "../lib/example";

export type Values = Readonly<Record<string, unknown>>;

/** Production's inputs of REDCap. */
export const redcap = prod.redcap as unknown as Record<string, Values>;

/** Production's values, some of them replaced. */
export const changed = (settings: object, inputs: object = {}): Environment =>
  ({ ...prod, ...settings, redcap: { ...redcap, ...inputs } }) as unknown as Environment;

/** Expects that production with these values has one problem, and that it begins as said. */
export function expectOneProblem(settings: object, inputs: object, message: string): void {
  const found = environmentProblems("prod", changed(settings, inputs));
  expect(found).toHaveLength(1);
  expect(found[0]!.startsWith(`envs/prod: ${message}`) ? message : found[0]).toBe(message);
}

/** What Terraform reads of environments. */
export function roots(environments: Readonly<Record<string, Environment>>) {
  const outdir = temporaryFolder();
  synthesize({ modules: [], environments, outdir });
  return (name: string) =>
    JSON.parse(fs.readFileSync(path.join(outdir, "envs", name, "cdk.tf.json"), "utf8")) as {
      terraform: { backend: { s3: Values } };
      module: Record<string, Record<string, Values>>;
      provider: Record<string, Values[]>;
      output: Record<string, { precondition?: { condition: string; error_message: string } }>;
    };
}

/** Inputs of production in another region: its zones. */
export const zonesOf = (region: string) => ({
  network: { ...redcap["network"], availabilityZones: ["a", "b", "c"].map((letter) => region + letter) },
});

/** What Terraform reads of production with some settings replaced. */
export const root = (settings: object) => {
  const { region } = settings as { readonly region?: string };
  return roots({ prod: changed(settings, region ? zonesOf(region) : {}) })("prod");
};

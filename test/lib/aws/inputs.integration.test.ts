import * as fs from "node:fs";
import * as path from "node:path";
import { writeModule } from "../../../lib/module-folder";
import { argumentOf } from "../../../lib/values";
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { moduleWithInput, temporaryFolder } from "../example";
import { kinds, valuesOf } from "../kinds";

/** A test of one value, as Terraform's own test language has it. */
interface Case {
  readonly kind: string;
  readonly run: string;
  readonly value: unknown;
}

const cases: Case[] = Object.entries(kinds).flatMap(([kind, description], k) =>
  valuesOf(description).map((value, v) => ({ kind, run: `kind_${k}_value_${v}`, value })),
);

/** What the real Terraform says of every case: one module a kind, one `terraform test` for all. */
async function verdictsOfTerraform(): Promise<Map<string, boolean>> {
  const root = temporaryFolder();
  const env = await terraformEnvironment();
  const verdicts = new Map<string, boolean>();
  for (const kind of Object.keys(kinds)) {
    const folder = path.join(root, kind.replaceAll(" ", "-"));
    writeModule(moduleWithInput(kinds[kind]!.schema).definition as never, folder);
    const module = path.join(folder, "modules", "example");
    fs.rmSync(path.join(module, "versions.tf.json"));
    // A file each, since Terraform skips what comes after a failed run in the same file.
    for (const { run, value } of cases.filter((c) => c.kind === kind)) {
      const variables = value === undefined ? {} : { value: argumentOf(kinds[kind]!.schema, value, kind) };
      fs.writeFileSync(
        path.join(module, `${run}.tftest.json`),
        JSON.stringify({ run: { [run]: { command: "plan", variables } } }),
      );
    }
    await initTerraform({ cwd: module, env });
    const { stdout } = await runTerraform(["test", "-json"], { cwd: module, env, allowedExitCodes: [0, 1] });
    for (const line of stdout.split("\n").filter((text) => text.includes('"test_run"'))) {
      const { test_run: result } = JSON.parse(line) as {
        test_run?: { run: string; progress: string; status?: string };
      };
      if (result?.progress === "complete") verdicts.set(result.run, result.status === "pass");
    }
  }
  return verdicts;
}

describe("zod and Terraform give the same verdict", () => {
  let verdicts: Map<string, boolean>;
  beforeAll(async () => {
    verdicts = await verdictsOfTerraform();
  }, 300_000);

  test.each(Object.keys(kinds))("on every %s", (kind) => {
    const compared = cases
      .filter((c) => c.kind === kind)
      .map(({ run, value }) => ({
        value,
        zod: kinds[kind]!.schema.safeParse(value).success,
        terraform: verdicts.get(run),
      }));
    expect(compared.filter(({ zod, terraform }) => zod !== terraform)).toEqual([]);
    expect(new Set(compared.map(({ zod }) => zod)).size).toBe(2);
  });
});

import * as fs from "node:fs";
import * as path from "node:path";
import { writeModule } from "../../lib/module-folder";
import { initTerraform, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";
import { examples, modules, withLocalModules } from "./examples";

/** Examples that are whole root modules: a reader may copy them as they are. */
const roots = examples.filter(({ hcl }) => hcl.startsWith("terraform {"));

test.each(roots)(
  "Terraform finds the root module in $file valid",
  async ({ hcl }) => {
    const folder = temporaryFolder();
    for (const definition of modules) writeModule(definition, folder);
    fs.writeFileSync(path.join(folder, "main.tf"), withLocalModules(hcl, "./modules"));
    const env = await terraformEnvironment();
    await initTerraform({ cwd: folder, env });
    await runTerraform(["validate"], { cwd: folder, env });
  },
  120_000,
);

test("there are such root modules", () => {
  expect(roots.length).toBeGreaterThan(1);
});

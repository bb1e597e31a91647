import * as fs from "node:fs";
import * as path from "node:path";
import { examplesOf } from "../../tools/standalone/examples";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../tools/local-cloud";
import { root } from "../../tools/support/project";
import { initTerraform, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";
import { modules } from "./examples";

// Every example of a module, planned where Terraform's users have it: in terraform/modules/<module>/examples/<example>.

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  await startLocalCloud({ directory });
  env = await terraformEnvironment({ env: localCloudEnvironment(directory) });
  for (const copy of ["whole", "light"])
    fs.cpSync(path.join(root, "terraform/modules"), path.join(folder, copy), {
      recursive: true,
      verbatimSymlinks: true,
    });
  withoutWebAcl(path.join(folder, "light/firewall"));
}, 300_000);
afterAll(() => stopLocalCloud({ directory }));

/** Puts another resource in the place of a firewall's web ACL, of whose rules Terraform and the provider think for ten seconds. */
function withoutWebAcl(firewall: string): void {
  for (const name of ["main.tf.json", "outputs.tf.json"]) {
    const file = path.join(firewall, name);
    const text = fs.readFileSync(file, "utf8");
    const other = text.replace(/aws_wafv2_web_acl\.this\.\w+/g, "terraform_data.web_acl.id");
    const { resource = {}, ...blocks } = JSON.parse(other) as { resource?: Record<string, object> };
    if (resource["aws_wafv2_web_acl"]) {
      delete resource["aws_wafv2_web_acl"];
      resource["terraform_data"] = { ...resource["terraform_data"], web_acl: {} };
    }
    fs.writeFileSync(file, JSON.stringify({ ...blocks, ...(name === "main.tf.json" ? { resource } : {}) }));
  }
}

const examples = modules.flatMap(({ name: module }) =>
  examplesOf(module).map(({ name, resources }) => ({ module, name, resources })),
);

test("every module has a minimal and a complete one", () => {
  expect(examples.map(({ module, name }) => `${module} ${name}`).sort()).toEqual(
    modules.flatMap(({ name }) => [`${name} complete`, `${name} minimal`]).sort(),
  );
});

test.each(examples)(
  "$module, $name: creates $resources resources",
  async ({ module, name, resources }) => {
    const copy = module === "firewall" ? "whole" : "light";
    const cwd = path.join(folder, copy, module, "examples", name);
    await initTerraform({ cwd, env });
    const { stdout } = await runTerraform(["plan"], { cwd, env });
    // Not the whole plan in a failure.
    const plan = /^Plan: .*$|^.*Warning: .*$/gm;
    expect(stdout.match(plan)).toEqual([`Plan: ${resources} to add, 0 to change, 0 to destroy.`]);
  },
  300_000,
);

import * as fs from "node:fs";
import * as path from "node:path";
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { environmentOutputs } from "../../../tools/terraform/outputs";
import { temporaryFolder } from "../../lib/example";

jest.setTimeout(60_000);

const root = temporaryFolder();
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  env = await terraformEnvironment();
  const output = {
    text: { value: "a" },
    map: { value: { A: "1", B: "" } },
    secret: { value: "s", sensitive: true },
    environment: {
      value: "prod",
      precondition: { condition: '${terraform.workspace == "prod"}', error_message: "elsewhere" },
    },
  };
  fs.writeFileSync(path.join(root, "main.tf.json"), JSON.stringify({ output }));
});

test("an environment's outputs are those of its own workspace, whichever is selected; none before it is deployed", async () => {
  const read = () => environmentOutputs({ name: "prod", root, env });
  await initTerraform({ cwd: root, env });
  await runTerraform(["workspace", "new", "prod"], { cwd: root, env });
  expect(await read()).toEqual({});
  await runTerraform(["apply", "-auto-approve"], { cwd: root, env });
  await runTerraform(["workspace", "select", "default"], { cwd: root, env });
  expect(await read()).toEqual({ text: "a", map: { A: "1", B: "" }, secret: "s", environment: "prod" });
  // As in a fresh checkout.
  fs.rmSync(path.join(root, ".terraform"), { recursive: true });
  expect(await read()).toMatchObject({ text: "a" });
});

test("what keeps Terraform from reading them is said", async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, "main.tf.json"), "{");
  await expect(environmentOutputs({ name: "prod", root: folder, env })).rejects.toThrow(
    /^envs\/prod: Terraform cannot read its outputs\. Is it deployed, and are you signed in\?\nterraform init -reconfigure: /,
  );
});

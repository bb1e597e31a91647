import * as fs from "node:fs";
import * as path from "node:path";
import { writeModule } from "../../lib/module-folder";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../tools/local-cloud";
import { initTerraform, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";
import { plannedChanges } from "../modules/planned-changes";
import { modules, repository } from "./examples";

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const cwd = path.join(folder, "root");
let env: NodeJS.ProcessEnv;

/** What a plan would change, by address. */
const changes = async (...args: string[]) =>
  (await plannedChanges((...command) => runTerraform(command, { cwd, env }), ...args)).changes;

beforeAll(async () => {
  await startLocalCloud({ directory });
  env = await terraformEnvironment({ env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" } });
  for (const definition of modules) writeModule(definition, folder);
  fs.cpSync(path.join(repository, "test/hcl/depends-on"), cwd, { recursive: true });
  await initTerraform({ cwd, env });
  await runTerraform(["apply", "-auto-approve"], { cwd, env });
}, 600_000);
afterAll(() => stopLocalCloud({ directory }));

test("modules that wait for another resource are deployed as a whole", async () => {
  expect(await changes()).toEqual({});
}, 120_000);

test("when that resource is replaced, nothing of the modules is: names are known though what they are made of is not", async () => {
  const { "terraform_data.boundary": boundary, ...others } = await changes("-var=generation=2");
  expect(boundary).toBe("replace");
  const replaced = Object.entries(others).filter(([, actions]) => actions !== "update");
  expect(replaced).toEqual([]);
}, 120_000);

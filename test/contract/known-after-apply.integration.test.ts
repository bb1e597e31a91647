import * as fs from "node:fs";
import * as path from "node:path";
import { writeModule } from "../../lib/module-folder";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../tools/local-cloud";
import { runTerraform, terraformEnvironment } from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";
import { awsProviders, passedProviders, providersOf } from "../modules/aliases";
import { completeInputs, knownInputs, unknownCall } from "./complete";
import { modules } from "./examples";

// Values of a caller's other resources are known only after the apply, and a caller's depends_on defers data sources to it. With
// either, a plan fails where how many of something there are depends on the value: "Invalid count argument".

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  await startLocalCloud({ directory });
  env = await terraformEnvironment({ env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" } });
  for (const definition of modules) writeModule(definition, folder);
}, 900_000);
afterAll(() => stopLocalCloud({ directory }));

test.each(modules.map((definition) => [definition.name, definition] as const))(
  "%s plans while its inputs are unknown, and what it reads is deferred",
  async (name, definition) => {
    const sets = Object.entries(completeInputs(definition)).map(([set, inputs]) => ({
      set,
      ...unknownCall(definition.inputs, inputs, knownInputs(definition, set), set),
    }));
    const calls = sets.map(({ set, call }) => [
      set,
      {
        source: `../modules/${name}`,
        ...passedProviders(definition),
        ...call,
        depends_on: ["terraform_data.later"],
      },
    ]);
    const cwd = path.join(folder, `root-${name}`);
    fs.mkdirSync(cwd);
    const root = {
      terraform: { required_providers: providersOf([definition]) },
      provider: { aws: awsProviders([definition], { max_retries: 5 }) },
      resource: {
        terraform_data: { later: { input: Object.assign({}, ...sets.map(({ later }) => later)) as object } },
      },
      module: Object.fromEntries(calls) as object,
    };
    fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
    await runTerraform(["init"], { cwd, env });
    const { stdout } = await runTerraform(["plan"], { cwd, env });
    expect(stdout).toMatch(/Plan: [0-9]+ to add, 0 to change, 0 to destroy/);
    expect(sets.every(({ later }) => Object.keys(later).length > 0)).toBe(true);
  },
  600_000,
);

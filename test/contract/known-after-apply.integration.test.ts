import * as path from "node:path";
import { writeJson } from "../../lib/json";
import type { ModuleDefinition } from "../../lib/module";
import { writeModule } from "../../lib/module-folder";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../tools/local-cloud";
import { runTerraform, terraformEnvironment } from "../../tools/terraform";
import { initAttached } from "../lib/attached-provider";
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

/** A module's calls, one for each set of inputs, and the values that they learn later. */
function callsOf(definition: ModuleDefinition) {
  const { name, inputs: schemas } = definition;
  const sets = Object.entries(completeInputs(definition)).map(([key, inputs]) => {
    const set = `${name}_${key}`;
    return { set, ...unknownCall(schemas, inputs, knownInputs(definition, key), set) };
  });
  expect(sets.every(({ later }) => Object.keys(later).length > 0)).toBe(true);
  return sets.map(({ set, call, later }) => ({
    call: [
      set,
      {
        source: `../modules/${name}`,
        ...passedProviders(definition),
        ...call,
        depends_on: ["terraform_data.later"],
      },
    ] as const,
    later,
  }));
}

/** Terraform loads the provider for every root; one root of all modules would take too much memory. */
const MODULES_A_ROOT = 5;
const roots = Array.from({ length: Math.ceil(modules.length / MODULES_A_ROOT) }, (_, i) =>
  modules.slice(i * MODULES_A_ROOT, (i + 1) * MODULES_A_ROOT),
);

test.each(roots.map((definitions) => [definitions.map(({ name }) => name).join(", "), definitions] as const))(
  "%s: planned while their inputs are unknown, what they read is deferred",
  async (names, definitions) => {
    const calls = definitions.flatMap(callsOf);
    const cwd = path.join(folder, `root-${names.replaceAll(", ", "-")}`);
    const later = Object.assign({}, ...calls.map((call) => call.later)) as object;
    writeJson(path.join(cwd, "main.tf.json"), {
      terraform: { required_providers: providersOf(definitions) },
      provider: { aws: awsProviders(definitions, { max_retries: 5 }) },
      resource: { terraform_data: { later: { input: later } } },
      module: Object.fromEntries(calls.map(({ call }) => call)),
    });
    await initAttached({ cwd, env });
    const { stdout } = await runTerraform(["plan"], { cwd, env });
    expect(stdout).toMatch(/Plan: [0-9]+ to add, 0 to change, 0 to destroy/);
  },
  600_000,
);

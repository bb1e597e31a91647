import * as path from "node:path";
import { writeJson } from "../../lib/json";
import type { ModuleDefinition } from "../../lib/module";
import { writeModule } from "../../lib/module-folder";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../tools/local-cloud";
import { initTerraform, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { stripModules } from "../deployment/skeleton";
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
  // Terraform takes ten seconds for the rules of one firewall. Only the module's own root has them; what exists in it stays everywhere.
  stripModules(path.join(folder, "modules"), ["firewall"]);
  writeModule(
    modules.find(({ name }) => name === "firewall")!,
    path.join(folder, "whole"),
  );
}, 900_000);
afterAll(() => stopLocalCloud({ directory }));

/** A call of a module with one set of inputs, and the values that it learns later. */
interface Call {
  readonly name: string;
  readonly definition: ModuleDefinition;
  readonly arguments: object;
  readonly later: object;
}

const calls: readonly Call[] = modules.flatMap((definition) =>
  Object.entries(completeInputs(definition)).map(([set, inputs]) => {
    const name = `${definition.name}_${set}`;
    const { call, later } = unknownCall(definition.inputs, inputs, knownInputs(definition, set), name);
    return { name, definition, later, arguments: { ...passedProviders(definition), ...call } };
  }),
);

const sourceOf = ({ name }: ModuleDefinition): string =>
  `../${name === "firewall" ? "whole/" : ""}modules/${name}`;

/** What Terraform does for each call grows with the calls beside it. */
const CALLS_A_ROOT = 4;
const roots = Array.from({ length: Math.ceil(calls.length / CALLS_A_ROOT) }, (_, i) =>
  calls.slice(i * CALLS_A_ROOT, (i + 1) * CALLS_A_ROOT),
);

test.each(roots.map((of) => [of.map(({ name }) => name).join(", "), of] as const))(
  "%s: planned while their inputs are unknown, what they read is deferred",
  async (names, of) => {
    expect(of.every(({ later }) => Object.keys(later).length > 0)).toBe(true);
    const definitions = [...new Set(of.map(({ definition }) => definition))];
    const cwd = path.join(folder, `root-${names.replaceAll(", ", "-")}`);
    writeJson(path.join(cwd, "main.tf.json"), {
      terraform: { required_providers: providersOf(definitions) },
      provider: { aws: awsProviders(definitions, { max_retries: 5 }) },
      resource: {
        terraform_data: { later: { input: Object.assign({}, ...of.map(({ later }) => later)) as object } },
      },
      module: Object.fromEntries(
        of.map(({ name, definition, arguments: inputs }) => [
          name,
          { source: sourceOf(definition), ...inputs, depends_on: ["terraform_data.later"] },
        ]),
      ),
    });
    await initTerraform({ cwd, env });
    const { stdout } = await runTerraform(["plan"], { cwd, env });
    expect(stdout).toMatch(/Plan: [0-9]+ to add, 0 to change, 0 to destroy/);
  },
  600_000,
);

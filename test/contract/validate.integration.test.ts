import * as path from "node:path";
import { discoverModules } from "../../app/discover";
import { writeJson } from "../../lib/json";
import { writeModule } from "../../lib/module-folder";
import { snakeCase } from "../../lib/names";
import { initTerraform, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";
import { awsProviders, passedProviders, providersOf } from "../modules/aliases";

// One root calls every module, so that Terraform starts the provider once: a root for each costs some seconds of CPU each. Every
// input of a module is a variable without a value, so that Terraform checks the module for whatever a caller may give.
// Environments are planned, which validates them, by test/tools/offline-plan/environments.

const modules = discoverModules(path.resolve(__dirname, "../.."));
const folder = temporaryFolder();
const cwd = path.join(folder, "root");
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  env = await terraformEnvironment();
  for (const definition of modules) writeModule(definition, folder);
  const variableOf = (name: string, input: string): string => `${snakeCase(name)}_${snakeCase(input)}`;
  const call = (definition: (typeof modules)[number]) => {
    const { name, inputs } = definition;
    const values = Object.keys(inputs).map((input) => [
      snakeCase(input),
      `\${var.${variableOf(name, input)}}`,
    ]);
    return { source: `../modules/${name}`, ...passedProviders(definition), ...Object.fromEntries(values) };
  };
  const variables = modules.flatMap(({ name, inputs }) =>
    Object.keys(inputs).map((input) => [variableOf(name, input), { type: "any" }]),
  );
  writeJson(path.join(cwd, "main.tf.json"), {
    variable: Object.fromEntries(variables),
    terraform: { required_providers: providersOf(modules) },
    provider: { aws: awsProviders(modules, {}) },
    module: Object.fromEntries(modules.map((definition) => [definition.name, call(definition)])),
  });
  await initTerraform({ cwd, env });
}, 180_000);

test("Terraform finds every module valid", async () => {
  await runTerraform(["validate"], { cwd, env });
}, 400_000);

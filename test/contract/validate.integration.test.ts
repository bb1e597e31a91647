import * as fs from "node:fs";
import * as path from "node:path";
import { discoverEnvironments, discoverModules } from "../../app/discover";
import { writeJson } from "../../lib/json";
import { synthesize } from "../../app/synthesize";
import { snakeCase } from "../../lib/names";
import { initTerraform, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";
import { awsProviders, passedProviders, providersOf } from "../modules/aliases";

// One root calls everything, so that Terraform looks for the providers once and starts each once: a root for every
// module and environment costs some seconds of CPU each. Every input of a module is a variable without a value, so
// that Terraform checks the module for whatever a caller may give.

const repository = path.resolve(__dirname, "../..");
const modules = discoverModules(repository);
const environments = discoverEnvironments(repository);
const outdir = temporaryFolder();
const cwd = path.join(outdir, "root");
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  env = await terraformEnvironment();
  synthesize({ modules, environments, outdir });
  const secrets = Object.keys(environments).flatMap((name) => {
    withoutWorkspaceGuard(name);
    return Object.keys(rootOf(name).variable ?? {}).map((variable) => ({
      name,
      variable,
      outer: `${name}_${variable}`,
    }));
  });
  const inputs = modules.flatMap(({ name, inputs: shape }) =>
    Object.keys(shape).map((key) => [name, snakeCase(key), `${snakeCase(name)}_${snakeCase(key)}`] as const),
  );
  const call = (definition: (typeof modules)[number]) => {
    const { name } = definition;
    const own = inputs.filter(([module]) => module === name);
    const values = Object.fromEntries(own.map(([, input, variable]) => [input, `\${var.${variable}}`]));
    return { source: `../modules/${name}`, ...passedProviders(definition), ...values };
  };
  writeJson(path.join(cwd, "main.tf.json"), {
    variable: {
      ...Object.fromEntries(inputs.map(([, , variable]) => [variable, { type: "any" }])),
      // What whoever runs Terraform gives to an environment, which Terraform does not store.
      ...Object.fromEntries(secrets.map(({ outer }) => [outer, { type: "map(string)", ephemeral: true }])),
    },
    terraform: { required_providers: providersOf(modules) },
    provider: { aws: awsProviders(modules, {}) },
    module: {
      ...Object.fromEntries(modules.map((definition) => [definition.name, call(definition)])),
      // Terraform lets a called module have a backend, and ignores it.
      ...Object.fromEntries(
        Object.keys(environments).map((name) => {
          const own = secrets.filter((secret) => secret.name === name);
          const values = Object.fromEntries(own.map(({ variable, outer }) => [variable, `\${var.${outer}}`]));
          return [`envs_${name}`, { source: `../envs/${name}`, ...values }];
        }),
      ),
    },
  });
  await initTerraform({ cwd, env });
}, 180_000);

test("Terraform finds every module and every environment valid", async () => {
  await runTerraform(["validate"], { cwd, env });
}, 400_000);

/** Lets an environment be called from a root that has another workspace; that the guard works, the deployment test shows. */
function withoutWorkspaceGuard(name: string): void {
  const root = rootOf(name);
  root.output.environment = { value: name };
  writeJson(fileOf(name), root);
}

const fileOf = (name: string): string => path.join(outdir, "envs", name, "cdk.tf.json");

/** An environment's root module. */
const rootOf = (name: string) =>
  JSON.parse(fs.readFileSync(fileOf(name), "utf8")) as { output: { environment: object }; variable?: object };

import * as path from "node:path";
import { settingsOf } from "../../app/settings";
import { root, synthesizeAll } from "../support/project";
import { main } from "../support/steps";
import { terraformEnvironment } from "../terraform";
import { environmentOutputs } from "../terraform/outputs";
import { awsOf } from "./aws";
import { copy } from "./index";
import { installationOf } from "./installation";

/** `npm run redcap:copy -- --from prod --to staging`: prepares a copy of a REDCap. */
main(async () => {
  const env = await terraformEnvironment();
  const environments = synthesizeAll();
  const print = (line: string) => console.log(line);
  const rootOf = (name: string) => path.join(root, "terraform", "envs", name);
  const accessOf = (name: string) => ({
    name,
    label: `envs/${name}`,
    settings: settingsOf(environments[name]!),
    root: rootOf(name),
    env,
  });
  await copy(process.argv.slice(2), {
    environments,
    print,
    installation: async (name) =>
      installationOf(name, await environmentOutputs({ name, root: rootOf(name), env })),
    aws: (from, to) =>
      awsOf(accessOf(from), accessOf(to), {
        folder: path.join(root, ".cache", "redcap-copy", `${from}-${to}`),
        print,
      }),
    now: () => new Date(),
  });
});

import * as path from "node:path";
import { settingsOf } from "../../app/settings";
import { readGiven, userFolder } from "../support/given-file";
import { root, synthesizeAll } from "../support/project";
import { main } from "../support/steps";
import { terraformEnvironment } from "../terraform";
import { environmentOutputs } from "../terraform/outputs";
import { awsOf } from "./aws";
import { upgrade } from "./index";
import { installationOf } from "./installation";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `npm run redcap:upgrade -- prod`: upgrades REDCap's tables to the version that is deployed. */
main(async () => {
  const env = await terraformEnvironment();
  const environments = synthesizeAll();
  const rootOf = (name: string) => path.join(root, "terraform", "envs", name);
  await upgrade(process.argv.slice(2), {
    environments,
    print: (line) => console.log(line),
    readFile: (name) => readGiven(name, userFolder()),
    installation: async (name) =>
      installationOf(name, await environmentOutputs({ name, root: rootOf(name), env })),
    aws: (name) =>
      awsOf(
        { label: `envs/${name}`, settings: settingsOf(environments[name]!), root: rootOf(name), env },
        path.join(root, ".cache", "redcap-upgrade", name),
        { everyMs: 5_000, deliverySeconds: 300 },
      ),
    now: () => new Date(),
    onInterrupt: (handler) => {
      const interrupted = () => void handler().finally(() => process.exit(130));
      for (const signal of signals) process.once(signal, interrupted);
      return () => signals.forEach((signal) => process.off(signal, interrupted));
    },
  });
});

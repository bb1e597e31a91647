import { root, synthesizeAll } from "../support/project";
import { main } from "../support/steps";
import { terraformEnvironment } from "../terraform";
import { terraformDeployer } from "./deployer";
import { upgrade } from "./index";
import { releasedVersions } from "./released";
import { patience } from "./wait";

/** `npm run medplum:upgrade -- prod 5.2.13`: upgrades Medplum's server, one minor version after the other. */
main(async () => {
  const env = await terraformEnvironment();
  await upgrade(process.argv.slice(2), {
    root,
    environments: synthesizeAll(),
    env,
    print: (line) => console.log(line),
    released: () => releasedVersions(env),
    deployer: (name) => terraformDeployer(name, root, env),
    patience,
  });
});

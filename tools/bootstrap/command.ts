import * as path from "node:path";
import { discoverEnvironments } from "../../app/discover";
import { bootstrapFolder, outdir, root, synthesizeAll } from "../support/project";
import { main, step } from "../support/steps";
import { terraformEnvironment } from "../terraform";
import { bootstrap } from "./index";

/** `npm run bootstrap -- prod`: makes the state bucket, lock table, key and workspace of an environment. */
main(async () => {
  const [name, ...rest] = process.argv.slice(2);
  const environments = discoverEnvironments(root);
  const values = name !== undefined && Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (!name || !values || rest.length > 0) {
    throw new Error(
      `usage: npm run bootstrap -- ENVIRONMENT (one of ${Object.keys(environments).join(", ")})`,
    );
  }
  synthesizeAll();
  await step(`State backend of envs/${name}`, async () =>
    bootstrap(name, values, {
      env: await terraformEnvironment(),
      modules: path.join(outdir, "modules"),
      folder: bootstrapFolder(name),
      stream: true,
    }),
  );
  console.log(
    `Next: npx cdktf deploy envs/${name}, or terraform -chdir=terraform/envs/${name} init && … plan`,
  );
});

import * as path from "node:path";
import { userFolder } from "../support/given-file";
import { outdir, synthesizeAll } from "../support/project";
import { main } from "../support/steps";
import { terraformEnvironment } from "../terraform";
import { environmentOutputs } from "../terraform/outputs";
import { medplumApp } from "./index";

/** `npm run medplum:app -- prod`: uploads Medplum's web app with the environment's settings. */
main(async () => {
  const environments = synthesizeAll();
  const env = await terraformEnvironment();
  await medplumApp(process.argv.slice(2), {
    folder: userFolder(),
    print: (line) => console.log(line),
    environments,
    roots: path.join(outdir, "envs"),
    env,
    outputs: (name, root) => environmentOutputs({ name, root, env }),
  });
});

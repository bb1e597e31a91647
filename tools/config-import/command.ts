import { userFolder } from "../support/given-file";
import { root } from "../support/project";
import { main } from "../support/steps";
import { configImport } from "./index";

/** `npm run config:import -- medplum medplum.prod.config.json …`: an environment file from another tool's. */
main(async () =>
  configImport(process.argv.slice(2), {
    root,
    folder: userFolder(),
    print: (text) => console.log(text),
    report: (text) => console.error(text),
  }),
);

import * as path from "node:path";
import { configImport } from "./config-import/index";
import { main } from "./steps";

/** `npm run config:import -- redcap parameters.json …`: an environment file from a CloudFormation parameter file. */
main(async () =>
  configImport(process.argv.slice(2), {
    root: path.dirname(__dirname),
    // npm and run.mjs change to the project's folder; file names are meant from where the user stands.
    folder: process.env["INIT_CWD"] ?? process.cwd(),
    print: (text) => console.log(text),
    report: (text) => console.error(text),
  }),
);

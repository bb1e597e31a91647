import * as path from "node:path";
import { configImport } from "./index";
import { main } from "../support/steps";

/** `npm run config:import -- redcap parameters.json …`: an environment file from a CloudFormation parameter file. */
main(async () =>
  configImport(process.argv.slice(2), {
    root: path.resolve(__dirname, "../.."),
    // npm and run.mjs change to the project's folder; file names are relative to the user's own.
    folder: process.env["INIT_CWD"] ?? process.cwd(),
    print: (text) => console.log(text),
    report: (text) => console.error(text),
  }),
);

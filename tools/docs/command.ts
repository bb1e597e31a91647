import * as fs from "node:fs";
import * as path from "node:path";
import { discoverModules } from "../../app/discover";
import { root } from "../support/project";
import { main } from "../support/steps";
import { CONFIGURATION, withConfiguration } from "./configuration";
import { withInterface } from "./interface";

/** `npm run docs`: regenerates the tables of inputs and outputs in every module's README, and the table of Medplum's configuration file. */
main(async () => {
  for (const definition of discoverModules(root)) {
    const file = path.join(root, "modules", definition.name, "README.md");
    fs.writeFileSync(file, withInterface(fs.readFileSync(file, "utf8"), definition));
  }
  const document = path.join(root, CONFIGURATION);
  fs.writeFileSync(document, withConfiguration(fs.readFileSync(document, "utf8")));
});

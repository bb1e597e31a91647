import * as fs from "node:fs";
import * as path from "node:path";
import { discoverModules } from "../../app/discover";
import { root } from "../support/project";
import { main } from "../support/steps";
import { withConfiguration } from "./configuration";
import { withInterface } from "./interface";

/** `npm run docs`: regenerates the tables of inputs and outputs in every module's README, and that of Medplum's configuration file. */
main(async () => {
  for (const definition of discoverModules(root)) {
    const file = path.join(root, "modules", definition.name, "README.md");
    const readme = withInterface(fs.readFileSync(file, "utf8"), definition);
    fs.writeFileSync(file, definition.name === "medplum" ? withConfiguration(readme) : readme);
  }
});

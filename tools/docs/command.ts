import * as fs from "node:fs";
import * as path from "node:path";
import { discoverModules } from "../../app/discover";
import { root } from "../support/project";
import { main } from "../support/steps";
import { withInterface } from "./interface";

/** `npm run docs`: regenerates the tables of inputs and outputs in every module's README. */
main(async () => {
  for (const definition of discoverModules(root)) {
    const file = path.join(root, "modules", definition.name, "README.md");
    fs.writeFileSync(file, withInterface(fs.readFileSync(file, "utf8"), definition));
  }
});

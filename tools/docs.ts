import * as fs from "node:fs";
import * as path from "node:path";
import { discoverModules } from "../lib/discover";
import { withInterface } from "./interface";
import { main } from "./steps";

const root = path.dirname(__dirname);

/** `npm run docs`: makes the tables of inputs and outputs in every module's README anew. */
main(async () => {
  for (const definition of discoverModules(root)) {
    const file = path.join(root, "modules", definition.name, "README.md");
    fs.writeFileSync(file, withInterface(fs.readFileSync(file, "utf8"), definition));
  }
});

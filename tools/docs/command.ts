import * as fs from "node:fs";
import * as path from "node:path";
import { root } from "../support/project";
import { main } from "../support/steps";
import { CONFIGURATION, withConfiguration } from "./configuration";
import { CONTROLS, controlsDocument } from "./controls";
import { writeStandaloneFiles } from "../standalone";

/** `npm run docs`: what makes each module below terraform/modules stand alone, the table of Medplum's configuration file, and the document of controls. */
main(async () => {
  writeStandaloneFiles();
  const document = path.join(root, CONFIGURATION);
  fs.writeFileSync(document, withConfiguration(fs.readFileSync(document, "utf8")));
  fs.writeFileSync(path.join(root, CONTROLS), controlsDocument(root));
});

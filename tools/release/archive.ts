import * as path from "node:path";
import { type Files, readFolder } from "../support/files";
import { root } from "../support/root";
import { zipOf } from "../support/zip";

/** What is in a module's folder for those who change it, or was left there by Terraform. */
const NOT_RELEASED = ["tests", ".terraform"];

/** The synthesized modules with their READMEs and examples, by `<module>/<file>`. */
export function releasedModules(): Files {
  return readFolder(path.join(root, "terraform/modules"), NOT_RELEASED).files;
}

/** The archive's name: what comes before `//database` in a module's source. */
export const archiveName = (version: string): string => `redcap-medplum-aws-modules-${version}.zip`;

/** The archive for `source = "https://…/redcap-medplum-aws-modules-1.0.0.zip//database"`; the same modules give the same bytes. */
export const modulesArchive = (): Promise<Buffer> => zipOf(releasedModules());

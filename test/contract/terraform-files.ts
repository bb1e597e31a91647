import * as fs from "node:fs";

/** The JSON files that synth writes below a folder of `terraform/`, by their path in it: not what Terraform installs, nor a module's tests, which lead to its variables again. */
export const terraformFiles = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tf.json") && !/(^|\/)(\.terraform|tests)\//.test(file));

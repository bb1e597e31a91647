import * as fs from "node:fs";
import * as path from "node:path";
import { discoverModules } from "../../app/discover";

export const repository = path.resolve(__dirname, "../..");
export const modules = discoverModules(repository);

/** One HCL example of a README. */
export interface Example {
  readonly file: string;
  readonly hcl: string;
}

/** Every HCL example in the READMEs of the project and its modules. */
export const examples: readonly Example[] = [
  "README.md",
  "docs/terraform.md",
  ...modules.map(({ name }) => `modules/${name}/README.md`),
].flatMap((file) => {
  const text = fs.readFileSync(path.join(repository, file), "utf8");
  return [...text.matchAll(/^```hcl\n([^]*?)^```/gm)].map(([, hcl]) => ({ file, hcl: hcl! }));
});

/** The example with its modules taken from a folder instead of git or an archive. */
export const withLocalModules = (hcl: string, folder: string): string =>
  hcl.replace(
    /"(?:git::[^"]*\/\/terraform\/modules|https:[^"]*\.zip\/)\/([a-z-]+)(?:\?ref=[^"]*)?"/g,
    `"${folder}/$1"`,
  );

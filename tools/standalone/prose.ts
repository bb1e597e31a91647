import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../lib/module";
import { translatorOf } from "../../lib/variables";
import { root } from "../support/root";

/** Sections of a module's own README about this project's commands and environments. */
const withCdktf = /<!-- with CDKTF -->\n\n([^]*?)<!-- \/with CDKTF -->\n\n/g;
/** The end of that README: where the tables are. */
const reference = /^## Reference\n[^]*$/m;
/** How the commands there start Terraform. */
const inEnvironment = /terraform -chdir=terraform\/envs\/\w+/g;

/**
 * The prose of a module's own README for Terraform's users: inputs have Terraform's names, links lead on from the new place, and
 * of the sections about this project's commands a link remains.
 */
export function proseFor(definition: ModuleDefinition): string {
  const readme = readFileSync(path.join(root, "modules", definition.name, "README.md"), "utf8");
  const inTerraform = translatorOf(definition);
  const text = readme
    .replace(withCdktf, (_, section: string) => linksTo(section, definition.name))
    .replace(reference, "")
    .replace(inEnvironment, "terraform");
  // What is in a fence is code, in its own language.
  return text
    .split(/(^```[^]*?^```$)/m)
    .map((part, i) => (i % 2 === 0 ? movedLinks(inCode(part, inTerraform), definition.name) : part))
    .join("");
}

/** The headings of a section, each with a link to what it has in the module's own README. */
function linksTo(section: string, module: string): string {
  const headings = [...section.matchAll(/^##+ (.+)$/gm)];
  return headings
    .map(([heading, title]) => `${heading}\n\nSee [${title}](README.md#${anchor(title!)}) of ${module}.\n\n`)
    .join("");
}

/** The anchor that GitHub gives to a heading. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replace(/ /g, "-");

/** Translates only what is written as code: `zoneId` is a word of TypeScript, "name" is English. */
const inCode = (text: string, translate: (code: string) => string): string =>
  text.replace(/`[^`\n]+`/g, translate);

/** Links of a file in modules/<name> as they are in terraform/modules/<name>, where every module has a README, too. */
function movedLinks(text: string, module: string): string {
  return text.replace(/\]\(([^)#:\s]+)(#[^)\s]*)?\)/g, (link, target: string, place = "") => {
    if (/^\.\.\/[a-z-]+\/README\.md$/.test(target)) return link;
    const file = path.posix.join("modules", module, target);
    return `](${path.posix.relative(path.posix.join("terraform/modules", module), file)}${place as string})`;
  });
}

import * as path from "node:path";
import { discoverEnvironments, discoverModules } from "../../app/discover";
import { synthesize } from "../../app/synthesize";
import { root } from "./root";

export { root };

/** What synth writes. */
export const outdir = path.join(root, "terraform");

/** Where bootstrap works for an environment. */
export const bootstrapFolder = (name: string): string => path.join(root, ".cache", "bootstrap", name);

/** Synthesizes everything into terraform/ and returns the environments. */
export function synthesizeAll() {
  const environments = discoverEnvironments(root);
  synthesize({ modules: discoverModules(root), environments, outdir });
  return environments;
}

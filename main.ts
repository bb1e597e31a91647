import "./app/startup";
import * as path from "node:path";
import { discoverEnvironments, discoverModules } from "./app/discover";
import { environmentWarnings } from "./app/environment";
import { synthesize } from "./app/synthesize";

/** The app: synthesizes every module and every environment into terraform/. `cdktf` and `npm run synth` run it. */
try {
  const environments = discoverEnvironments(__dirname);
  synthesize({
    modules: discoverModules(__dirname),
    environments,
    outdir: process.env["CDKTF_OUTDIR"] ?? path.join(__dirname, "terraform"),
  });
  for (const warning of environmentWarnings(environments)) console.warn(warning);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

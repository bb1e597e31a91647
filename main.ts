import "./app/startup";
import * as path from "node:path";
import { discoverEnvironments, discoverModules } from "./app/discover";
import { synthesize } from "./app/synthesize";

/** The app: synthesizes every module and every environment into terraform/. `cdktf` and `npm run synth` run it. */
try {
  synthesize({
    modules: discoverModules(__dirname),
    environments: discoverEnvironments(__dirname),
    outdir: process.env["CDKTF_OUTDIR"] ?? path.join(__dirname, "terraform"),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { runProgram, runTerraform } from "../terraform";
import { environmentOutputs } from "../terraform/outputs";
import type { Deployer } from "./index";
import type { Plan } from "./plan";

const tsx = pathToFileURL(require.resolve("tsx")).href;

/** The real Terraform, in the root module of an environment of the project. */
export function terraformDeployer(name: string, project: string, env: NodeJS.ProcessEnv): Deployer {
  const cwd = path.join(project, "terraform", "envs", name);
  const saved = path.join(cwd, ".terraform", "upgrade.tfplan");
  const terraform = (...args: string[]) => runTerraform(args, { cwd, env });
  // A process of its own: this one has read the environment's file before it changed.
  const synth = () => runProgram(process.execPath, ["--import", tsx, "main.ts"], { cwd: project, env });
  // It holds the values of sensitive inputs.
  const forget = () => fs.rmSync(saved, { force: true });
  return {
    async baseUrl() {
      const { medplum_base_url: url } = await environmentOutputs({ name, root: cwd, env });
      if (!url) throw new Error(`envs/${name} is not deployed: its state has no output medplum_base_url`);
      return String(url);
    },
    async plan() {
      await synth();
      await terraform("init");
      // Terraform keeps the mode of a file that exists.
      fs.mkdirSync(path.dirname(saved), { recursive: true });
      fs.writeFileSync(saved, "", { mode: 0o600 });
      fs.chmodSync(saved, 0o600);
      await terraform("plan", `-out=${saved}`);
      return JSON.parse((await terraform("show", "-json", saved)).stdout) as Plan;
    },
    async apply() {
      try {
        await runTerraform(["apply", saved], { cwd, env, stream: true });
      } finally {
        forget();
      }
    },
    async discard() {
      forget();
      await synth();
    },
  };
}

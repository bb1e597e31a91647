import * as path from "node:path";
import type { Environment } from "../../app/environment";
import { bootstrap } from "../bootstrap";
import { startLocalCloud } from "../local-cloud";
import { withAwsVariables } from "../support/aws-variables";
import { messageOf } from "../support/message";
import { outdir, synthesizeAll } from "../support/project";
import { main, step } from "../support/steps";
import { findTerraform, runTerraform } from "../terraform";
import { cdktf } from "./cdktf";
import { forgetProviders, localBootstrap, localEnvironment, localRoot } from "./deployment";
import { makePrerequisites } from "./prerequisites";
import { lockAdvice } from "./state-lock";

/** `npm start`: deploys envs/local into a local cloud with the real Terraform and proves that a second plan is empty. */
main(async () => {
  const started = Date.now();
  const { local } = await step("Synth", synthesizeAll);
  if (!local) throw new Error("envs/local.ts is missing; it is the environment that npm start deploys");
  const env = await step("Terraform and its providers", async () => {
    forgetProviders(localRoot);
    return localEnvironment();
  });
  const cloud = await step("Local cloud", () => startLocalCloud({ log: (line) => console.log(`  ${line}`) }));
  const outputs = await deploy(local, cloud.url, env).catch((error: unknown) => {
    const message = messageOf(error);
    const advice = [
      message,
      lockAdvice(message),
      `The local cloud (${cloud.url}) keeps running, with what was created. Continue with npm start, or stop it with npm stop.`,
    ];
    throw new Error(advice.filter(Boolean).join("\n\n"));
  });
  const { command } = await findTerraform(env);
  console.log(`
No changes: the deployment matches the code. (${((Date.now() - started) / 1000).toFixed(0)} s)

${outputs}

Look around:  ${cloud.url}/moto-api/   (everything that exists in the local cloud)
              npx cdktf diff envs/local
              ${command} -chdir=terraform/envs/local plan
Stop:         npm stop`);
});

/** Deploys into a cloud that runs, and returns the outputs as Terraform shows them. Throws where the second plan is not empty. */
async function deploy(local: Environment, url: string, env: NodeJS.ProcessEnv): Promise<string> {
  await step("Sample application and DNS zone", () => withAwsVariables(env, () => makePrerequisites(url)));
  await step("State backend", () =>
    bootstrap("local", local, { env, modules: path.join(outdir, "modules"), folder: localBootstrap }),
  );
  await step("Deployment (cdktf deploy envs/local)", () =>
    cdktf(["deploy", "envs/local", "--auto-approve", "--terraform-parallelism=30"], { env, stream: true }),
  );
  const plan = await step("Second plan", () =>
    runTerraform(["plan", "-detailed-exitcode", "-input=false"], {
      cwd: localRoot,
      env,
      allowedExitCodes: [0, 2],
    }),
  );
  if (plan.exitCode !== 0) throw new Error(`${plan.stdout}\nThe second plan is not empty.`);
  return (await runTerraform(["output"], { cwd: localRoot, env })).stdout.trim();
}

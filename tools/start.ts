import * as path from "node:path";
import { bootstrap } from "./bootstrap/index";
import { cdktf, localEnvironment, localRoot, outdir, root, synthesizeAll } from "./local";
import { startLocalCloud } from "./local-cloud";
import { makePrerequisites } from "./local-prerequisites";
import { main, step } from "./steps";
import { runTerraform } from "./terraform";

/** `npm start`: deploys envs/local into a local cloud with the real Terraform and proves that a second plan is empty. */
main(async () => {
  const started = Date.now();
  const env = await step("Terraform and its providers", localEnvironment);
  const cloud = await step("Local cloud", () => startLocalCloud({ log: (line) => console.log(`  ${line}`) }));
  const { local } = await step("Synth", synthesizeAll);
  if (!local) throw new Error("envs/local.ts is missing; it is the environment that npm start deploys");
  await step("Sample application and DNS zone", () => makePrerequisites(cloud.url));
  await step("State backend", () =>
    bootstrap("local", local, {
      env,
      modules: path.join(outdir, "modules"),
      folder: path.join(root, ".cache", "bootstrap", "local"),
    }),
  );
  await step("Deployment (cdktf deploy envs/local)", () =>
    cdktf(["deploy", "envs/local", "--auto-approve"], { env, stream: true }),
  );
  const { exitCode, stdout } = await step("Second plan", () =>
    runTerraform(["plan", "-detailed-exitcode", "-input=false"], {
      cwd: localRoot,
      env,
      allowedExitCodes: [0, 2],
    }),
  );
  if (exitCode !== 0) throw new Error(`${stdout}\nThe second plan is not empty.`);
  const outputs = await runTerraform(["output"], { cwd: localRoot, env });
  console.log(`
No changes: what is deployed is what the code says. (${((Date.now() - started) / 1000).toFixed(0)} s)

${outputs.stdout.trim()}

Look around:  ${cloud.url}/moto-api/   (everything that exists in the local cloud)
              npx cdktf diff envs/local
              terraform -chdir=terraform/envs/local plan
Stop:         npm stop`);
});

import * as fs from "node:fs";
import * as path from "node:path";
import { localRoot, localEnvironment, root } from "./local";
import { localCloudStatus, stopLocalCloud } from "./local-cloud";
import { main, step } from "./steps";
import { runTerraform } from "./terraform";

/** `npm stop`: destroys envs/local, stops the local cloud and forgets the state that lived in it. */
main(async () => {
  if (await localCloudStatus()) {
    if (fs.existsSync(path.join(localRoot, ".terraform", "terraform.tfstate"))) {
      const env = await localEnvironment();
      await step("Destroy envs/local", () =>
        runTerraform(["destroy", "-auto-approve"], { cwd: localRoot, env, stream: true }),
      );
    }
    await step("Stop the local cloud", () => stopLocalCloud());
  } else {
    console.log("The local cloud is not running.");
  }
  // The state was in the cloud; what is left of it here would mislead the next start.
  fs.rmSync(path.join(root, ".cache", "bootstrap", "local"), { recursive: true, force: true });
  fs.rmSync(path.join(localRoot, ".terraform"), { recursive: true, force: true });
});

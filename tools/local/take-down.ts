import * as fs from "node:fs";
import * as path from "node:path";
import { localCloudStatus, stopLocalCloud } from "../local-cloud";
import { messageOf } from "../support/message";
import { step } from "../support/steps";
import { runTerraform } from "../terraform";
import { forgetProviders } from "./deployment";

/** What to take down. */
export interface LocalStopOptions {
  /** The root module that is deployed. */
  readonly rootModule: string;
  /** Where bootstrap worked for it. */
  readonly bootstrapFolder: string;
  /** The local cloud's folder. */
  readonly directory: string;
  /** The caller's environment: AWS_ENDPOINT_URL says whether an emulator of the caller's own is in use. */
  readonly env: NodeJS.ProcessEnv;
  /** Makes the environment for Terraform. */
  readonly terraformEnv: () => Promise<NodeJS.ProcessEnv>;
}

/**
 * Destroys what is deployed, stops the local cloud and forgets the state that lived in it. A cloud of our own takes all
 * that is in it along, so that it is stopped even if nothing can be destroyed; in an emulator of the caller's, that is an
 * error.
 */
export async function stopLocal(options: LocalStopOptions): Promise<void> {
  const { rootModule, bootstrapFolder, directory, env, terraformEnv } = options;
  const cloud = await localCloudStatus({ directory, env });
  if (!cloud) console.log("The local cloud is not running.");
  if (cloud && fs.existsSync(path.join(rootModule, ".terraform", "terraform.tfstate"))) {
    try {
      await step("Destroy envs/local", async () =>
        // Its state is what npm start has just compared; a refresh would take as long as the destruction.
        runTerraform(["destroy", "-auto-approve", "-refresh=false", "-parallelism=30"], {
          cwd: rootModule,
          env: await terraformEnv(),
          stream: true,
        }),
      );
    } catch (error) {
      if (cloud.pid === undefined) throw error;
      console.warn(`${messageOf(error)}\nIt could not be destroyed, but is gone once its cloud has stopped.`);
    }
  }
  if (cloud) await step("Stop the local cloud", () => stopLocalCloud({ directory }));
  // The state was in the cloud; what is left of it here would mislead the next start.
  fs.rmSync(bootstrapFolder, { recursive: true, force: true });
  fs.rmSync(path.join(rootModule, ".terraform"), { recursive: true, force: true });
  fs.rmSync(path.join(rootModule, "errored.tfstate"), { force: true });
  forgetProviders(rootModule);
}

import * as path from "node:path";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../tools/local-cloud";
import { terraformEnvironment } from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";

/** A local cloud for the tests of a file or a block. Gives the environment in which Terraform uses it, once it runs. */
export function inLocalCloud(): () => NodeJS.ProcessEnv {
  const directory = path.join(temporaryFolder(), "cloud");
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    await startLocalCloud({ directory });
    env = await terraformEnvironment({
      env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" },
    });
  }, 300_000);
  afterAll(() => stopLocalCloud({ directory }), 300_000);
  return () => env;
}

import * as fs from "node:fs";
import * as path from "node:path";
import { writeJson } from "../../lib/json";

/** The root module of a synthesized environment, changed so that the local cloud, which has one account, can plan it without a state. */
export function plannable(outdir: string, name: string): string {
  const cwd = path.join(outdir, "envs", name);
  const file = path.join(cwd, "cdk.tf.json");
  const root = JSON.parse(fs.readFileSync(file, "utf8")) as {
    terraform: { backend?: object };
    provider: { aws: { allowed_account_ids?: string[] }[] };
    output: { environment: { precondition?: object } };
  };
  delete root.terraform.backend;
  delete root.output.environment.precondition;
  for (const provider of root.provider.aws) delete provider.allowed_account_ids;
  writeJson(file, root);
  fs.rmSync(path.join(cwd, ".terraform"), { recursive: true });
  return cwd;
}

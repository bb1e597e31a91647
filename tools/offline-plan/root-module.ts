import * as fs from "node:fs";
import * as path from "node:path";
import { writeJson } from "../../lib/json";
import { LOCAL_ACCOUNT } from "../local-cloud";

/** The root module of an environment, as far as a plan against the local cloud changes it or has to know it. */
export interface RootModule {
  readonly terraform: { backend?: object };
  readonly provider: { readonly aws: Record<string, unknown>[] };
  readonly output?: { readonly environment?: { precondition?: object } };
  readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly module?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What leads to the account and the state of an environment. The local cloud has one account, and a plan from nothing needs no state. */
const OF_THE_ACCOUNT = [
  "allowed_account_ids",
  "assume_role",
  "profile",
  "shared_config_files",
  "shared_credentials_files",
];

/**
 * Changes the root module of an environment, a copy, so that the local cloud can plan it without a state: without its backend and the
 * workspace that it insists on, and with the local cloud's account in place of its own, in ARNs, too, which must be of one account.
 */
export function plannable(cwd: string): RootModule {
  const file = path.join(cwd, "cdk.tf.json");
  const text = fs.readFileSync(file, "utf8");
  const [account] = ((JSON.parse(text) as RootModule).provider.aws[0]?.["allowed_account_ids"] ??
    []) as string[];
  const root = JSON.parse(account ? text.replaceAll(account, LOCAL_ACCOUNT) : text) as RootModule;
  delete root.terraform.backend;
  delete root.output?.environment?.precondition;
  for (const provider of root.provider.aws) for (const name of OF_THE_ACCOUNT) delete provider[name];
  writeJson(file, root);
  fs.rmSync(path.join(cwd, ".terraform"), { recursive: true, force: true });
  return root;
}

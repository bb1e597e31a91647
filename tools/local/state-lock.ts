import * as os from "node:os";
import * as path from "node:path";
import { BOOTSTRAP_KEY } from "../bootstrap/stack";
import { root } from "../support/project";
import { localBootstrap, localRoot } from "./deployment";

/** What to do when Terraform's error is that the state is locked; undefined for any other error. */
export function lockAdvice(message: string): string | undefined {
  if (!message.includes("Error acquiring the state lock")) return undefined;
  const of = (key: string) => new RegExp(`\\b${key}: +(.*\\S)`).exec(message)?.[1] ?? "?";
  const here = of("Who").endsWith(`@${os.hostname()}`) ? " on this machine" : "";
  const folder = of("Path").endsWith(BOOTSTRAP_KEY) ? localBootstrap : localRoot;
  return (
    `The state is locked by ${of("Who")}${here} (${of("Operation")}, ${of("Created")}). If that Terraform is still running, ` +
    `wait for it; if it was killed, unlock the state and continue:\n` +
    `  terraform -chdir=${path.relative(root, folder)} force-unlock -force ${of("ID")}`
  );
}

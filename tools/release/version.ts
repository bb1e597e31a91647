import { readFileSync } from "node:fs";
import * as path from "node:path";
import { root } from "../support/root";

/** The version in package.json. */
export const currentVersion = (): string =>
  (JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string }).version;

/** A document whose examples name a version of this project. */
export const withVersion = (text: string, version: string): string =>
  text
    .replace(/(\?ref=v|rev: v)\d+\.\d+\.\d+/g, `$1${version}`)
    .replace(/(redcap-medplum-aws-(?:modules-)?)\d+\.\d+\.\d+(?=\.(?:zip|tgz))/g, `$1${version}`);

/** Less than 0 where the first version is older, more than 0 where it is newer. */
export function compared(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  const at = left!.findIndex((part, i) => part !== right![i]);
  return at < 0 ? 0 : left![at]! - right![at]!;
}

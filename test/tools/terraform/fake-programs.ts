import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** A new folder; remove it after the test. */
export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "terraform-tools-"));
}

/** Writes a shell script that stands for a program, and gives its path. */
export function fakeProgram(file: string, script: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** What a product says when it is asked for its version. */
export const versionOf = (version: string, product = "Terraform", platform = "linux_amd64"): string =>
  `${product} v${version}\non ${platform}\n`;

/** A Terraform, or an OpenTofu, that only tells its version. */
export function fakeTerraform(file: string, ...version: Parameters<typeof versionOf>): string {
  return fakeProgram(file, `echo '${versionOf(...version)}'`);
}

/** Puts a provider into a mirror, as a folder with an empty program in it. */
export function addProvider(
  mirror: string,
  name: string,
  version: string,
  platform = "linux_amd64",
  registry = "registry.terraform.io",
): void {
  const folder = path.join(mirror, registry, "hashicorp", name, version, platform);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `terraform-provider-${name}_v${version}_x5`), "");
}

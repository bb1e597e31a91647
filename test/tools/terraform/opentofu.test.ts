import { existsSync, readdirSync, rmSync } from "node:fs";
import * as path from "node:path";
import { findOpenTofu } from "../../../tools/terraform";
import { fakeProgram, fakeTerraform, temporaryFolder } from "./fake-programs";

let folder: string;
let messages: string[];
beforeEach(() => {
  folder = temporaryFolder();
  messages = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (...parts: string[]): string => path.join(folder, ...parts);

/** Stands for Go: `$6` is the program that it is to write. */
const GOOD_GO = `printf '#!/bin/sh\\necho "OpenTofu v1.12.6-dev\\non linux_amd64"\\n' > "$6"; chmod +x "$6"`;

function find(env: NodeJS.ProcessEnv = {}, go?: string) {
  if (go !== undefined) fakeProgram(at("bin/go"), go);
  return findOpenTofu({
    env: {
      PATH: `${at("bin")}:${go === undefined ? "" : "/usr/bin:/bin"}`,
      XDG_CACHE_HOME: at("cache"),
      ...env,
    },
    log: (message) => messages.push(message),
  });
}

test("tofu on the PATH is used, and TERRAFORM_BINARY_NAME comes before it; nothing is built", async () => {
  fakeTerraform(at("bin/tofu"), "1.12.0", "OpenTofu");
  expect(await find()).toMatchObject({ command: at("bin/tofu"), version: "1.12.0" });
  const other = fakeTerraform(at("other/tofu"), "1.11.3", "OpenTofu");
  expect(await find({ TERRAFORM_BINARY_NAME: other })).toMatchObject({ command: other, version: "1.11.3" });
  expect(messages).toEqual([]);
});

test("a TERRAFORM_BINARY_NAME that is Terraform is refused, and an old tofu is", async () => {
  const terraform = fakeTerraform(at("bin/terraform"), "1.11.4");
  await expect(find({ TERRAFORM_BINARY_NAME: terraform })).rejects.toThrow(
    `${terraform} is Terraform 1.11.4, not OpenTofu. Set TERRAFORM_BINARY_NAME to tofu`,
  );
  fakeTerraform(at("bin/tofu"), "1.10.8", "OpenTofu");
  await expect(find()).rejects.toThrow("OpenTofu 1.10.8");
});

test("where there is none, the version that the Go module names is built, once", async () => {
  const { command, version } = await find({}, GOOD_GO);
  expect(version).toBe("1.12.6-dev");
  expect(command).toMatch(/\/cache\/redcap-medplum-aws\/opentofu\/1\.12\.6-[0-9a-f]{16}\/tofu$/);
  expect(await find({}, "exit 1")).toMatchObject({ command });
  expect(messages).toEqual([expect.stringContaining("Building OpenTofu 1.12.6 with Go")]);
});

test("a build that fails says what Go said and when it is needed, leaves nothing, and is done again", async () => {
  const failed = find({}, 'echo "proxy.example: no such host" >&2; exit 1');
  await expect(failed).rejects.toThrow(
    /^There is no tofu on the PATH, and TERRAFORM_BINARY_NAME names none[^]*GOPROXY[^]*no such host/,
  );
  expect(readdirSync(at("cache/redcap-medplum-aws/opentofu"))).toEqual([]);
  expect(existsSync((await find({}, GOOD_GO)).command)).toBe(true);
});

test("no Go is an error that says what else helps", async () => {
  await expect(find()).rejects.toThrow(
    /Go is not on the PATH\. Install Go 1\.\d+\.\d+ or newer, or OpenTofu itself \(https:/,
  );
});

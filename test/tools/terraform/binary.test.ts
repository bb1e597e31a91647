import { rmSync } from "node:fs";
import * as path from "node:path";
import { findTerraform } from "../../../tools/terraform";
import { fakeProgram, fakeTerraform, temporaryFolder } from "./fake-programs";

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true }));

const HOW_TO_GET_IT = /Install Terraform 1\.11 or newer \(https:.*TERRAFORM_BINARY_NAME/;

test("Terraform is found on the PATH", async () => {
  fakeTerraform(path.join(folder, "terraform"), "1.11.4");
  expect(await findTerraform({ PATH: folder })).toEqual({
    command: "terraform",
    version: "1.11.4",
    platform: "linux_amd64",
  });
});

test("TERRAFORM_BINARY_NAME comes before the PATH", async () => {
  fakeTerraform(path.join(folder, "terraform"), "1.11.4");
  const newer = fakeTerraform(path.join(folder, "newer/terraform"), "2.0.0-beta1", "darwin_arm64");
  expect(await findTerraform({ PATH: folder, TERRAFORM_BINARY_NAME: newer })).toEqual({
    command: newer,
    version: "2.0.0-beta1",
    platform: "darwin_arm64",
  });
});

test.each(["1.5.0", "1.10.5", "0.15.0"])("Terraform %s is refused as too old", async (version) => {
  fakeTerraform(path.join(folder, "terraform"), version);
  const found = findTerraform({ PATH: folder });
  await expect(found).rejects.toThrow(`Terraform ${version} (terraform) is too old`);
  await expect(found).rejects.toThrow(HOW_TO_GET_IT);
});

test("no Terraform is one clear error that says where to get it", async () => {
  const found = findTerraform({ PATH: folder });
  await expect(found).rejects.toThrow("No Terraform: terraform on the PATH could not be started (ENOENT)");
  await expect(found).rejects.toThrow(HOW_TO_GET_IT);
});

test("a TERRAFORM_BINARY_NAME that does not exist is named", async () => {
  const missing = path.join(folder, "nothing");
  await expect(findTerraform({ PATH: folder, TERRAFORM_BINARY_NAME: missing })).rejects.toThrow(
    `No Terraform: ${missing} (TERRAFORM_BINARY_NAME) could not be started`,
  );
});

test.each([
  ["fails", "echo what >&2; exit 3"],
  ["says something else", "echo hello"],
  ["says JSON of another kind", "echo '{}'"],
])("a program that %s is no Terraform", async (_what, script) => {
  fakeProgram(path.join(folder, "terraform"), script);
  await expect(findTerraform({ PATH: `${folder}:/bin` })).rejects.toThrow(
    "terraform does not respond like Terraform",
  );
});

import { readFileSync, rmSync } from "node:fs";
import * as path from "node:path";
import { findTerraform, PRODUCTS } from "../../../tools/terraform";
import { fakeProgram, fakeTerraform, temporaryFolder } from "./fake-programs";

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true }));

const HOW_TO_GET_IT =
  /Install Terraform 1\.11 or newer \(https:.*\) or OpenTofu 1\.11 or newer \(https:.*TERRAFORM_BINARY_NAME/;

test("Terraform is found on the PATH", async () => {
  fakeTerraform(path.join(folder, "terraform"), "1.11.4");
  expect(await findTerraform({ PATH: folder })).toEqual({
    command: "terraform",
    product: "Terraform",
    version: "1.11.4",
    platform: "linux_amd64",
  });
});

test("TERRAFORM_BINARY_NAME comes before the PATH", async () => {
  fakeTerraform(path.join(folder, "terraform"), "1.11.4");
  const newer = fakeTerraform(
    path.join(folder, "newer/terraform"),
    "2.0.0-beta1",
    "Terraform",
    "darwin_arm64",
  );
  expect(await findTerraform({ PATH: folder, TERRAFORM_BINARY_NAME: newer })).toEqual({
    command: newer,
    product: "Terraform",
    version: "2.0.0-beta1",
    platform: "darwin_arm64",
  });
});

test("TERRAFORM_BINARY_NAME=tofu selects OpenTofu, a build of one's own included", async () => {
  fakeTerraform(path.join(folder, "terraform"), "1.11.4");
  fakeTerraform(path.join(folder, "tofu"), "1.12.6-dev", "OpenTofu");
  expect(await findTerraform({ PATH: folder, TERRAFORM_BINARY_NAME: "tofu" })).toEqual({
    command: "tofu",
    product: "OpenTofu",
    version: "1.12.6-dev",
    platform: "linux_amd64",
  });
});

test.each([
  ["Terraform", "1.5.0"],
  ["Terraform", "1.10.5"],
  ["OpenTofu", "1.10.8"],
])("%s %s is refused as too old", async (product, version) => {
  fakeTerraform(path.join(folder, "terraform"), version, product);
  const found = findTerraform({ PATH: folder });
  await expect(found).rejects.toThrow(`${product} ${version} (terraform) is too old`);
  await expect(found).rejects.toThrow(HOW_TO_GET_IT);
});

test("so is a version that does not say its platform, nor answer as JSON", async () => {
  fakeProgram(path.join(folder, "terraform"), "echo Terraform v0.12.31; echo; echo + provider.aws v2.70.0");
  await expect(findTerraform({ PATH: folder })).rejects.toThrow("Terraform 0.12.31 (terraform) is too old");
});

test("what both products must have is what every module requires", () => {
  const file = path.join(__dirname, "../../../terraform/modules/network/versions.tf.json");
  const { terraform } = JSON.parse(readFileSync(file, "utf8")) as { terraform: { required_version: string } };
  for (const { oldest } of Object.values(PRODUCTS)) expect(terraform.required_version).toBe(`>= ${oldest}`);
});

test("no Terraform is one clear error that says where to get it", async () => {
  const found = findTerraform({ PATH: folder });
  await expect(found).rejects.toThrow("No Terraform: terraform on the PATH could not be started (ENOENT)");
  await expect(found).rejects.toThrow(HOW_TO_GET_IT);
});

test("tofu in place of a missing Terraform is not used unasked, but named", async () => {
  fakeTerraform(path.join(folder, "tofu"), "1.12.6", "OpenTofu");
  await expect(findTerraform({ PATH: folder })).rejects.toThrow(
    "No Terraform: terraform on the PATH could not be started (ENOENT). tofu on the PATH is OpenTofu 1.12.6: to use it, also in " +
      "cdktf, set TERRAFORM_BINARY_NAME=tofu.",
  );
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

import * as fs from "node:fs";
import * as path from "node:path";
import { linkMirrors } from "../../../tools/terraform/link";
import { temporaryFolder } from "../../lib/example";

const vendor = path.join("registry.terraform.io", "hashicorp");

function mirror(...packages: readonly string[]): string {
  const folder = temporaryFolder();
  for (const held of packages) {
    fs.mkdirSync(path.join(folder, vendor, held), { recursive: true });
    fs.writeFileSync(path.join(folder, vendor, held, "provider"), folder);
  }
  return folder;
}

describe("links to mirrors in a root module", () => {
  const linked = (root: string, held: string) =>
    path.join(root, "terraform.d", "plugins", vendor, held, "provider");

  test("show every provider of the platform, the first mirror's where two have it", async () => {
    const root = temporaryFolder();
    const first = mirror("aws/5.100.0/linux_amd64", "random/3.7.2/darwin_arm64");
    const second = mirror("aws/5.100.0/linux_amd64", "tls/4.1.0/linux_amd64");
    await linkMirrors([first, second], root, "linux_amd64");
    expect(fs.readFileSync(linked(root, "aws/5.100.0/linux_amd64"), "utf8")).toBe(first);
    expect(fs.readFileSync(linked(root, "tls/4.1.0/linux_amd64"), "utf8")).toBe(second);
    expect(fs.existsSync(path.join(root, "terraform.d", "plugins", vendor, "random"))).toBe(false);
  });

  test("serve OpenTofu as well, from its own registry's folder before Terraform's, and from archives", async () => {
    const root = temporaryFolder();
    const both = mirror("aws/5.100.0/linux_amd64", "tls/4.1.0/linux_amd64");
    const own = path.join("registry.opentofu.org", "hashicorp");
    fs.mkdirSync(path.join(both, own, "aws/5.100.0/linux_amd64"), { recursive: true });
    fs.writeFileSync(path.join(both, own, "aws/5.100.0/linux_amd64", "provider"), "OpenTofu's");
    fs.mkdirSync(path.join(both, vendor, "random"));
    for (const platform of ["linux_amd64", "darwin_arm64"])
      fs.writeFileSync(
        path.join(both, vendor, "random", `terraform-provider-random_3.7.2_${platform}.zip`),
        "",
      );
    await linkMirrors([both], root, "linux_amd64");
    const plugins = path.join(root, "terraform.d", "plugins");
    const read = (...place: string[]) => fs.readFileSync(path.join(plugins, ...place), "utf8");
    expect(read(own, "aws/5.100.0/linux_amd64/provider")).toBe("OpenTofu's");
    expect(read(vendor, "aws/5.100.0/linux_amd64/provider")).toBe(both);
    expect(read(own, "tls/4.1.0/linux_amd64/provider")).toBe(both);
    for (const registry of [own, vendor])
      expect(fs.readdirSync(path.join(plugins, registry, "random"))).toEqual([
        "terraform-provider-random_3.7.2_linux_amd64.zip",
      ]);
  });

  test("are made anew, so that none leads to a mirror that is gone", async () => {
    const root = temporaryFolder();
    await linkMirrors([mirror("aws/5.99.0/linux_amd64")], root, "linux_amd64");
    await linkMirrors([mirror("aws/5.100.0/linux_amd64")], root, "linux_amd64");
    expect(fs.readdirSync(path.join(root, "terraform.d", "plugins", vendor, "aws"))).toEqual(["5.100.0"]);
  });
});

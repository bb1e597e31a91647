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

  test("are made anew, so that none leads to a mirror that is gone", async () => {
    const root = temporaryFolder();
    await linkMirrors([mirror("aws/5.99.0/linux_amd64")], root, "linux_amd64");
    await linkMirrors([mirror("aws/5.100.0/linux_amd64")], root, "linux_amd64");
    expect(fs.readdirSync(path.join(root, "terraform.d", "plugins", vendor, "aws"))).toEqual(["5.100.0"]);
  });
});

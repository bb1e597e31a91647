import { createPrivateKey, createPublicKey } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { requiredProviders } from "../../../lib/provider-requirement";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { SigningKey } from "../../../modules/signing-key";
import { initTerraform, runTerraform } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import * as cases from "./cases";
import { keys } from "./keys";

checkedByTerraform(SigningKey, cases);

interface Resource {
  readonly type: string;
  readonly index: string;
  readonly values: Readonly<Record<string, string & readonly string[]>>;
}

describe("in the local cloud", () => {
  const folder = temporaryFolder();
  const cwd = path.join(folder, "root");
  const environment = inLocalCloud();
  const terraform = (...args: string[]) => runTerraform(args, { cwd, env: environment() });

  /** Deploys the keys; a second plan must be empty. What is there then. */
  async function deploy(inputs: object) {
    const root = {
      terraform: { required_providers: requiredProviders(SigningKey.definition.providers) },
      provider: { aws: { region: "us-east-1", max_retries: 5 } },
      module: { keys: { source: "../modules/signing-key", name: "files", ...inputs } },
      output: {
        active: { value: "${module.keys.active_key_id}" },
        pem: { value: "${module.keys.private_key_pem}", sensitive: true },
      },
    };
    fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
    await terraform("apply", "-auto-approve");
    await terraform("plan", "-detailed-exitcode");
    const shown = JSON.parse((await terraform("show", "-json")).stdout) as {
      values: {
        root_module: { child_modules: { resources: Resource[] }[] };
        outputs: Record<string, { value: string | null } | undefined>;
      };
    };
    const { resources } = shown.values.root_module.child_modules[0]!;
    const made = resources.filter(({ type }) => type === "aws_cloudfront_public_key");
    const group = resources.find(({ type }) => type === "aws_cloudfront_key_group")!;
    return {
      ids: Object.fromEntries(made.map(({ index, values }) => [index, values["id"] as string])),
      text: (name: string) => made.find(({ index }) => index === name)!.values["encoded_key"] as string,
      group: [...group.values["items"]!].sort(),
      active: shown.values.outputs["active"]?.value,
      pem: shown.values.outputs["pem"]?.value,
    };
  }

  beforeAll(async () => {
    fs.mkdirSync(cwd);
    writeModule(SigningKey.definition as unknown as ModuleDefinition, folder);
    fs.writeFileSync(
      path.join(cwd, "main.tf.json"),
      JSON.stringify({
        terraform: { required_providers: requiredProviders(SigningKey.definition.providers) },
        module: { keys: { source: "../modules/signing-key", name: "files" } },
      }),
    );
    await initTerraform({ cwd, env: environment() });
  }, 300_000);

  test("a generated key signs for the public key that CloudFront has", async () => {
    const { ids, group, active, pem, text } = await deploy({});
    expect(group).toEqual([ids["a"]]);
    expect(active).toBe(ids["a"]);
    const publicKey = createPublicKey(createPrivateKey(pem!)).export({ type: "spki", format: "pem" });
    expect(publicKey).toBe(text("a"));
  }, 120_000);

  test("keys rotate: both are accepted, the new one signs, the old one goes, and the new one stays", async () => {
    const first = await deploy({});
    const own = { own: { public_key: keys.good.trim().replace(/\n/g, "\r\n") } };
    const both = await deploy({ keys: { a: {}, b: own }, active_key: "b" });
    expect(both.ids["a"]).toBe(first.ids["a"]);
    expect(both.group).toEqual(Object.values(both.ids).sort());
    expect(both.active).toBe(both.ids["b"]);
    expect(both.text("b")).toBe(keys.good);
    // Nobody but the operator has the private key.
    expect(both.pem ?? null).toBeNull();
    const second = await deploy({ keys: { b: own }, active_key: "b" });
    expect(second.group).toEqual([both.ids["b"]]);
    // And back: the first name has another key now, and the second key is accepted as long as it is there.
    const back = await deploy({ keys: { a: {}, b: own }, active_key: "a" });
    expect(back.ids["b"]).toBe(both.ids["b"]);
    expect(back.ids["a"]).not.toBe(first.ids["a"]);
    expect(back.text("a")).not.toBe(first.text("a"));
    expect(back.group).toEqual(Object.values(back.ids).sort());
    expect(back.active).toBe(back.ids["a"]);
    const last = await deploy({});
    expect(last.ids).toEqual({ a: back.ids["a"] });
    expect(last.group).toEqual([back.ids["a"]]);
  }, 480_000);

  test("the same key in another form, and another name of the group, break no link", async () => {
    const lines = keys.good.trim().split("\n");
    const forms = [keys.good, lines.join("\r\n"), lines.join("\n   "), lines.join("")];
    const ids = [];
    for (const [index, publicKey] of forms.entries())
      ids.push(
        (await deploy({ name: `files-${index}`, keys: { a: { own: { public_key: publicKey } } } })).ids["a"],
      );
    expect(new Set(ids).size).toBe(1);
  }, 480_000);

  test("a key can be replaced under its name", async () => {
    const before = await deploy({ keys: { b: { own: { public_key: keys.good } } }, active_key: "b" });
    const after = await deploy({ keys: { b: {} }, active_key: "b" });
    expect(after.ids["b"]).not.toBe(before.ids["b"]);
    expect(after.group).toEqual([after.ids["b"]]);
  }, 240_000);
});

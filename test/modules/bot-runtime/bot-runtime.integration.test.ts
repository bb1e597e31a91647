import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { storedZip } from "../../../lib/aws/stored-zip";
import { BotRuntime } from "../../../modules/bot-runtime";
import { initTerraform, runTerraform } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import * as cases from "./cases";

checkedByTerraform(BotRuntime, cases);

describe("in the local cloud", () => {
  const folder = temporaryFolder();
  const cwd = path.join(folder, "root");
  const environment = inLocalCloud();
  const terraform = async (...args: string[]) =>
    (await runTerraform(args, { cwd, env: environment() })).stdout;
  const outputs = async () =>
    JSON.parse(await terraform("output", "-json", "bots")) as Record<string, unknown>;

  /** A root module with a layer of that content, and a digest that may be wrong. */
  function write(content: string, digest?: string): void {
    const zip = storedZip([{ path: "nodejs/node_modules/a/index.js", data: Buffer.from(content) }]);
    const file = path.join(cwd, `${content}.zip`);
    fs.writeFileSync(file, zip);
    const sha256 = digest ?? createHash("sha256").update(zip).digest("base64");
    const source = "../modules/bot-runtime";
    const root = {
      provider: { aws: { region: "us-east-1", max_retries: 5 } },
      resource: {
        aws_kms_key: { this: {} },
        aws_s3_bucket: { artifacts: { bucket: "bot-runtime-artifacts", force_destroy: true } },
        aws_s3_object: {
          layer: { bucket: "${aws_s3_bucket.artifacts.bucket}", key: `${content}.zip`, source: file },
        },
        aws_iam_role: {
          own: { name: "own", assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }) },
        },
      },
      module: {
        bots: {
          source,
          name: "bots",
          function_name_prefix: "bot-",
          policies: {
            bucket: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" }],
            }),
          },
          log_groups: { "bot-1": {} },
          kms_key_arn: "${aws_kms_key.this.arn}",
          layer_name: "bot-layer",
          layer: {
            bucket: "${aws_s3_object.layer.bucket}",
            key: "${aws_s3_object.layer.key}",
            sha256,
            description: content,
          },
        },
        existing: {
          source,
          name: "existing",
          function_name_prefix: "bot-",
          existing_role: { arn: "${aws_iam_role.own.arn}" },
        },
      },
      output: { bots: { value: "${module.bots}" }, existing: { value: "${module.existing}" } },
    };
    fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
  }

  beforeAll(async () => {
    fs.mkdirSync(cwd);
    writeModule(BotRuntime.definition as unknown as ModuleDefinition, folder);
    write("one");
    await initTerraform({ cwd, env: environment() });
    await terraform("apply", "-auto-approve");
  }, 300_000);

  test("role, logs and layer are deployed, and a second plan is empty", async () => {
    expect(await outputs()).toEqual({
      role_arn: "arn:aws:iam::123456789012:role/bots-us-east-1-bots",
      role_name: "bots-us-east-1-bots",
      layer_version_arn: "arn:aws:lambda:us-east-1:123456789012:layer:bot-layer:1",
      log_group_names: { "bot-1": "/aws/lambda/bot-1" },
    });
    expect(JSON.parse(await terraform("output", "-json", "existing"))).toEqual({
      role_arn: "arn:aws:iam::123456789012:role/own",
      role_name: null,
      layer_version_arn: null,
      log_group_names: {},
    });
    await terraform("plan", "-detailed-exitcode");
  }, 180_000);

  test("another content is another version, next to the earlier one", async () => {
    write("two");
    await terraform("apply", "-auto-approve");
    expect((await outputs())["layer_version_arn"]).toMatch(/:layer:bot-layer:2$/);
    const data = path.join(cwd, "look.tf.json");
    fs.writeFileSync(
      data,
      JSON.stringify({
        data: { aws_lambda_layer_version: { first: { layer_name: "bot-layer", version: 1 } } },
        output: { first: { value: "${data.aws_lambda_layer_version.first.description}" } },
      }),
    );
    await terraform("apply", "-auto-approve");
    expect(JSON.parse(await terraform("output", "-json", "first"))).toBe("one");
    fs.rmSync(data);
  }, 180_000);

  test("a layer that is not what was built is refused", async () => {
    write("three", createHash("sha256").update("something else").digest("base64"));
    await expect(terraform("apply", "-auto-approve")).rejects.toThrow(
      /layer\.sha256 is not the digest of what is in the\s+bucket/,
    );
  }, 180_000);
});

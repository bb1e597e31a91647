import * as path from "node:path";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  CreateBucketCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { writeJson } from "../../../lib/json";
import { writeModule } from "../../../lib/module-folder";
import { EncryptionKey } from "../../../modules/encryption-key";
import { FileStorage } from "../../../modules/file-storage";
import { SourceBundle } from "../../../modules/source-bundle";
import {
  profileFiles,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../../tools/local-cloud";
import { runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { fakeRedcapZip } from "./function/helpers";

/** The real function, run by the local cloud: REDCap's zip (a dummy of ours) becomes a bundle when Terraform applies. */
describe("a source bundle", () => {
  const folder = temporaryFolder();
  const directory = path.join(folder, "cloud");
  const root = path.join(folder, "root");
  let env: NodeJS.ProcessEnv;
  let s3: S3Client;

  const put = (key: string, body: Buffer | string) =>
    s3.send(new PutObjectCommand({ Bucket: "example-redcap-sources", Key: key, Body: body }));
  const terraform = (args: readonly string[], allowedExitCodes = [0]) =>
    runTerraform(args, { cwd: root, env, allowedExitCodes });
  const apply = () => terraform(["apply", "-auto-approve", "-parallelism=30"]);
  const bundles = async (): Promise<string[]> => {
    const list = await s3.send(
      new ListObjectsV2Command({ Bucket: "bundle-test-files-123456789012-us-east-1" }),
    );
    return (list.Contents ?? []).map(({ Key }) => Key!);
  };

  /** The root module: what redcap composes for a source that has to be built. Another text replaces what it depends on. */
  function configure(redcapSource: object, dependency = "one"): void {
    const { config, credentials } = profileFiles(directory);
    const key = "${module.key.arn}";
    writeJson(path.join(root, "main.tf.json"), {
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
      provider: {
        aws: {
          region: "us-east-1",
          profile: "local",
          shared_config_files: [config],
          shared_credentials_files: [credentials],
          max_retries: 5,
        },
      },
      resource: { terraform_data: { dependency: { triggers_replace: dependency } } },
      module: {
        key: { source: "../terraform/modules/encryption-key", name: "bundle-test", description: "Test" },
        files: {
          source: "../terraform/modules/file-storage",
          name: "bundle-test",
          kms_key_arn: key,
          force_destroy: true,
        },
        source_bundle: {
          source: "../terraform/modules/source-bundle",
          name: "bundle-test",
          kms_key_arn: key,
          target_bucket: "${module.files.bucket_name}",
          redcap_source: redcapSource,
          depends_on: ["terraform_data.dependency"],
        },
      },
      output: {
        key: { value: "${module.source_bundle.key}" },
        label: { value: "${module.source_bundle.version_label}" },
      },
    });
  }

  const s3Source = { kind: "s3", bucket: "example-redcap-sources", key: "redcap16.0.18.zip" };
  const overlay = { bucket: "example-redcap-sources", prefix: "overlay/" };

  beforeAll(async () => {
    const cloud = await startLocalCloud({ directory });
    env = withoutAwsVariables(await terraformEnvironment());
    s3 = new S3Client({
      endpoint: cloud.url,
      region: "us-east-1",
      forcePathStyle: true,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    await s3.send(new CreateBucketCommand({ Bucket: "example-redcap-sources" }));
    await put("redcap16.0.18.zip", fakeRedcapZip("16.0.18"));
    await put("not-redcap.zip", "<html>Sign in</html>");
    await put("overlay/redcap/hooks/hello.php", "<?php // hook\n");
    for (const { definition } of [EncryptionKey, FileStorage, SourceBundle]) {
      writeModule(definition as never, path.join(folder, "terraform"));
    }
    configure(s3Source);
    await terraform(["init"]);
  }, 120_000);

  afterAll(() => stopLocalCloud({ directory }), 30_000);

  test("is built when Terraform applies, under a label of REDCap's version and the content", async () => {
    await apply();
    const { stdout } = await terraform(["output", "-json"]);
    const { key, label } = JSON.parse(stdout) as Record<"key" | "label", { value: string }>;
    expect(label.value).toMatch(/^redcap-16\.0\.18-[0-9a-f]{12}$/);
    expect(key.value).toBe(`${label.value}.zip`);
    expect(await bundles()).toEqual([key.value]);
    const object = await s3.send(
      new GetObjectCommand({ Bucket: "bundle-test-files-123456789012-us-east-1", Key: key.value }),
    );
    const bytes = Buffer.from(await object.Body!.transformToByteArray());
    for (const name of ["redcap/redcap_v16.0.18/", ".platform/hooks/", ".ebextensions/redcap.config"]) {
      expect(bytes.includes(name)).toBe(true);
    }
    const { exitCode } = await terraform(["plan", "-detailed-exitcode"], [0, 2]);
    expect(exitCode).toBe(0);
  }, 240_000);

  test("is not built again when something that the whole module depends on is replaced", async () => {
    configure(s3Source, "two");
    const { stdout } = await terraform(["plan"]);
    expect(stdout).toContain("terraform_data.dependency must be replaced");
    expect(stdout).toContain("Plan: 1 to add, 0 to change, 1 to destroy.");
  }, 120_000);

  test("is built again with the operator's overlay, and the earlier bundle stays for the way back", async () => {
    configure({ ...s3Source, overlay });
    await apply();
    expect(await bundles()).toHaveLength(2);
  }, 120_000);

  test("with an overlay that would replace a platform file, or is in the wrong place, is refused at plan", async () => {
    await put("bad/.ebextensions/redcap.config", "option_settings: {}");
    await put("bad/hooks/hello.php", "<?php");
    configure({ ...s3Source, overlay: { bucket: "example-redcap-sources", prefix: "bad" } });
    const plan = terraform(["plan"]).catch((error: Error) =>
      Promise.reject(new Error(error.message.replace(/\s+/g, " "))),
    );
    await expect(plan).rejects.toThrow(
      /would replace the platform's own: \.ebextensions\/redcap\.config.*are in none of redcap\/, \.platform\/, \.ebextensions\/: hooks\/hello\.php/,
    );
  }, 120_000);

  test("that is no zip fails the apply with the function's own words, and leaves the bundles alone", async () => {
    configure({ ...s3Source, key: "not-redcap.zip" });
    await expect(apply()).rejects.toThrow(/not-redcap\.zip[^]*not a zip/i);
    expect(await bundles()).toHaveLength(2);
  }, 120_000);
});

import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
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
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { call, element } from "../../tools/local-cloud/aws-call";
import { fakeRedcapZip, unzip, writeFile } from "./function/helpers";

/** Address of the local cloud in a folder. */
const cloudOf = (directory: string): string =>
  /^endpoint_url = (.+)$/m.exec(fs.readFileSync(profileFiles(directory).config, "utf8"))![1]!;

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
  function configure(redcapSource: object, dependency = "one", phpVersions: readonly string[] = []): void {
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
          php_versions: phpVersions,
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
    await initTerraform({ cwd: root, env });
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

  describe("that REDCap upgrades itself from (Easy Upgrade)", () => {
    const Bucket = "bundle-test-files-123456789012-us-east-1";
    const tools = path.join(folder, "tools");
    const tmp = path.join(folder, "tmp");
    let key: string;

    const eb = async (Action: string, parameters: Record<string, string>) => {
      const answer = await call(cloudOf(directory), "elasticbeanstalk", "2010-12-01", {
        Action,
        ...parameters,
      });
      if (answer.status !== 200) throw new Error(answer.body);
      return answer;
    };
    /** An environment that runs the bundle under a key. */
    async function environment(label: string, Key: string): Promise<void> {
      const version = { ApplicationName: "redcap", VersionLabel: label };
      await eb("CreateApplicationVersion", {
        ...version,
        "SourceBundle.S3Bucket": Bucket,
        "SourceBundle.S3Key": Key,
      });
      await eb("CreateEnvironment", {
        ...version,
        EnvironmentName: `redcap-${label}`,
        SolutionStackName: "64bit Amazon Linux 2023 v4.13.7 running PHP 8.4",
      });
    }
    /** Runs the script on an instance of that environment; gives what it printed. */
    function upgraded(label: string): { kib: number; text: string } {
      fs.rmSync(tmp, { recursive: true, force: true });
      fs.mkdirSync(tmp);
      fs.writeFileSync(path.join(tools, "get-config"), `#!/bin/sh\necho redcap-${label}\n`, { mode: 0o755 });
      const zip = path.join(folder, "redcap16.0.20.zip");
      fs.writeFileSync(zip, fakeRedcapZip("16.0.20"));
      const ran = spawnSync("bash", [path.join(__dirname, "easy-upgrade.sh"), zip], {
        encoding: "utf8",
        env: {
          PATH: `${tools}:${process.env["PATH"]}`,
          TMP: tmp,
          AWS_ENDPOINT_URL: cloudOf(directory),
          NODE_NO_WARNINGS: "1",
        },
      });
      const text = ran.stdout + ran.stderr;
      if (ran.status !== 0) throw new Error(text);
      return { kib: Number(ran.stdout.trim().split("\n").at(-1)), text };
    }
    async function deployed(): Promise<Record<string, string>> {
      const object = await s3.send(new GetObjectCommand({ Bucket, Key: "eb-redcap16.0.20.zip" }));
      const file = writeFile(folder, "upgraded.zip", Buffer.from(await object.Body!.transformToByteArray()));
      return unzip(file);
    }

    beforeAll(async () => {
      fs.mkdirSync(tools, { recursive: true });
      const program = path.join(__dirname, "aws.mjs");
      fs.writeFileSync(path.join(tools, "aws"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
        mode: 0o755,
      });
      key = (await bundles()).find((each) => !each.includes("/"))!;
      await eb("CreateApplication", { ApplicationName: "redcap" });
    });

    test("brings the platform's files and the overlay along, and needs no more room than the platform reckons with", async () => {
      await environment("flat", key);
      const { kib } = upgraded("flat");
      const bundle = await deployed();
      expect(Object.keys(bundle)).toEqual(
        expect.arrayContaining([
          ".ebextensions/redcap.config",
          ".platform/redcap/step",
          ".platform/hooks/predeploy/30_versions.sh",
          "redcap/redcap_v16.0.20/Config/init_global.php",
        ]),
      );
      // What REDCap's tables do not need any more: Easy Upgrade takes nothing of redcap/ over.
      expect(Object.keys(bundle).filter((name) => name.includes("redcap_v16.0.18"))).toEqual([]);
      const runs = await eb("DescribeEnvironments", { "EnvironmentNames.member.1": "redcap-flat" });
      expect(element(runs, "VersionLabel")).toBe("eb-redcap16.0.20.zip");
      // application.sh warns if four times the unpacked bundle is not free.
      const unpacked = Object.values(bundle).reduce(
        (bytes, text) => bytes + Math.max(Buffer.byteLength(text), 4096),
        0,
      );
      expect(kib).toBeLessThan((4 * unpacked) / 1024);
    }, 120_000);

    test("loses them where the key of its bundle has a slash, as earlier releases named it", async () => {
      const Body = await (
        await s3.send(new GetObjectCommand({ Bucket, Key: key }))
      ).Body!.transformToByteArray();
      await s3.send(new PutObjectCommand({ Bucket, Key: `bundles/${key}`, Body }));
      await eb("DeleteApplicationVersion", {
        ApplicationName: "redcap",
        VersionLabel: "eb-redcap16.0.20.zip",
      }).catch(() => {});
      await environment("folder", `bundles/${key}`);
      try {
        upgraded("folder");
      } catch {
        // The version exists already in this application; the bundle is stored before that.
      }
      expect(Object.keys(await deployed()).filter((name) => name.startsWith(".platform"))).toEqual([]);
    }, 120_000);
  });

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
    expect((await bundles()).filter((each) => each.startsWith("redcap-"))).toHaveLength(2);
  }, 120_000);

  test("of a REDCap that runs on none of the PHP versions is refused before it is deployed", async () => {
    await put("redcap.zip", fakeRedcapZip("14.5.23"));
    configure({ ...s3Source, key: "redcap.zip" }, "two", ["8.4", "8.3"]);
    await expect(
      apply().catch((error: Error) => Promise.reject(new Error(error.message.replace(/[\s│]+/g, " ")))),
    ).rejects.toThrow("REDCap 14.5.23 does not run on PHP 8.4, 8.3. Take a newer REDCap.");
  }, 120_000);

  test("of a REDCap of which it is not publicly known is built, with a warning: in a plan where the zip's name has the version, else after the apply", async () => {
    const warning = "Whether REDCap 15.5.3 runs on PHP 8.4 is not publicly known";
    const said = ({ stdout }: { readonly stdout: string }) => stdout.replace(/[\s│]+/g, " ");
    const configured = (key: string) =>
      configure({ ...s3Source, key, overlay_revision: "3" }, "two", ["8.4"]);
    configured("redcap15.5.3.zip");
    expect(said(await terraform(["plan"]))).toContain(warning);
    await put("redcap.zip", fakeRedcapZip("15.5.3"));
    configured("redcap.zip");
    expect(said(await terraform(["plan"]))).not.toContain("Warning");
    expect(said(await apply())).toContain(warning);
  }, 120_000);
});

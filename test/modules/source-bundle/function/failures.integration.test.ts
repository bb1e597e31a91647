import { createHash } from "node:crypto";
import {
  CreateBucketCommand,
  ListMultipartUploadsCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { DEFAULT_LIMITS } from "../../../../modules/source-bundle/function/limits";
import { fakeRedcapZip, largeZip, startCommunity } from "./helpers";
import {
  credentials,
  overlayAt,
  s3,
  SOFTWARE,
  put,
  secret,
  event,
  fromS3,
  fromCommunity,
  failure,
} from "./surroundings";

describe("a clear error, and nothing made, for", () => {
  test("a wrong password", async () => {
    const arn = await secret("wrong", JSON.stringify({ ...credentials, password: "wrong-password" }));
    const message = await failure(event(fromCommunity({ credentials_secret_arn: arn })));
    expect(message).toContain('It says: "ERROR: Username/password are not valid"');
    expect(message).not.toContain("wrong-password");
  });

  test.each([
    ["text", "hunter2-plain"],
    ["JSON without the password", '{"username": "hunter2-user"}'],
    ["JSON with a number", '{"username": "u", "password": 47110815}'],
  ])("a secret that is %s", async (what, value) => {
    const arn = await secret(`bad-${what.replace(/\W/g, "-")}`, value);
    const message = await failure(event(fromCommunity({ credentials_secret_arn: arn })));
    expect(message).toContain(`The secret ${arn} does not contain the REDCap Community login`);
    expect(message).not.toMatch(/hunter2|47110815/);
  });

  test("a secret that does not exist", async () => {
    const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf";
    expect(await failure(event(fromCommunity({ credentials_secret_arn: arn })))).toMatch(
      /secretsmanager:GetSecretValue of arn:aws:secretsmanager:.* failed: ResourceNotFoundException.*Check the ARN/,
    );
  });

  test("another version than the requested one", async () => {
    expect(await failure(event(fromCommunity({ version: "13.1.2" })))).toContain(
      "source.version is 13.1.2, the zip holds redcap_v16.0.18",
    );
  });

  test("a key that does not exist", async () => {
    expect(await failure(event(fromS3("absent.zip")))).toMatch(
      /s3:GetObject of s3:\/\/hospital-software\/absent\.zip failed: NoSuchKey.*case-sensitive/,
    );
  });

  test("buckets that do not exist", async () => {
    await put("plain.zip", fakeRedcapZip("16.0.18"));
    const nowhere = { bucket: "absent-bucket" };
    expect(await failure(event({ ...fromS3("x.zip"), bucket: "absent-bucket" }))).toContain("NoSuchBucket");
    expect(await failure(event(fromS3("plain.zip"), { overlay: overlayAt("absent-bucket", "") }))).toContain(
      "s3:GetBucketAcl of s3://absent-bucket (who may write the overlay) failed: NoSuchBucket",
    );
    expect(await failure(event(fromS3("plain.zip"), { target: nowhere }))).toContain(
      "s3:PutObject of s3://absent-bucket/redcap-16.0.18-",
    );
  });

  test("an upload that breaks off, and no parts of it stay behind", async () => {
    await put("large2.zip", largeZip());
    const breaking = {
      send: async (...parameters: Parameters<typeof s3.send>) => {
        const [command] = parameters;
        if (command instanceof UploadPartCommand && command.input.PartNumber === 2)
          throw new Error("connection reset");
        return s3.send(...parameters);
      },
    } as unknown as S3Client;
    // Another bucket than the whole bundle's, which would be found and not be uploaded again.
    const target = { bucket: "broken-bundles" };
    await s3.send(new CreateBucketCommand({ Bucket: target.bucket }));
    const message = await failure(event(fromS3("large2.zip"), { target }), { s3: () => breaking });
    expect(message).toMatch(/s3:PutObject of s3:\/\/broken-bundles\/.* failed: Error: connection reset/);
    expect((await s3.send(new ListMultipartUploadsCommand({ Bucket: target.bucket }))).Uploads ?? []).toEqual(
      [],
    );
  });

  test("a zip in S3 that is larger than allowed", async () => {
    await put("plain.zip", fakeRedcapZip("16.0.18"));
    const limits = { ...DEFAULT_LIMITS, archiveBytes: 1000 };
    expect(await failure(event(fromS3("plain.zip")), { limits })).toContain(
      "s3://hospital-software/plain.zip is too large",
    );
  });

  test("a zip that is not REDCap's", async () => {
    await put("page.zip", "<html></html>");
    expect(await failure(event(fromS3("page.zip")))).toContain(
      "s3://hospital-software/page.zip is not a zip",
    );
  });

  test("a zip whose content is damaged, found while the bundle is written", async () => {
    const zip = fakeRedcapZip("16.0.18");
    zip.write("X", zip.indexOf("greeting"));
    await put("damaged.zip", zip);
    expect(await failure(event(fromS3("damaged.zip")))).toMatch(
      /languages\/Español.* is damaged: its checksum is wrong/,
    );
  });

  test.each([
    ["S3", () => fromS3("plain.zip")],
    ["the Community", () => fromCommunity()],
  ])("a zip of %s that is not the expected one", async (_from, source) => {
    await put("plain.zip", fakeRedcapZip("16.0.18"));
    const sha256 = createHash("sha256").update("another zip").digest("hex");
    expect(await failure(event({ ...source(), sha256 }))).toMatch(
      new RegExp(
        `is not the zip that is expected: its SHA-256 is [0-9a-f]{64}, redcap_source.sha256 says ${sha256}`,
      ),
    );
  });

  test("an overlay that would overwrite the platform's files", async () => {
    await put("plain.zip", fakeRedcapZip("16.0.18"));
    await put("bad/redcap/database.php", "theirs");
    await put("bad/.ebextensions/10-redcap.config", "theirs");
    await put("bad/ldap.php", "at the wrong place");
    const message = await failure(event(fromS3("plain.zip"), { overlay: overlayAt(SOFTWARE, "bad") }));
    expect(message).toContain('"redcap/database.php" would overwrite a platform file');
    expect(message).toContain('".ebextensions/10-redcap.config" would overwrite a platform file');
    expect(message).toContain('"ldap.php" is in none of redcap/, .platform/, .ebextensions/');
  });

  test("a function that carries other platform files than Terraform expects", async () => {
    expect(await failure(event(fromS3("plain.zip"), { platform_version: "0".repeat(64) }))).toContain(
      "Deploy the function of the same version of the module first",
    );
  });

  test("a server so slow that the time is up", async () => {
    const slow = await startCommunity((_form, response) => response.write("PK"));
    try {
      const message = await failure(event(fromCommunity()), {
        communityEndpoint: slow.url,
        signal: AbortSignal.timeout(300),
      });
      expect(message).toContain('Time ran out during the step "download REDCap"');
    } finally {
      await slow.close();
    }
  });
});

import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import {
  CreateBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { build } from "../../../../modules/source-bundle/function/build";
import { fakeRedcapZip, largeZip, unzip, writeFile } from "./helpers";
import {
  overlayAt,
  s3,
  community,
  lines,
  workFolder,
  folder,
  credentials,
  SOFTWARE,
  BUNDLES,
  put,
  services,
  event,
  fromS3,
  fromCommunity,
  bytesOf,
} from "./surroundings";

test("a zip in S3, the platform's files and the operator's overlay become one bundle", async () => {
  await put("redcap16.zip", fakeRedcapZip("16.0.18"));
  await put("site/", "");
  await put("site/redcap/", "");
  await put("site/redcap/hooks/redcap hooks & ü+1.php", "hook");
  await put("site/redcap/index.php", "the operator's");
  await put("site/.DS_Store", "litter");
  await put("site-other/redcap/no.php", "not below the prefix");

  const result = await build(
    event(fromS3("redcap16.zip"), { overlay: overlayAt(SOFTWARE, "site") }),
    services(),
  );

  const bytes = await bytesOf(result);
  expect(result).toEqual({
    bucket: BUNDLES,
    key: `${result.version_label}.zip`,
    version_label: expect.stringMatching(/^redcap-16\.0\.18-[0-9a-f]{12}$/),
    redcap_version: "16.0.18",
    previous_version: "",
    php: { "8.3": "supported", "8.4": "supported", "8.5": "supported" },
    sha256: createHash("sha256").update(bytes).digest("hex"),
    size: bytes.length,
  });
  const bundle = await unzip(writeFile(folder, "result.zip", bytes));
  expect(bundle).toMatchObject({
    ".platform/hooks/predeploy/10-tls.sh": "#!/bin/sh\n",
    ".ebextensions/10-redcap.config": "option_settings: {}\n",
    "redcap/database.php": "<?php // ours, reads the environment\n",
    "redcap/hooks/redcap hooks & ü+1.php": "hook",
    "redcap/index.php": "the operator's",
    "redcap/languages/Español – çà.ini": "greeting = ¡Hola!\n",
  });
  expect(Object.keys(bundle)).not.toContain("redcap/no.php");
  expect(readdirSync(workFolder)).toEqual([]);
});

test("the same inputs give the same key and bytes, and are not uploaded twice", async () => {
  await put("same.zip", fakeRedcapZip("15.0.1"));
  const first = await build(event(fromS3("same.zip")), services());
  const head = { Bucket: first.bucket, Key: first.key };
  const { LastModified } = await s3.send(new HeadObjectCommand(head));
  const firstBytes = await bytesOf(first);
  await new Promise((resolve) => setTimeout(resolve, 1100)); // LastModified counts seconds

  const second = await build(event(fromS3("same.zip")), services());

  expect(second).toEqual(first);
  expect((await s3.send(new HeadObjectCommand(head))).LastModified).toEqual(LastModified);
  await s3.send(new CreateBucketCommand({ Bucket: "hospital-other-bundles" }));
  const elsewhere = await build(
    event(fromS3("same.zip"), { target: { bucket: "hospital-other-bundles" } }),
    services(),
  );
  expect((await bytesOf(elsewhere)).equals(firstBytes)).toBe(true);
});

test("a pinned version of the S3 object is built, not the newest", async () => {
  const pinned = await put("pinned.zip", fakeRedcapZip("14.5.0"));
  await put("pinned.zip", fakeRedcapZip("16.0.18"));
  expect((await build(event(fromS3("pinned.zip", pinned)), services())).redcap_version).toBe("14.5.0");
});

test("a bundle of several upload parts arrives whole", async () => {
  await put("large.zip", largeZip());
  const result = await build(event(fromS3("large.zip")), services());
  expect(result.size).toBeGreaterThan(35 * 1024 * 1024);
  expect(
    createHash("sha256")
      .update(await bytesOf(result))
      .digest("hex"),
  ).toBe(result.sha256);
  expect((await s3.send(new ListMultipartUploadsCommand({ Bucket: BUNDLES }))).Uploads ?? []).toEqual([]);
});

test("another object at the bundle's key is not taken for the bundle", async () => {
  await put("plain.zip", fakeRedcapZip("16.0.18"));
  const result = await build(event(fromS3("plain.zip")), services());
  await s3.send(
    new PutObjectCommand({ Bucket: result.bucket, Key: result.key, Body: Buffer.from("cut short") }),
  );
  expect(await build(event(fromS3("plain.zip")), services())).toEqual(result);
  expect((await bytesOf(result)).length).toBe(result.size);
});

test("an overlay of more files than one page of a listing is taken whole", async () => {
  await put("plain.zip", fakeRedcapZip("16.0.18"));
  const names = ["1", "2", "3", "4", "5"].map((name) => `redcap/modules/many_v1.0/${name}.php`);
  for (const name of names) await put(`many/${name}`, name);
  let pages = 0;
  const smallPages = Object.assign(Object.create(s3) as S3Client, {
    send: (...parameters: Parameters<typeof s3.send>) => {
      const [command] = parameters;
      if (command instanceof ListObjectsV2Command) {
        command.input.MaxKeys = 2; // in place of S3's 1000
        pages += 1;
      }
      return s3.send(...parameters);
    },
  });
  const overlay = overlayAt(SOFTWARE, "many/");
  const result = await build(event(fromS3("plain.zip"), { overlay }), services({ s3: () => smallPages }));
  const bundle = await unzip(writeFile(folder, "many.zip", await bytesOf(result)));
  expect(pages).toBe(3);
  expect(names.map((name) => bundle[name])).toEqual(names);
});

test("REDCap comes from the Community with the login of Secrets Manager, and no log line or result shows the login", async () => {
  const result = await build(event(fromCommunity({ version: "16.0.18" })), services());
  expect(result.redcap_version).toBe("16.0.18");
  expect(community.forms.at(-1)!.get("password")).toBe(credentials.password);
  expect(lines.length).toBeGreaterThan(3);
  const written = lines.join("\n") + JSON.stringify(result);
  expect(written).not.toContain(credentials.password);
  expect(written).not.toContain(credentials.username);
});

describe("the previous version's folder", () => {
  const Bucket = "hospital-upgrades";
  const target = { bucket: Bucket };
  const built = async (version: string, previous: string) => {
    await put(`redcap${version}.zip`, fakeRedcapZip(version));
    const result = await build(
      event(fromS3(`redcap${version}.zip`), { target, previous_version: previous }),
      services(),
    );
    const bundle = await unzip(writeFile(folder, "upgrade.zip", await bytesOf(result)));
    const versions = new Set(
      Object.keys(bundle).flatMap((path) => /redcap_v([\d.]+)\//.exec(path)?.[1] ?? []),
    );
    return { ...result, versions: [...versions].sort() };
  };

  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket }));
    // What an earlier release of the module wrote.
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: "bundles/redcap-15.0.9-0123456789ab.zip",
        Body: fakeRedcapZip("15.0.9"),
      }),
    );
  });

  test("comes from the bundle of the older version that was built last, wherever earlier releases put it", async () => {
    expect(await built("16.0.18", "auto")).toMatchObject({
      previous_version: "15.0.9",
      versions: ["15.0.9", "16.0.18"],
    });
    await new Promise((resolve) => setTimeout(resolve, 1100)); // LastModified counts seconds
    const next = await built("16.0.20", "auto");
    // Not 15.0.9 as well, whose folder is in the bundle of 16.0.18.
    expect(next).toMatchObject({ previous_version: "16.0.18", versions: ["16.0.18", "16.0.20"] });
    expect(next.key).toBe(`redcap-16.0.20-${next.version_label.slice(-12)}.zip`);
    // The way back holds nothing newer.
    expect(await built("16.0.18", "auto")).toMatchObject({ previous_version: "15.0.9" });
  });

  test("is another one's, or none, where that is said", async () => {
    expect(await built("16.0.21", "15.0.9")).toMatchObject({ versions: ["15.0.9", "16.0.21"] });
    expect(await built("16.0.21", "none")).toMatchObject({ previous_version: "", versions: ["16.0.21"] });
    await expect(built("16.0.21", "14.1.2")).rejects.toThrow(
      "The bucket hospital-upgrades has no bundle of REDCap 14.1.2 (redcap_source.previous_version)",
    );
  });
});

test("a zip with the expected SHA-256 is taken", async () => {
  const zip = fakeRedcapZip("16.0.18");
  await put("checked.zip", zip);
  const sha256 = createHash("sha256").update(zip).digest("hex");
  expect((await build(event({ ...fromS3("checked.zip"), sha256 }), services())).redcap_version).toBe(
    "16.0.18",
  );
});

import { parseEvent } from "../../../../modules/source-bundle/function/event";

const good = {
  source: {
    kind: "s3",
    bucket: "hospital-software",
    key: "redcap16.0.18.zip",
    version_id: null,
    region: null,
  },
  overlay: null,
  target: { bucket: "hospital-bundles" },
  previous_version: "auto",
  platform_version: "0".repeat(64),
};
const community = {
  kind: "community",
  version: "latest",
  credentials_secret_arn: "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:redcap-AbCdEf",
};

const overlay = { bucket: "hospital-software", prefix: "overlay", trusted_accounts: ["123456789012"] };

function messageFor(event: unknown): string {
  try {
    parseEvent(event);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the event was accepted");
}

test("an event as Terraform writes it, with null for what is absent, is accepted", () => {
  expect(parseEvent(good)).toEqual(good);
});

test("both kinds of source are accepted, and the overlay", () => {
  const event = { ...good, source: community, overlay };
  expect(parseEvent(event)).toEqual(event);
});

test("all problems are listed at once, each with its place, what is allowed and what was given", () => {
  const message = messageFor({
    source: { ...community, version: "16.0", sha256: "ABC" },
    overlay: { ...overlay, trusted_accounts: ["one"] },
    target: { bucket: "UPPER" },
    previous_version: "16",
  });
  expect(message).toContain(
    'event.source.version must be "latest" or a version such as 16.0.18 (got "16.0")',
  );
  expect(message).toContain("event.source.sha256 must be the SHA-256 of the zip, 64 hexadecimal digits");
  expect(message).toContain(
    'event.overlay.trusted_accounts.0 must be the ID of an AWS account, 12 digits (got "one")',
  );
  expect(message).toContain(
    'event.previous_version must be "auto", "none" or a version such as 16.0.18 (got "16")',
  );
  expect(message).toContain(
    'event.target.bucket must be the name of an S3 bucket (3 to 63 of a-z 0-9 . -) (got "UPPER")',
  );
  expect(message).toMatch(/event\.platform_version must be .* \(got nothing\)/);
});

test.each(["endpoint", "url", "community_endpoint"])(
  "the event cannot say where the login is sent (%s)",
  (key) => {
    const message = messageFor({
      ...good,
      source: { ...community, [key]: "https://redcap.attacker.example/" },
    });
    expect(message).toContain(
      `the keys kind, version, credentials_secret_arn, sha256, and no others (got ${key})`,
    );
  },
);

test("a misspelt key is refused with the keys that exist", () => {
  const message = messageFor({ ...good, source: { ...good.source, regoin: "us-east-1" } });
  expect(message).toContain(
    "the keys kind, bucket, key, version_id, region, sha256, and no others (got regoin)",
  );
});

test("an unknown kind of source names the kinds that exist", () => {
  expect(messageFor({ ...good, source: { kind: "ftp" } })).toContain(
    'an object whose kind is "s3" or "community"',
  );
});

test.each([undefined, null, "text", 7, []])("an event that is no object is refused (%p)", (event) => {
  expect(messageFor(event)).toContain(
    "event must be an object with the keys source, overlay, target, previous_version, platform_version",
  );
});

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
  target: { bucket: "hospital-bundles", key_prefix: "bundles/" },
  platform_version: "0".repeat(64),
};
const community = {
  kind: "community",
  version: "latest",
  credentials_secret_arn: "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:redcap-AbCdEf",
};

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
  const event = { ...good, source: community, overlay: { bucket: "hospital-software", prefix: "overlay" } };
  expect(parseEvent(event)).toEqual(event);
});

test("all problems are listed at once, each with its place, what is allowed and what was given", () => {
  const message = messageFor({
    source: { ...community, version: "16.0", endpoint: "http://redcap.example.edu/versions.php" },
    target: { bucket: "UPPER", key_prefix: "/bundles" },
  });
  expect(message).toContain(
    'event.source.version must be "latest" or a version such as 16.0.18 (got "16.0")',
  );
  expect(message).toContain("event.source.endpoint must be an https:// URL");
  expect(message).toContain(
    'event.target.bucket must be the name of an S3 bucket (3 to 63 of a-z 0-9 . -) (got "UPPER")',
  );
  expect(message).toContain("event.target.key_prefix must be a prefix of S3 keys");
  expect(message).toMatch(/event\.platform_version must be .* \(got nothing\)/);
});

test("a misspelt key is refused with the keys that exist", () => {
  const message = messageFor({ ...good, source: { ...good.source, regoin: "us-east-1" } });
  expect(message).toContain("the keys kind, bucket, key, version_id, region, and no others (got regoin)");
});

test("an unknown kind of source names the kinds that exist", () => {
  expect(messageFor({ ...good, source: { kind: "ftp" } })).toContain(
    'an object whose kind is "s3" or "community"',
  );
});

test.each([undefined, null, "text", 7, []])("an event that is no object is refused (%p)", (event) => {
  expect(messageFor(event)).toContain(
    "event must be an object with the keys source, overlay, target, platform_version",
  );
});

test.each([
  ["http://127.0.0.1:8080/x", true],
  ["https://redcap.example.edu/x", true],
  ["https://user:pass@redcap.example.edu/x", false],
  ["ftp://redcap.example.edu/x", false],
  ["redcap.example.edu", false],
])("the password's way is safe: endpoint %s", (endpoint, accepted) => {
  const event = { ...good, source: { ...community, endpoint } };
  if (accepted) expect(() => parseEvent(event)).not.toThrow();
  else
    expect(messageFor(event)).toContain(
      "event.source.endpoint must be an https:// URL without a login in it",
    );
});

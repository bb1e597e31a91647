import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { RunResult } from "../../tools/terraform";
import { standInRoot, type StandInRoot } from "./stand-in-root";

// The stand-ins are tested everywhere that has Go, also where a registry offers the real ones.
jest.setTimeout(10 * 60_000);

let root: StandInRoot;
const terraform = (...args: string[]): Promise<RunResult> => root.terraform(...args);

interface PlannedChange {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

beforeAll(async () => {
  root = await standInRoot();
});

afterAll(() => root?.remove());

async function apply(): Promise<void> {
  expect((await terraform("apply", "-auto-approve")).stdout).toContain("Apply complete!");
}

/** Addresses that a plan would change, with what it would do to them. */
async function plannedChanges(...args: string[]): Promise<Record<string, string>> {
  await terraform("plan", "-out=plan", ...args);
  const plan = JSON.parse((await terraform("show", "-json", "plan")).stdout) as {
    resource_changes: PlannedChange[];
  };
  const changed = plan.resource_changes.filter(({ change }) => change.actions.join() !== "no-op");
  return Object.fromEntries(changed.map(({ address, change }) => [address, change.actions.join("+")]));
}

async function outputs(): Promise<Record<string, string>> {
  const all = JSON.parse((await terraform("output", "-json")).stdout) as Record<string, { value: string }>;
  return Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value]));
}

const state = (): Promise<string> => readFile(path.join(root.folder, "terraform.tfstate"), "utf8");

describe("an applied root module", () => {
  let values: Record<string, string>;

  beforeAll(async () => {
    await apply();
    values = await outputs();
  });

  test("has nothing to change in a second plan", async () => {
    expect(await plannedChanges()).toEqual({});
  });

  test("has passwords of the asked length, with the asked characters", () => {
    expect(values.password).toMatch(/^[A-Za-z0-9!@#$%&*()\-_=+[\]{}<>:?]{64}$/);
    expect(values.restricted).toMatch(/^[a-z0-9.~]{24}$/);
    expect(values.restricted!.replace(/[^0-9]/g, "").length).toBeGreaterThanOrEqual(8);
    expect(values.restricted!.replace(/[^.~]/g, "").length).toBeGreaterThanOrEqual(8);
    expect(values.digits).toMatch(/^[0-9]{12}$/);
    expect(values.bcrypt_hash).toMatch(/^\$2a\$10\$/);
  });

  test("has different random values for equal arguments", () => {
    expect(values.password).not.toBe(values.other_password);
  });

  test("has one random identifier in all its forms", () => {
    const bytes = Buffer.from(values.id_hex!.slice("app-".length), "hex");
    expect(bytes).toHaveLength(8);
    expect(values).toMatchObject({
      id: bytes.toString("base64url"),
      id_b64_url: `app-${bytes.toString("base64url")}`,
      id_b64_std: `app-${bytes.toString("base64")}`,
      id_dec: `app-${BigInt(`0x${bytes.toString("hex")}`)}`,
    });
    expect(values.uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test("has an RSA key whose forms all hold the same key", () => {
    const key = createPrivateKey(values.rsa_pem!);
    expect(key.asymmetricKeyType).toBe("rsa");
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(createPrivateKey(values.rsa_pkcs8!).equals(key)).toBe(true);
    expect(createPublicKey(values.rsa_public!).equals(createPublicKey(key))).toBe(true);
    expect(values.rsa_pem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
    expect(values.rsa_openssh).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----/);
    expect(values.rsa_public_openssh).toMatch(/^ssh-rsa /);
    expect(values.rsa_sha256).toMatch(/^SHA256:/);
    expect(values.rsa_md5).toMatch(/^[0-9a-f]{2}(:[0-9a-f]{2}){15}$/);
  });

  test("has ECDSA and ED25519 keys, and no OpenSSH form for P224", () => {
    expect(createPrivateKey(values.ecdsa_pem!).asymmetricKeyDetails?.namedCurve).toBe("secp384r1");
    expect(createPrivateKey(values.ed25519_pem!).asymmetricKeyType).toBe("ed25519");
    expect(createPrivateKey(values.p224_pem!).asymmetricKeyDetails?.namedCurve).toBe("secp224r1");
    expect(values.p224_openssh).toBe("");
  });

  test("reads the public key back from the PEM and from the OpenSSH form", () => {
    expect(values.read_from_pem).toBe(values.rsa_public);
    expect(values.read_from_openssh).toBe(values.ed25519_public);
  });

  test("has a certificate for its key, names and uses", () => {
    const certificate = new X509Certificate(values.certificate!);
    expect(certificate.checkPrivateKey(createPrivateKey(values.rsa_pem!))).toBe(true);
    expect(certificate.verify(createPublicKey(values.rsa_public!))).toBe(true);
    expect(certificate.subject).toContain("CN=redcap.example.org");
    expect(certificate.checkHost("www.redcap.example.org")).toBe("www.redcap.example.org");
    expect(certificate.checkIP("192.0.2.7")).toBe("192.0.2.7");
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]); // server authentication
    expect(Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)).toBe(48 * 3_600_000);
  });

  test("has a certificate request that openssl accepts", () => {
    const answer = execFileSync("openssl", ["req", "-verify", "-noout", "-subject", "-nameopt", "RFC2253"], {
      input: values.request,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
    expect(answer).toContain("CN=redcap.example.org");
  });

  test("has secrets marked as sensitive, and public values not", async () => {
    const secrets = (JSON.parse(await state()) as State).resources.flatMap(({ type, instances }) =>
      instances.flatMap(({ sensitive_attributes }) =>
        sensitive_attributes.map(([step]) => `${type}.${step?.value}`),
      ),
    );
    expect([...new Set(secrets)].sort()).toEqual([
      "random_password.bcrypt_hash",
      "random_password.result",
      "tls_cert_request.private_key_pem",
      "tls_private_key.private_key_openssh",
      "tls_private_key.private_key_pem",
      "tls_private_key.private_key_pem_pkcs8",
      "tls_public_key.private_key_openssh",
      "tls_public_key.private_key_pem",
      "tls_self_signed_cert.private_key_pem",
    ]);
  });

  test("has an ephemeral password and key while it runs, and keeps nothing of them", async () => {
    // The check block of main.tf looks at both values; the variable makes it ask for the impossible.
    const failure = "Check block assertion failed";
    expect((await terraform("plan")).stdout).not.toContain(failure);
    expect((await terraform("plan", "-var=ephemeral_length=21")).stdout).toContain(failure);

    const { resources } = JSON.parse(await state()) as State;
    expect(resources.map(({ mode }) => mode)).not.toContain("ephemeral");
  });

  test("replaces what a changed keeper belongs to, and what uses that, and nothing else", async () => {
    expect(await plannedChanges("-var=keeper=second")).toEqual({
      "random_password.kept": "delete+create",
      "random_id.kept": "delete+create",
      "random_uuid.kept": "delete+create",
    });
  });

  test("does not replace for a keeper that is null", async () => {
    expect(await plannedChanges("-var=more_keepers={nothing=null}")).toEqual({
      "random_password.kept": "update",
    });
  });

  test("replaces a certificate that is due for renewal, and only that", async () => {
    expect(await plannedChanges("-var=early_renewal_hours=1")).toEqual({
      "tls_self_signed_cert.site": "update",
    });
    expect(await plannedChanges("-var=early_renewal_hours=49")).toEqual({
      "tls_self_signed_cert.site": "delete+create",
    });
  });

  test("takes imported passwords and identifiers without a change", async () => {
    await writeFile(
      path.join(root.folder, "import.tf"),
      `resource "random_password" "imported" {\n  length = 14\n}\n` +
        `resource "random_id" "imported" {\n  byte_length = 4\n  prefix      = "my-"\n}\n` +
        `import {\n  to = random_password.imported\n  id = "securepassword"\n}\n` +
        `import {\n  to = random_id.imported\n  id = "my-,p-9hUg"\n}\n` +
        `output "imported_hex" {\n  value = random_id.imported.hex\n}\n`,
    );
    await apply();
    expect((await outputs()).imported_hex).toBe("my-a7ef6152");
    expect(await plannedChanges()).toEqual({});
  });
});

test.each([
  ["no length", 'resource "random_password" "x" {\n  length = 0\n}', "length must be at least 1, got 0"],
  [
    "minimums above the length",
    'resource "random_string" "x" {\n  length = 3\n  min_upper = 2\n  min_lower = 2\n}',
    "length must be at least min_upper",
  ],
  [
    "no characters",
    'resource "random_string" "x" {\n  length = 3\n  upper = false\n  lower = false\n  special = false\n  numeric = false\n}',
    "At least one of",
  ],
  [
    "two names of one argument",
    'resource "random_string" "x" {\n  length = 3\n  number = true\n  numeric = false\n}',
    "number and numeric differ",
  ],
  ["no bytes", 'resource "random_id" "x" {\n  byte_length = 0\n}', "byte_length must be at least 1"],
  [
    "an unknown algorithm",
    'resource "tls_private_key" "x" {\n  algorithm = "DSA"\n}',
    "RSA, ECDSA or ED25519",
  ],
  ["no private key", 'data "tls_public_key" "x" {\n}', "Give exactly one of private_key_pem and"],
])("is refused at validation: %s", async (_what, text, message) => {
  const bad = path.join(root.folder, "bad.tf");
  await writeFile(bad, `${text}\n`);
  try {
    await expect(terraform("validate")).rejects.toThrow(message);
  } finally {
    await rm(bad);
  }
});

interface State {
  resources: {
    mode: string;
    type: string;
    instances: { sensitive_attributes: { type: string; value: string }[][] }[];
  }[];
}

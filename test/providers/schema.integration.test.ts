import { readFileSync } from "node:fs";
import * as path from "node:path";
import { standInRoot, type StandInRoot } from "./stand-in-root";

// The cdktf bindings are made from the real providers' schemas: they tell names, types, and what a caller may or must
// give. They do not tell which values are sensitive: that is from the real providers' documentation.

jest.setTimeout(10 * 60_000);

const PACKAGES = path.join(__dirname, "../../node_modules/@cdktf");

/** What the bindings tell of an attribute. "given": a caller may set it; whether it is computed too, they do not say. */
interface Attribute {
  readonly type: string;
  readonly use: "required" | "given" | "computed";
}

const SENSITIVE: Record<string, string[]> = {
  random_password: ["bcrypt_hash", "result"],
  tls_private_key: ["private_key_openssh", "private_key_pem", "private_key_pem_pkcs8"],
  tls_self_signed_cert: ["private_key_pem"],
  tls_cert_request: ["private_key_pem"],
  tls_public_key: ["private_key_openssh", "private_key_pem"],
};

const COVERED = [
  ["random", "random_password", "random/lib/password", "Password"],
  ["random", "random_string", "random/lib/string-resource", "StringResource"],
  ["random", "random_id", "random/lib/id", "Id"],
  ["random", "random_uuid", "random/lib/uuid", "Uuid"],
  ["tls", "tls_private_key", "tls/lib/private-key", "PrivateKey"],
  ["tls", "tls_self_signed_cert", "tls/lib/self-signed-cert", "SelfSignedCert"],
  ["tls", "tls_cert_request", "tls/lib/cert-request", "CertRequest"],
  ["tls", "tls_public_key", "tls/lib/data-tls-public-key", "DataTlsPublicKey"],
] as const;

let root: StandInRoot;
let schemas: Record<string, ProviderSchema>;

beforeAll(async () => {
  root = await standInRoot();
  const answer = JSON.parse((await root.terraform("providers", "schema", "-json")).stdout) as {
    provider_schemas: Record<string, ProviderSchema>;
  };
  schemas = Object.fromEntries(
    Object.entries(answer.provider_schemas).map(([source, schema]) => [path.basename(source), schema]),
  );
});

afterAll(() => root?.remove());

test("every resource of the stand-ins is compared here", () => {
  const offered = ["random", "tls"].flatMap((name) => [
    ...Object.keys(schemas[name]!.resource_schemas ?? {}),
    ...Object.keys(schemas[name]!.data_source_schemas ?? {}),
  ]);
  expect(offered.sort()).toEqual(COVERED.map(([, type]) => type as string).sort());
});

test.each(COVERED)("%s: %s has the real one's attributes", (provider, type, folder, className) => {
  const block = blockOf(provider, type);
  expect(attributesOf(block)).toEqual(bindingAttributes(folder, className));
  expect(sensitiveOf(block)).toEqual(SENSITIVE[type] ?? []);
});

test.each([
  ["tls_self_signed_cert", "tls/lib/self-signed-cert", "SelfSignedCertSubject"],
  ["tls_cert_request", "tls/lib/cert-request", "CertRequestSubject"],
])("%s has the real one's subject block", (type, folder, className) => {
  const subject = blockOf("tls", type).block_types?.subject;
  expect(subject?.nesting_mode).toBe("list");
  expect(attributesOf(subject!.block)).toEqual(bindingAttributes(folder, className, "OutputReference"));
});

test.each([
  ["random", "random_password", ["id", "keepers", "number"]],
  ["tls", "tls_private_key", ["id"]],
])("%s: the ephemeral %s has the attributes of the resource but %j", (provider, type, left) => {
  const ephemeral = schemas[provider]!.ephemeral_resource_schemas![type]!.block;
  const expected = attributesOf(blockOf(provider, type));
  for (const name of left) delete expected[name];
  expect(attributesOf(ephemeral)).toEqual(expected);
  expect(sensitiveOf(ephemeral)).toEqual(SENSITIVE[type]);
});

function blockOf(provider: string, type: string): Block {
  const { resource_schemas: resources, data_source_schemas: data } = schemas[provider]!;
  return (resources?.[type] ?? data?.[type])!.block;
}

function attributesOf(block: Block): Record<string, Attribute> {
  return Object.fromEntries(
    Object.entries(block.attributes).map(([name, { type, required, optional }]) => [
      name,
      { type: [type].flat().join(" of "), use: required ? "required" : optional ? "given" : "computed" },
    ]),
  );
}

function sensitiveOf(block: Block): string[] {
  const names = Object.keys(block.attributes).filter((name) => block.attributes[name]!.sensitive);
  return names.sort();
}

/** Reads a class of the bindings: its getters name the attributes and their types, its settings interface their use. */
function bindingAttributes(folder: string, className: string, suffix = ""): Record<string, Attribute> {
  const file = path.join(PACKAGES, `provider-${folder}`, "index");
  const code = textBetween(
    readFileSync(`${file}.js`, "utf8"),
    `class ${className}${suffix} extends`,
    "\n}\n",
  );
  const settingsName = suffix ? className : `${className}Config`;
  const settings = textBetween(
    readFileSync(`${file}.d.ts`, "utf8"),
    `export interface ${settingsName} `,
    "\n}\n",
  );
  const types: Record<string, string> = {
    String: "string",
    Number: "number",
    Boolean: "bool",
    List: "list of string",
    StringMap: "map of string",
  };
  const getters = code.matchAll(/get (\w+)\(\) \{\s+return this\.get(\w+)Attribute\('(\w+)'\)/g);
  return Object.fromEntries(
    [...getters].map(([, property, kind, name]) => {
      const setting = new RegExp(`readonly ${property}(\\??):`).exec(settings);
      const use = !setting ? "computed" : setting[1] ? "given" : "required";
      return [name, { type: types[kind!] ?? kind!, use }];
    }),
  );
}

function textBetween(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  if (from < 0) throw new Error(`The bindings have no ${start}`);
  return text.slice(from, text.indexOf(end, from));
}

interface Block {
  attributes: Record<
    string,
    { type: string | string[]; required?: boolean; optional?: boolean; sensitive?: boolean }
  >;
  block_types?: Record<string, { nesting_mode: string; block: Block }>;
}

interface ProviderSchema {
  resource_schemas?: Record<string, { block: Block }>;
  data_source_schemas?: Record<string, { block: Block }>;
  ephemeral_resource_schemas?: Record<string, { block: Block }>;
}

import { mask } from "../../plan/mask";
import type { PlanFile } from "../../plan/format";
import { planned } from "../review/planned";

const SECRET = "correct-horse-battery";
const masked = (resources: Parameters<typeof planned>[0], more: Partial<PlanFile> = {}) =>
  mask(planned(resources, more).plan);

test.each<[string, Parameters<typeof planned>[0], Partial<PlanFile>]>([
  ["an attribute", [{ address: "a_b.c", after: { password: SECRET }, sensitive: { password: true } }], {}],
  [
    "a whole object",
    [{ address: "a_b.c", after: { login: { deep: [{ text: SECRET }] } }, sensitive: { login: true } }],
    {},
  ],
  [
    "an item of a set",
    [
      {
        address: "a_b.c",
        after: { set: [{ value: "x" }, { value: SECRET }] },
        sensitive: { set: [{}, { value: true }] },
      },
    ],
    {},
  ],
  [
    "an output",
    [],
    {
      output_changes: {
        out: { actions: ["create"], after: { inner: SECRET }, after_sensitive: { inner: true } },
      },
    },
  ],
  [
    "a variable, its default, and what is made of it",
    [{ address: "a_b.c", after: { text: `user:${SECRET}@host`, keys: { [SECRET]: 1 } } }],
    {
      variables: { v: { value: SECRET } },
      configuration: { root_module: { variables: { v: { sensitive: true, default: SECRET } } } },
    },
  ],
  [
    "a data source",
    [{ address: "a_b.c", after: { copy: SECRET } }],
    {
      prior_state: {
        values: {
          root_module: {
            resources: [
              {
                address: "data.a_b.c",
                mode: "data",
                type: "a_b",
                name: "c",
                values: { text: SECRET },
                sensitive_values: { text: true },
              },
            ],
          },
        },
      },
    },
  ],
  [
    "drift",
    [],
    {
      resource_drift: [
        {
          address: "a_b.c",
          mode: "managed",
          type: "a_b",
          name: "c",
          change: {
            actions: ["update"],
            before: { text: "x" },
            after: { text: SECRET },
            after_sensitive: { text: true },
          },
        },
      ],
    },
  ],
  [
    "a text within a document that is sensitive",
    [
      {
        address: "a_b.c",
        after: { doc: JSON.stringify({ p: SECRET }), other: `p=${SECRET}` },
        sensitive: { doc: true },
      },
    ],
    {},
  ],
])("a sensitive value is nowhere in the masked plan: %s", (_, resources, more) => {
  const { plan } = masked(resources, more);
  expect(JSON.stringify(planned(resources, more).plan)).toContain(SECRET);
  expect(JSON.stringify(plan)).not.toContain(SECRET);
  expect(JSON.stringify(plan)).toContain("(sensitive");
});

test("that a sensitive value changes can be seen", () => {
  const of = (before: string, after: string) =>
    masked([{ address: "a_b.c", before: { p: before }, after: { p: after }, sensitive: { p: true } }]).plan
      .resource_changes[0]!.change;
  expect(of(SECRET, "another-long-secret")).toMatchObject({
    before: { p: "(sensitive)" },
    after: { p: "(sensitive, changed)" },
  });
  expect(of(SECRET, SECRET)).toMatchObject({ before: { p: "(sensitive)" }, after: { p: "(sensitive)" } });
});

test("a value that was sensitive before is masked after, too, though its mark is gone", () => {
  const plan = planned([
    { address: "a_b.c", before: { p: SECRET }, after: { p: "new-value-in-clear" } },
  ]).plan;
  const change = { ...plan.resource_changes[0]!.change, before_sensitive: { p: true } };
  const { resource_changes } = mask({
    ...plan,
    resource_changes: [{ ...plan.resource_changes[0]!, change }],
  }).plan;
  expect(resource_changes[0]!.change.after).toEqual({ p: "(sensitive, changed)" });
});

test.each([
  ["a name", { environment: { DB_PASSWORD: "long-enough-1" } }, "long-enough-1"],
  ["a pair of name and value", { setting: [{ name: "API_KEY", value: "long-enough-2" }] }, "long-enough-2"],
  ["a beginning", { text: "Authorization: ghp_abcdefghijklmnop1234" }, "ghp_abcdefghijklmnop1234"],
  ["a private key", { pem: "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----" }, "MIIEvQ"],
  ["the password in a URL", { url: "postgres://medplum:s3cr3t-pw@db/medplum" }, "s3cr3t-pw"],
])("a secret that nobody marks is known by %s, masked, and told", (_, after, secret) => {
  const { plan, inClear } = masked([{ address: "a_b.c", after }]);
  expect(JSON.stringify(plan)).not.toContain(secret);
  expect(inClear).toEqual([{ places: [expect.stringMatching(/^a_b\.c\./)] }]);
  expect(JSON.stringify(inClear)).not.toContain(secret);
});

test.each([
  {
    password_length: 32,
    secret_arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:a",
    token_key: "x".repeat(40),
  },
  {
    manage_master_user_password: "true",
    lock_token: "8d1f6c2e-aaaa-bbbb-cccc-123456789012",
    secret: "${aws_x.y.arn}",
  },
  {
    etag: "d41d8cd98f00b204e9800998ecf8427e",
    source_code_hash: "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
  },
])("names of secrets, numbers and checksums are no secrets", (after) => {
  expect(
    masked([{ address: "a_b.c", after, expressions: { etag: "d41d8cd98f00b204e9800998ecf8427e" } }]).inClear,
  ).toEqual([]);
});

test("a literal that is as random as a key is told", () => {
  const literal = "q7RkZ2xV9mTbY4sWcJ1dHn8PfLg3Xa6E";
  const { plan, inClear } = masked([
    { address: "a_b.c", after: { settings: literal }, expressions: { settings: literal } },
  ]);
  expect(inClear).toEqual([{ places: ["a_b.c.settings"] }]);
  expect(JSON.stringify(plan)).not.toContain(literal);
});

test("short sensitive values are masked where they stand, and do not tear words elsewhere", () => {
  const { plan } = masked([
    { address: "a_b.c", after: { p: "admin", text: "administrator", same: "admin" }, sensitive: { p: true } },
  ]);
  expect(plan.resource_changes[0]!.change.after).toEqual({
    p: "(sensitive)",
    text: "administrator",
    same: "(sensitive)",
  });
});

test("marks of unknown values that a plan brings along lose their meaning", () => {
  const { plan } = masked([{ address: "a_b.c", after: { text: "\uE000aws_kms_key.this.arn\uE002" } }]);
  expect(plan.resource_changes[0]!.change.after).toEqual({ text: "\uFFFDaws_kms_key.this.arn\uFFFD" });
});

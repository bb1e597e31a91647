import { refusalOf, trusts } from "./evaluate";
import type { Caller, PolicyDocument, PolicyStatement, Request } from "./policy";

const account = "123456789012";
const caller: Caller = {
  account,
  roleArn: `arn:aws:iam::${account}:role/medplum/task`,
  sessionArn: `arn:aws:sts::${account}:assumed-role/task/task`,
};
const key = `arn:aws:kms:us-east-1:${account}:key/1`;
const document = (...Statement: PolicyStatement[]): PolicyDocument => ({ Version: "2012-10-17", Statement });
const allow = (others: Partial<PolicyStatement>): PolicyStatement => ({
  Effect: "Allow",
  Action: "*",
  Resource: "*",
  ...others,
});
const deny = (others: Partial<PolicyStatement>): PolicyStatement => ({ ...allow(others), Effect: "Deny" });
const get: Request = {
  action: "secretsmanager:GetSecretValue",
  resource: `arn:aws:secretsmanager:us-east-1:${account}:secret:a/b-AbCdEf`,
  context: {
    "aws:PrincipalAccount": account,
    "aws:ResourceTag/team": "a",
    "aws:SecureTransport": "true",
    "aws:MultiFactorAuthAge": "9",
  },
};
const decrypt: Request = {
  action: "kms:Decrypt",
  resource: key,
  context: { "kms:ViaService": "ssm.us-east-1.amazonaws.com" },
};
const allowed = (request: Request, ...statements: PolicyStatement[]) =>
  refusalOf(request, caller, { identity: [document(...statements)] }) === undefined;

test.each<[boolean, string, PolicyStatement[]]>([
  [false, "nothing", []],
  [true, "everything", [allow({})]],
  [true, "the action, in other letters", [allow({ Action: "SecretsManager:getsecretvalue" })]],
  [true, "actions by a star", [allow({ Action: ["s3:*", "secretsmanager:Get*"] })]],
  [true, "one letter by a question mark", [allow({ Action: "secretsmanager:GetSecretValu?" })]],
  [false, "another action", [allow({ Action: "secretsmanager:GetSecret" })]],
  [true, "all but other actions", [allow({ Action: undefined, NotAction: "s3:*" })]],
  [false, "all but this action", [allow({ Action: undefined, NotAction: "secretsmanager:*" })]],
  [
    true,
    "the resource with its random end",
    [allow({ Resource: `arn:aws:secretsmanager:us-east-1:${account}:secret:a/b-??????` })],
  ],
  [true, "resources by a star", [allow({ Resource: `arn:aws:secretsmanager:*:${account}:secret:a/*` })]],
  [false, "a resource in other letters", [allow({ Resource: get.resource.toUpperCase() })]],
  [
    false,
    "a star that would have to span parts",
    [allow({ Resource: "arn:aws:secretsmanager:*:secret:a/b-AbCdEf" })],
  ],
  [
    false,
    "another account's",
    [allow({ Resource: "arn:aws:secretsmanager:us-east-1:999999999999:secret:*" })],
  ],
  [
    false,
    "a name that only begins so",
    [allow({ Resource: `arn:aws:secretsmanager:us-east-1:${account}:secret:a/b` })],
  ],
  [true, "all but other resources", [allow({ Resource: undefined, NotResource: "arn:aws:s3:::*" })]],
  [
    true,
    "a resource by a variable",
    [allow({ Resource: "arn:aws:secretsmanager:*:*:secret:${aws:ResourceTag/team}/*" })],
  ],
  [
    false,
    "a variable without a value",
    [allow({ Resource: "arn:aws:secretsmanager:*:*:secret:${aws:none}*" })],
  ],
  [
    false,
    "an account by a variable",
    [allow({ Resource: "arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:*" })],
  ],
  [false, "everything, and this denied", [allow({}), deny({ Action: "secretsmanager:*" })]],
  [true, "everything, and something else denied", [allow({}), deny({ Action: "s3:*" })]],
])("%p: %s", (expected, _, statements) => {
  expect(allowed(get, ...statements)).toBe(expected);
});

test.each<[boolean, NonNullable<PolicyStatement["Condition"]>]>([
  [true, { StringEquals: { "aws:ResourceTag/team": ["b", "a"] } }],
  [true, { StringEquals: { "AWS:ResourceTag/team": "a" } }],
  [false, { StringEquals: { "aws:ResourceTag/team": "A" } }],
  [true, { StringEqualsIgnoreCase: { "aws:ResourceTag/team": "A" } }],
  [true, { StringLike: { "aws:ResourceTag/team": "?" } }],
  [false, { StringEquals: { "aws:ResourceTag/none": "a" } }],
  [true, { StringEqualsIfExists: { "aws:ResourceTag/none": "a" } }],
  [false, { StringEqualsIfExists: { "aws:ResourceTag/team": "b" } }],
  [true, { StringNotEquals: { "aws:ResourceTag/none": "a" } }],
  [true, { StringNotEquals: { "aws:ResourceTag/team": ["b", "c"] } }],
  [false, { StringNotEquals: { "aws:ResourceTag/team": ["a", "b"] } }],
  [false, { StringNotLike: { "aws:ResourceTag/team": "*" } }],
  [true, { Bool: { "aws:SecureTransport": true } }],
  [false, { Bool: { "aws:SecureTransport": "false" } }],
  [true, { NumericLessThan: { "aws:MultiFactorAuthAge": 60 } }],
  [false, { NumericLessThan: { "aws:MultiFactorAuthAge": "9" } }],
  [true, { Null: { "aws:ResourceTag/none": "true", "aws:ResourceTag/team": "false" } }],
  [false, { Null: { "aws:ResourceTag/team": "true" } }],
  [true, { "ForAnyValue:StringEquals": { "aws:ResourceTag/team": ["a", "b"] } }],
  [false, { "ForAnyValue:StringEquals": { "aws:ResourceTag/none": "a" } }],
  [true, { "ForAllValues:StringEquals": { "aws:ResourceTag/none": "a" } }],
  // All operators and all keys.
  [false, { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:ResourceTag/team": "b" } }],
])("%p under the condition %j", (expected, Condition) => {
  expect(allowed(get, allow({ Condition }))).toBe(expected);
  // A denial under a condition that is not met denies nothing.
  expect(allowed(get, allow({}), deny({ Condition }))).toBe(!expected);
});

test("a right that ends is there before its end, and not from it on", () => {
  const at = (time: string) => ({ ...get, context: { ...get.context, "aws:CurrentTime": time } });
  const until = (operator: string) =>
    allow({ Condition: { [operator]: { "aws:CurrentTime": "2026-11-27T22:00:00Z" } } });
  const times = ["2026-11-27T21:59:59Z", "2026-11-27T22:00:00Z", "2026-11-28T00:00:00Z"];
  expect(times.map((time) => allowed(at(time), until("DateLessThan")))).toEqual([true, false, false]);
  expect(times.map((time) => allowed(at(time), until("DateGreaterThan")))).toEqual([false, false, true]);
  expect(() => allowed(at("tomorrow"), until("DateLessThan"))).toThrow("tomorrow is not a time");
});

test("what is not known is an error, never a guess", () => {
  expect(() => allowed(get, allow({ Condition: { DateEquals: { "aws:CurrentTime": "2030" } } }))).toThrow(
    "DateEquals is not implemented",
  );
  const resource = document(deny({ NotPrincipal: { AWS: caller.roleArn } }));
  expect(() => refusalOf(get, caller, { identity: [document(allow({}))], resource })).toThrow("NotPrincipal");
});

const delegating = allow({
  Sid: "Account",
  Action: "kms:*",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
});
const direct = allow({ Action: "kms:Decrypt", Principal: { AWS: [caller.roleArn] } });

test.each<[boolean, string, PolicyStatement[], PolicyStatement[]]>([
  [
    true,
    "the key leaves it to the account, the role has it",
    [delegating],
    [allow({ Action: "kms:Decrypt", Resource: key })],
  ],
  [false, "the key leaves it to the account, the role has it not", [delegating], []],
  [false, "the role has it, the key leaves nothing to the account", [], [allow({ Action: "kms:*" })]],
  [
    false,
    "the key leaves it to another account",
    [{ ...delegating, Principal: { AWS: "999999999999" } }],
    [allow({})],
  ],
  [true, "the key names the role", [direct], []],
  [false, "the key denies", [delegating, deny({ Principal: "*" })], [allow({})]],
  [
    true,
    "through the service",
    [delegating],
    [allow({ Condition: { StringLike: { "kms:ViaService": "ssm.*.amazonaws.com" } } })],
  ],
  [
    false,
    "through another service",
    [delegating],
    [allow({ Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } })],
  ],
])("%p for a key: %s", (expected, _, onKey, onRole) => {
  const policies = { identity: [document(...onRole)], resource: document(...onKey) };
  expect(refusalOf(decrypt, caller, policies) === undefined).toBe(expected);
});

test("a boundary limits what the role's policies give, and gives nothing", () => {
  const all = [document(allow({}))];
  const boundary = document(allow({ Action: "s3:*" }));
  expect(refusalOf(get, caller, { identity: all, boundary })).toMatch(/no permissions boundary allows/);
  expect(refusalOf(get, caller, { identity: [], boundary: all[0] })).toMatch(
    /no identity-based policy allows/,
  );
  expect(refusalOf(get, caller, { identity: all, boundary: all[0] })).toBeUndefined();
});

test("a refusal says who, what and on what, as AWS does", () => {
  expect(refusalOf(get, caller, { identity: [] })).toBe(
    `User: arn:aws:sts::${account}:assumed-role/task/task is not authorized to perform: secretsmanager:GetSecretValue on resource: ` +
      `${get.resource} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
  );
});

test("a role is assumed by the service that it trusts, under its conditions", () => {
  const context = { "aws:SourceAccount": account };
  const trust = (service: string, source = account) =>
    document({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: service },
      Condition: { StringEquals: { "aws:SourceAccount": source } },
    });
  const ecs = "ecs-tasks.amazonaws.com";
  expect(trusts(trust(ecs), ecs, context)).toBe(true);
  expect(trusts(trust("ec2.amazonaws.com"), ecs, context)).toBe(false);
  expect(trusts(trust(ecs, "999999999999"), ecs, context)).toBe(false);
});

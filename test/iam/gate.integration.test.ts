import { inLocalCloud } from "../modules/local-cloud";
import { call } from "../tools/local-cloud/aws-call";
import { askJson, type Cloud, cloudOf } from "./cloud";
import { openGate } from "./gate";
import type { PolicyStatement } from "./policy";

const env = inLocalCloud();
let cloud: Cloud;
const account = "123456789012";
const path = "/app/";
let secret: string;
let key: string;

const iam = async (Action: string, parameters: Record<string, string>): Promise<void> => {
  const answer = await call(cloud.url, "iam", "2010-05-08", { Action, ...parameters });
  if (answer.status !== 200) throw new Error(answer.body);
};
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const trust = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
};

/** Makes a role, and gives its ARN. */
async function role(
  name: string,
  { inline, attached, boundary }: Partial<Record<"inline" | "attached" | "boundary", object>>,
  trusted: object = trust,
): Promise<string> {
  const managed = async (suffix: string, statement: object) => {
    const PolicyName = `${name}-${suffix}`;
    await iam("CreatePolicy", { PolicyName, PolicyDocument: document(statement) });
    return `arn:aws:iam::${account}:policy/${PolicyName}`;
  };
  await iam("CreateRole", {
    RoleName: name,
    Path: "/app/",
    AssumeRolePolicyDocument: document(trusted),
    ...(boundary && { PermissionsBoundary: await managed("boundary", boundary) }),
  });
  if (inline)
    await iam("PutRolePolicy", { RoleName: name, PolicyName: "p", PolicyDocument: document(inline) });
  if (attached)
    await iam("AttachRolePolicy", { RoleName: name, PolicyArn: await managed("attached", attached) });
  return `arn:aws:iam::${account}:role/app/${name}`;
}

/** What a role gets of the secret and of the path of parameters: the answer, or why not. */
async function answers(roleArn: string): Promise<{ secret: string; parameters: string }> {
  const gate = await openGate(cloud, roleArn);
  const through = { ...cloud, url: gate.url };
  const ask = async (operation: string, input: object, of: (answer: Record<string, unknown>) => unknown) =>
    String(
      await askJson(through, operation, input).then(
        of,
        (error: Error) => /perform: \S+/.exec(error.message)?.[0] ?? error,
      ),
    );
  try {
    return {
      secret: await ask(
        "secretsmanager.GetSecretValue",
        { SecretId: "app" },
        ({ SecretString }) => SecretString,
      ),
      parameters: await ask(
        "AmazonSSM.GetParametersByPath",
        { Path: path, WithDecryption: true },
        ({ Parameters }) =>
          (Parameters as { Value: string }[])
            .map(({ Value }) => Value)
            .sort()
            .join(" "),
      ),
    };
  } finally {
    await gate.close();
  }
}

const both = { secret: "secret's", parameters: "encrypted plain" };

beforeAll(async () => {
  cloud = cloudOf(env());
  const made = await askJson(cloud, "TrentService.CreateKey", {});
  key = (made["KeyMetadata"] as { Arn: string }).Arn;
  const written = await askJson(cloud, "secretsmanager.CreateSecret", {
    Name: "app",
    KmsKeyId: key,
    SecretString: "secret's",
  });
  secret = written["ARN"] as string;
  await askJson(cloud, "AmazonSSM.PutParameter", { Name: `${path}a`, Value: "plain", Type: "String" });
  await askJson(cloud, "AmazonSSM.PutParameter", {
    Name: `${path}b`,
    Value: "encrypted",
    Type: "SecureString",
    KeyId: key,
  });
}, 60_000);

test("inline and attached policies count together", async () => {
  const secrets = { ...everything, Action: "secretsmanager:GetSecretValue", Resource: secret };
  const others = { ...everything, Action: ["ssm:GetParametersByPath", "kms:Decrypt"] };
  expect(await answers(await role("both", { inline: secrets, attached: others }))).toEqual(both);
  expect(await answers(await role("inline", { inline: secrets }))).toEqual({
    secret: "perform: kms:Decrypt",
    parameters: "perform: ssm:GetParametersByPath",
  });
  expect(await answers(await role("none", {}))).toEqual({
    secret: "perform: secretsmanager:GetSecretValue",
    parameters: "perform: ssm:GetParametersByPath",
  });
});

test("a boundary limits them", async () => {
  const boundary = { ...everything, NotAction: "secretsmanager:*", Action: undefined };
  expect(await answers(await role("bounded", { inline: everything, boundary }))).toEqual({
    ...both,
    secret: "perform: secretsmanager:GetSecretValue",
  });
});

test("a key is for the services that the role's policy names, and what it encrypts", async () => {
  const allButKey = { ...everything, NotAction: "kms:*", Action: undefined };
  const under = (Condition: PolicyStatement["Condition"]) => ({
    ...everything,
    Action: "kms:Decrypt",
    Resource: key,
    Condition,
  });
  const through = (service: string) =>
    under({ StringEquals: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` } });
  const refusal = "perform: kms:Decrypt";
  expect(await answers(await role("via-ssm", { inline: allButKey, attached: through("ssm") }))).toEqual({
    ...both,
    secret: refusal,
  });
  expect(
    await answers(await role("via-secrets", { inline: allButKey, attached: through("secretsmanager") })),
  ).toEqual({ ...both, parameters: refusal });
  const context = under({ StringEquals: { "kms:EncryptionContext:SecretARN": secret } });
  expect(await answers(await role("context", { inline: allButKey, attached: context }))).toEqual({
    ...both,
    parameters: refusal,
  });
});

test("the policies of a secret and of a key count, too", async () => {
  const arn = await role("all", { inline: everything });
  expect(await answers(arn)).toEqual(both);
  const ResourcePolicy = document({ ...everything, Effect: "Deny", Principal: { AWS: arn } });
  await askJson(cloud, "secretsmanager.PutResourcePolicy", { SecretId: "app", ResourcePolicy });
  expect(await answers(arn)).toEqual({ ...both, secret: "perform: secretsmanager:GetSecretValue" });
  await askJson(cloud, "secretsmanager.DeleteResourcePolicy", { SecretId: "app" });

  const Policy = document({
    ...everything,
    Principal: { AWS: `arn:aws:iam::${account}:user/administrator` },
  });
  const before = await askJson(cloud, "TrentService.GetKeyPolicy", { KeyId: key, PolicyName: "default" });
  await askJson(cloud, "TrentService.PutKeyPolicy", { KeyId: key, PolicyName: "default", Policy });
  const refusal = "perform: kms:Decrypt";
  expect(await answers(arn)).toEqual({ secret: refusal, parameters: refusal });
  await askJson(cloud, "TrentService.PutKeyPolicy", {
    KeyId: key,
    PolicyName: "default",
    Policy: before["Policy"],
  });
});

test("a role of another service, another region and an operation that nobody judges are refused", async () => {
  const other = await role(
    "lambda",
    { inline: everything },
    { ...trust, Principal: { Service: "lambda.amazonaws.com" } },
  );
  await expect(openGate(cloud, other)).rejects.toThrow("ecs-tasks.amazonaws.com may not assume");

  const gate = await openGate(cloud, await role("open", { inline: everything }));
  const ask = (operation: string, region: string) => askJson({ url: gate.url, region }, operation, {});
  await expect(ask("AmazonSSM.DescribeParameters", "us-east-1")).rejects.toThrow(
    "no operation that test/iam/gate.ts can judge",
  );
  await expect(ask("AmazonSSM.GetParametersByPath", "eu-west-1")).rejects.toThrow("was called for eu-west-1");
  await gate.close();
});

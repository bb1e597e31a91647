import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { askJson, type Cloud, readRole, type Role } from "./cloud";
import { type Policies, refusalOf, trusts } from "./evaluate";
import type { Caller, PolicyDocument, Request } from "./policy";

/** A call that a program made, as IAM saw it. */
export interface Judged extends Request {
  /** AWS's words where it was refused. */
  readonly refusal?: string;
}

/** A local cloud behind IAM: what a program that has a role gets to see of it. */
export interface Gate {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Every decision so far, that on a key by which something is decrypted included. */
  readonly judged: readonly Judged[];
  close(): Promise<void>;
}

/**
 * Puts a role's policies before a local cloud, which evaluates none: each call is judged by action, resource and condition keys before it
 * is passed on, and refused as AWS refuses it. What is decrypted on the way (a SecureString, a secret) needs kms:Decrypt on its key.
 * Throws where the service cannot assume the role. A call of an operation that is not listed here is refused.
 */
export async function openGate(
  cloud: Cloud,
  roleArn: string,
  service = "ecs-tasks.amazonaws.com",
): Promise<Gate> {
  const role = await readRole(cloud, roleArn);
  const [, partition, , , account] = roleArn.split(":") as [string, string, string, string, string];
  const source = `arn:${partition}:ecs:${cloud.region}:${account}:task/cluster/0123456789abcdef0`;
  if (!trusts(role.trust, service, { "aws:SourceAccount": account, "aws:SourceArn": source }))
    throw new Error(`${service} may not assume ${roleArn}: ${JSON.stringify(role.trust)}`);
  const judge = new Judge(cloud, role);
  const server = http.createServer((request, response) => {
    void handle(judge, cloud, request).then(
      ({ status, body }) => response.writeHead(status, { "Content-Type": json }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    judged: judge.judged,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const json = "application/x-amz-json-1.1";

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function handle(judge: Judge, cloud: Cloud, request: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const operation = String(request.headers["x-amz-target"] ?? `${request.method} ${request.url}`);
  const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1];
  if (region !== cloud.region) return refused(`The gate is of ${cloud.region}, and was called for ${region}`);
  try {
    const input = JSON.parse(Buffer.concat(chunks).toString() || "{}") as Record<string, unknown>;
    if (operation === "AmazonSSM.GetParametersByPath") return await judge.parametersByPath(input);
    if (operation === "secretsmanager.GetSecretValue") return await judge.secretValue(input);
  } catch (error) {
    // What the cloud itself says no to, and it says why.
    return refused(String(error));
  }
  return refused(`${operation} is no operation that test/iam/gate.ts can judge`);
}

const refused = (message: string): Answer => ({
  status: 400,
  body: JSON.stringify({ __type: "AccessDeniedException", Message: message, message }),
});

class Refusal extends Error {}

class Judge {
  readonly judged: Judged[] = [];
  private readonly caller: Caller;
  private readonly common: Request["context"];
  private readonly arnOf: (service: string, name: string) => string;

  constructor(
    private readonly cloud: Cloud,
    private readonly role: Role,
  ) {
    const [, partition, , , account, name] = role.arn.split(":") as string[];
    const sessionArn = `arn:${partition}:sts::${account}:assumed-role/${name!.split("/").at(-1)}/task`;
    this.caller = { account: account!, roleArn: role.arn, sessionArn };
    this.arnOf = (service, resource) => `arn:${partition}:${service}:${cloud.region}:${account}:${resource}`;
    this.common = {
      "aws:PrincipalAccount": account!,
      "aws:PrincipalArn": role.arn,
      "aws:PrincipalType": "AssumedRole",
      "aws:PrincipalIsAWSService": "false",
      "aws:RequestedRegion": cloud.region,
      "aws:ResourceAccount": account!,
      "aws:SecureTransport": "true",
    };
  }

  async parametersByPath(input: Record<string, unknown>): Promise<Answer> {
    return this.answer(async () => {
      this.demand("ssm:GetParametersByPath", this.arnOf("ssm", `parameter${String(input["Path"])}`), {
        "ssm:Recursive": String(input["Recursive"] ?? false),
      });
      const answer = await askJson(this.cloud, "AmazonSSM.GetParametersByPath", input);
      const found = answer["Parameters"] as { Name: string; Type: string }[];
      const encrypted = input["WithDecryption"] ? found.filter(({ Type }) => Type === "SecureString") : [];
      for (const { Name } of encrypted) {
        const key = await this.parameterKey(Name);
        await this.demandKey(key, "ssm", { PARAMETER_ARN: this.arnOf("ssm", `parameter${Name}`) });
      }
      return answer;
    });
  }

  async secretValue(input: Record<string, unknown>): Promise<Answer> {
    return this.answer(async () => {
      const id = { SecretId: input["SecretId"] };
      const secret = await askJson(this.cloud, "secretsmanager.DescribeSecret", id);
      const arn = secret["ARN"] as string;
      const tags = (secret["Tags"] ?? []) as { Key: string; Value: string }[];
      const policy = (await askJson(this.cloud, "secretsmanager.GetResourcePolicy", id))["ResourcePolicy"];
      this.demand(
        "secretsmanager:GetSecretValue",
        arn,
        {
          "secretsmanager:SecretId": String(input["SecretId"]),
          ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value])),
        },
        policy ? (JSON.parse(policy as string) as PolicyDocument) : undefined,
      );
      await this.demandKey((secret["KmsKeyId"] as string) ?? "alias/aws/secretsmanager", "secretsmanager", {
        SecretARN: arn,
      });
      return askJson(this.cloud, "secretsmanager.GetSecretValue", input);
    });
  }

  private async answer(work: () => Promise<object>): Promise<Answer> {
    try {
      return { status: 200, body: JSON.stringify(await work()) };
    } catch (error) {
      if (error instanceof Refusal) return refused(error.message);
      throw error;
    }
  }

  private demand(
    action: string,
    resource: string,
    context: Request["context"],
    resourcePolicy?: PolicyDocument,
  ): void {
    const request: Request = { action, resource, context: { ...this.common, ...context } };
    const policies: Policies = {
      identity: this.role.policies,
      boundary: this.role.boundary,
      resource: resourcePolicy,
    };
    const refusal = refusalOf(request, this.caller, policies);
    this.judged.push({ ...request, refusal });
    if (refusal) throw new Refusal(refusal);
  }

  /** A service decrypts for its caller, who needs the right to it; a key that AWS manages for that service lets in the whole account. */
  private async demandKey(key: string, service: string, encryption: Record<string, string>): Promise<void> {
    if (key.startsWith("alias/aws/")) return;
    const found = await askJson(this.cloud, "TrentService.DescribeKey", { KeyId: key });
    const metadata = found["KeyMetadata"] as { Arn: string; KeyManager: string };
    if (metadata.KeyManager === "AWS") return;
    const policy = await askJson(this.cloud, "TrentService.GetKeyPolicy", {
      KeyId: metadata.Arn,
      PolicyName: "default",
    });
    const context = {
      "kms:ViaService": `${service}.${this.cloud.region}.amazonaws.com`,
      "kms:CallerAccount": this.caller.account,
      "kms:EncryptionContextKeys": Object.keys(encryption),
      ...Object.fromEntries(
        Object.entries(encryption).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
      ),
    };
    this.demand(
      "kms:Decrypt",
      metadata.Arn,
      context,
      JSON.parse(policy["Policy"] as string) as PolicyDocument,
    );
  }

  private async parameterKey(name: string): Promise<string> {
    const filter = { Key: "Name", Option: "Equals", Values: [name] };
    const answer = await askJson(this.cloud, "AmazonSSM.DescribeParameters", { ParameterFilters: [filter] });
    const [parameter] = answer["Parameters"] as { KeyId?: string }[];
    return parameter?.KeyId ?? "alias/aws/ssm";
  }
}

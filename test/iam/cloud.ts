import * as fs from "node:fs";
import { call, callJson } from "../tools/local-cloud/aws-call";
import type { PolicyDocument } from "./policy";

/** Asks a cloud, as its administrator, what tests need to know. */
export interface Cloud {
  readonly url: string;
  readonly region: string;
}

/** The local cloud to which an environment leads Terraform (test/modules/local-cloud.ts). */
export function cloudOf(env: NodeJS.ProcessEnv, region = "us-east-1"): Cloud {
  const config = fs.readFileSync(env["AWS_CONFIG_FILE"]!, "utf8");
  return { url: /^endpoint_url = (.+)$/m.exec(config)![1]!, region };
}

/** An operation of a service with AWS's JSON protocol: `AmazonSSM.DescribeParameters`. Throws for anything but success. */
export async function askJson(
  { url, region }: Cloud,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> {
  const [target] = operation.split(".");
  const { status, body } = await callJson(url, services[target!]!, operation, input, region);
  if (status !== 200) throw new Error(`${operation} ${JSON.stringify(input)}: ${status} ${body}`);
  return JSON.parse(body) as Record<string, unknown>;
}

const services: Readonly<Record<string, string>> = {
  AmazonSSM: "ssm",
  secretsmanager: "secretsmanager",
  TrentService: "kms",
  AmazonEC2ContainerServiceV20141113: "ecs",
};

/** A role with everything that decides what it may do. */
export interface Role {
  readonly arn: string;
  readonly trust: PolicyDocument;
  readonly policies: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
}

/** Reads a role and all its policies, inline and attached. */
export async function readRole(cloud: Cloud, arn: string): Promise<Role> {
  const name = arn.split("/").at(-1)!;
  const role = await askIam(cloud, "GetRole", { RoleName: name });
  const inline = await askIam(cloud, "ListRolePolicies", { RoleName: name });
  const attached = await askIam(cloud, "ListAttachedRolePolicies", { RoleName: name });
  const boundary = elements(role, "PermissionsBoundaryArn")[0];
  return {
    arn,
    trust: decoded(elements(role, "AssumeRolePolicyDocument")[0]!),
    policies: await Promise.all([
      ...elements(inline, "member").map(async (policy) =>
        decoded(
          elements(
            await askIam(cloud, "GetRolePolicy", { RoleName: name, PolicyName: policy }),
            "PolicyDocument",
          )[0]!,
        ),
      ),
      ...elements(attached, "PolicyArn").map((policy) => managedPolicy(cloud, policy)),
    ]),
    boundary: boundary === undefined ? undefined : await managedPolicy(cloud, boundary),
  };
}

async function managedPolicy(cloud: Cloud, arn: string): Promise<PolicyDocument> {
  const [version] = elements(await askIam(cloud, "GetPolicy", { PolicyArn: arn }), "DefaultVersionId");
  const answer = await askIam(cloud, "GetPolicyVersion", { PolicyArn: arn, VersionId: version! });
  return decoded(elements(answer, "Document")[0]!);
}

async function askIam({ url }: Cloud, action: string, parameters: Record<string, string>): Promise<string> {
  const { status, body } = await call(url, "iam", "2010-05-08", { Action: action, ...parameters });
  if (status !== 200) throw new Error(`${action} ${JSON.stringify(parameters)}: ${status} ${body}`);
  if (/<IsTruncated>true/.test(body)) throw new Error(`${action}: more than a page is not implemented here`);
  return body;
}

const elements = (body: string, name: string): string[] =>
  [...body.matchAll(new RegExp(`<${name}>([^<]+)</${name}>`, "g"))].map(([, text]) => unescaped(text!));

const unescaped = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** IAM answers with documents in URL encoding. */
const decoded = (text: string): PolicyDocument =>
  JSON.parse(text.startsWith("%") ? decodeURIComponent(text) : text) as PolicyDocument;

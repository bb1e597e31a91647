import * as path from "node:path";
import { signedFor, startLocalCloud, stopLocalCloud, withoutAwsVariables } from "../../../tools/local-cloud";
import { actionsOf, RecordedCalls } from "../../iam/calls";
import { temporaryFolder } from "../../lib/example";

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const calls = new RecordedCalls(path.join(folder, "calls"));
let url: string;
beforeAll(async () => {
  ({ url } = await startLocalCloud({
    directory,
    env: { ...withoutAwsVariables(), LOCAL_CLOUD_CALLS: calls.file },
  }));
}, 300_000);
afterAll(() => stopLocalCloud({ directory }), 60_000);

const TERRAFORM = "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 terraform-provider-aws/5.100.0";

/** Sends a request as a program does, whatever the answer. */
async function send(
  service: string,
  request: string,
  {
    agent = TERRAFORM,
    body,
    headers = {},
  }: { agent?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<void> {
  const [method, where] = request.split(" ") as [string, string];
  await fetch(`${url}${where}`, {
    method,
    body,
    headers: { "User-Agent": agent, ...signedFor(service), ...headers },
  });
}

test("a local cloud records what Terraform calls, in every protocol, as actions of IAM", async () => {
  const json = {
    "Content-Type": "application/x-amz-json-1.1",
    "X-Amz-Target": "AmazonSSM.DescribeParameters",
  };
  await send("ssm", "POST /", { headers: json, body: "{}" });
  const form = { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" };
  await send("iam", "POST /", { headers: form, body: "Action=ListUsers&Version=2010-05-08" });
  await send("monitoring", "POST /", { headers: form, body: "Action=DescribeAlarms&Version=2010-08-01" });
  await send("s3", "GET /example?encryption");
  await send("s3", "HEAD /example");
  await send("s3", "GET /example/a/b?x-id=GetObject");
  const plan = "arn:aws:guardduty:us-east-1:123456789012:malware-protection-plan/1";
  await send("guardduty", `GET /tags/${encodeURIComponent(plan)}`);
  await send("ses", "GET /v2/email/identities/example.edu");
  expect(calls.next()).toEqual([
    "cloudwatch:DescribeAlarms",
    "guardduty:ListTagsForResource",
    "iam:ListUsers",
    "s3:GetEncryptionConfiguration",
    "s3:GetObject",
    "s3:ListBucket",
    "ses:GetEmailIdentity",
    "ssm:DescribeParameters",
  ]);
});

test("it leaves out what other programs call", async () => {
  await send("s3", "GET /example?policy", { agent: "aws-sdk-js/3.0" });
  expect(calls.next()).toEqual([]);
});

test("an operation may need another action than its own, none, or two", () => {
  expect(actionsOf("s3 DeleteObjects")).toEqual(["s3:DeleteObject", "s3:DeleteObjectVersion"]);
  expect(actionsOf("sts GetCallerIdentity")).toEqual([]);
  expect(actionsOf("ec2 CreateVpc")).toEqual(["ec2:CreateVpc"]);
});

import { createHmac } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { Email } from "../../../modules/email";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { checkedByTerraform } from "../inputs";
import * as cases from "./cases";

checkedByTerraform(Email, cases);

/** The password by AWS's documentation ("Obtaining SMTP credentials by converting existing AWS credentials"). */
function smtpPassword(secretKey: string, region: string): string {
  const message = ["11111111", region, "ses", "aws4_request", "SendRawEmail"];
  const sign = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const signature = message.reduce(sign, Buffer.from(`AWS4${secretKey}`));
  return Buffer.concat([Buffer.from([0x04]), signature]).toString("base64");
}

interface Outputs {
  readonly api: { value: Record<string, never> };
  readonly smtp: { value: Record<string, never> };
}

describe("in the local cloud", () => {
  const folder = temporaryFolder();
  const directory = path.join(folder, "cloud");
  const cwd = path.join(folder, "root");
  let env: NodeJS.ProcessEnv;
  let url: string;
  const terraform = (args: string[], allowedExitCodes = [0]) =>
    runTerraform(args, { cwd, env, allowedExitCodes });

  beforeAll(async () => {
    ({ url } = await startLocalCloud({ directory }));
    env = await terraformEnvironment({
      env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" },
    });
    fs.mkdirSync(cwd);
    writeModule(Email.definition as unknown as ModuleDefinition, folder);
    const common = { source: "../modules/email", kms_key_arn: "${aws_kms_key.this.arn}" };
    fs.writeFileSync(
      path.join(cwd, "main.tf.json"),
      JSON.stringify({
        provider: {
          aws: { region: "us-east-1", max_retries: 5, default_tags: { tags: { Environment: "test" } } },
        },
        resource: {
          aws_kms_key: { this: { description: "test" } },
          aws_route53_zone: { this: { name: "example.edu" } },
        },
        module: {
          api: {
            ...common,
            name: "api",
            domain: "redcap.example.edu",
            zone: { id: "${aws_route53_zone.this.zone_id}" },
            dmarc_policy: "quarantine",
            dmarc_report_address: "dmarc@example.edu",
            mail_from_subdomain: "returned",
            subscriptions: { ops: { protocol: "email", endpoint: "ops@example.edu" } },
          },
          smtp: {
            ...common,
            name: "smtp",
            domain: "study.example.edu",
            transport: "smtp",
            from_addresses: ["noreply@study.example.edu"],
            // Its data sources are then read during the first apply.
            depends_on: ["aws_kms_key.this"],
          },
        },
        output: { api: { value: "${module.api}" }, smtp: { value: "${module.smtp}" } },
      }),
    );
    await initTerraform({ cwd, env });
    await terraform(["apply", "-auto-approve"]);
  }, 300_000);
  afterAll(() => stopLocalCloud({ directory }), 300_000);

  const outputs = async () => JSON.parse((await terraform(["output", "-json"])).stdout) as Outputs;
  const resources = async () => {
    const { stdout } = await terraform(["show", "-json"]);
    const { values } = JSON.parse(stdout) as {
      values: {
        root_module: {
          child_modules: { resources: { address: string; values: Record<string, unknown> }[] }[];
        };
      };
    };
    return values.root_module.child_modules.flatMap((child) => child.resources);
  };

  test("a second plan is empty", async () => {
    await terraform(["plan", "-detailed-exitcode"]);
  }, 300_000);

  test("all records are in the zone, or in the output when there is none", async () => {
    const records = (await resources()).filter(({ address }) => address.includes("aws_route53_record"));
    expect(records.map(({ address }) => address.split(/[.[]/).at(-1)!.replace(/["\]]/g, "")).sort()).toEqual([
      "dkim_first",
      "dkim_second",
      "dkim_third",
      "dmarc",
      "return_path",
      "spf",
    ]);
    const dmarc = records.find(({ address }) => address.includes("dmarc"))!.values["records"];
    expect(dmarc).toEqual(["v=DMARC1; p=quarantine; rua=mailto:dmarc@example.edu"]);
    const { name } = records.find(({ address }) => address.includes("return_path"))!.values;
    expect(name).toBe("returned.redcap.example.edu");
    const { smtp } = await outputs();
    expect(Object.keys(smtp.value["dns_records"]!)).toEqual([
      "dkim_first",
      "dkim_second",
      "dkim_third",
      "return_path",
      "spf",
    ]);
    expect(smtp.value["dns_records"]!["return_path"]).toEqual({
      name: "smtp-bounce.study.example.edu",
      type: "MX",
      values: ["10 feedback-smtp.us-east-1.amazonses.com"],
    });
  }, 300_000);

  test("a role may send as the domain's addresses only", async () => {
    const { api } = await outputs();
    const policy = JSON.parse(api.value["send_policy_json"]!) as { Statement: object[] };
    expect(policy.Statement).toEqual([
      {
        Sid: "SendMail",
        Effect: "Allow",
        Action: ["ses:SendEmail", "ses:SendRawEmail"],
        Resource: [api.value["identity_arn"], api.value["configuration_set_arn"]],
        Condition: { StringLike: { "ses:FromAddress": ["*@redcap.example.edu"] } },
      },
    ]);
    expect(api.value["smtp_secret_arn"]).toBeNull();
  }, 300_000);

  /** The SMTP secret's value, and the access key as the state holds it. */
  async function credential() {
    const { smtp } = await outputs();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new SecretsManagerClient({ endpoint: url, region: "us-east-1", credentials });
    const { SecretString } = await client.send(
      new GetSecretValueCommand({ SecretId: smtp.value["smtp_secret_arn"] }),
    );
    client.destroy();
    const all = await resources();
    const key = all.find(({ address }) => address.includes("aws_iam_access_key"))!.values;
    return { secret: JSON.parse(SecretString!) as object, key, all };
  }

  test("the SMTP secret holds what SES accepts, and the state holds it with the access key only", async () => {
    const { secret, key, all } = await credential();
    const password = smtpPassword(key["secret"] as string, "us-east-1");
    const host = "email-smtp.us-east-1.amazonaws.com";
    expect(secret).toEqual({ username: key["id"], password, host, port: 587 });
    const holders = all.filter(({ values }) => JSON.stringify(values).includes(password));
    expect(holders.map(({ address }) => address)).toEqual(["module.smtp.aws_iam_access_key.smtp_key[0]"]);
  }, 300_000);

  test("a new access key reaches the secret in the same apply", async () => {
    const before = await credential();
    await terraform(["apply", "-auto-approve", "-replace=module.smtp.aws_iam_access_key.smtp_key[0]"]);
    const after = await credential();
    expect(after.key["id"]).not.toBe(before.key["id"]);
    expect(after.secret).toMatchObject({ username: after.key["id"] });
  }, 300_000);
});

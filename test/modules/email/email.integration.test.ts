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
import { call } from "../../tools/local-cloud/aws-call";
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

  /** Writes the root module, with what its SMTP user says about its access key. */
  const write = (ofKey: object) => {
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
            ...ofKey,
            from_addresses: ["noreply@study.example.edu"],
            // Its data sources are then read during the first apply.
            depends_on: ["aws_kms_key.this"],
          },
        },
        output: { api: { value: "${module.api}" }, smtp: { value: "${module.smtp}" } },
      }),
    );
  };

  beforeAll(async () => {
    ({ url } = await startLocalCloud({ directory }));
    env = await terraformEnvironment({
      env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" },
    });
    fs.mkdirSync(cwd);
    writeModule(Email.definition as unknown as ModuleDefinition, folder);
    write({});
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

  /** IDs of the SMTP user's access keys that work. */
  async function activeKeys(): Promise<string[]> {
    const { body } = await call(url, "iam", "2010-05-08", {
      Action: "ListAccessKeys",
      UserName: "smtp-us-east-1-smtp",
    });
    const members = body.split("<member>").slice(1);
    return members
      .filter((member) => member.includes("<Status>Active</Status>"))
      .map((member) => /<AccessKeyId>(\w+)</.exec(member)![1]!);
  }

  /** The SMTP secret's value, the access keys as the state holds them, by generation, and those of the user. */
  async function credential() {
    const { smtp } = await outputs();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new SecretsManagerClient({ endpoint: url, region: "us-east-1", credentials });
    const { SecretString } = await client.send(
      new GetSecretValueCommand({ SecretId: smtp.value["smtp_secret_arn"] }),
    );
    client.destroy();
    const all = await resources();
    const keys = Object.fromEntries(
      all
        .filter(({ address }) => address.includes("aws_iam_access_key"))
        .map(({ address, values }) => [address.split('"')[1]!, values]),
    );
    return { secret: JSON.parse(SecretString!) as object, keys, active: await activeKeys(), all };
  }
  const login = (key: Record<string, unknown>) => ({
    username: key["id"],
    password: smtpPassword(key["secret"] as string, "us-east-1"),
    host: "email-smtp.us-east-1.amazonaws.com",
    port: 587,
  });

  test("the SMTP secret holds what SES accepts, and the state holds it with the access key only", async () => {
    const { secret, keys, active, all } = await credential();
    expect(Object.keys(keys)).toEqual(["1"]);
    expect(active).toEqual([keys["1"]!["id"]]);
    expect(secret).toEqual(login(keys["1"]!));
    const { password } = login(keys["1"]!);
    const holders = all.filter(({ values }) => JSON.stringify(values).includes(password));
    expect(holders.map(({ address }) => address)).toEqual(['module.smtp.aws_iam_access_key.smtp_key["1"]']);
  }, 300_000);

  test("a key from before there were generations stays, and a second one is added and reaches the secret; the first goes when it is no longer kept", async () => {
    const address = "module.smtp.aws_iam_access_key.smtp_key";
    const before = await credential();
    await terraform(["state", "mv", `${address}["1"]`, `${address}[0]`]);
    const topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms";
    write({ access_key: { generation: 2, keep_previous: true, reminder: { topic_arn, every_months: 6 } } });
    await terraform(["apply", "-auto-approve"]);
    const both = await credential();
    expect(both.keys["1"]!["id"]).toBe(before.keys["1"]!["id"]);
    expect([...both.active].sort()).toEqual(["1", "2"].map((n) => both.keys[n]!["id"]).sort());
    expect(both.secret).toEqual(login(both.keys["2"]!));
    const created = new Date(String(both.keys["2"]!["create_date"]));
    const month = created.getUTCMonth();
    const months = [0, 6].map((n) => ((month + n) % 12) + 1).join();
    const rule = both.all.find(({ address: of }) => of.includes("aws_cloudwatch_event_rule"))!.values;
    expect(rule).toMatchObject({
      name: "smtp-smtp-access-key",
      schedule_expression: `cron(0 0 ${Math.min(28, created.getUTCDate())} ${months} ? *)`,
    });
    await terraform(["plan", "-detailed-exitcode"]);

    write({ access_key: { generation: 2 } });
    await terraform(["apply", "-auto-approve"]);
    const after = await credential();
    expect(after.active).toEqual([both.keys["2"]!["id"]]);
    expect(after.secret).toEqual(both.secret);
    await terraform(["plan", "-detailed-exitcode"]);
  }, 600_000);
});

import * as fs from "node:fs";
import * as path from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { Beanstalk } from "../../../modules/beanstalk";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { inTerraform, terraformProblems } from "../synthesis";
import { accepted, refused } from "./cases";

describe("inputs, in the eyes of Terraform", () => {
  let problems: Map<string, string>;
  beforeAll(async () => {
    const bad = Object.entries(refused).map(([name, [inputs]]) => [name, inputs] as const);
    problems = await terraformProblems(Beanstalk, { ...accepted, ...Object.fromEntries(bad) });
  }, 300_000);

  test.each(Object.keys(accepted))("%s: accepted", (name) => {
    expect(problems.get(name)).toBe("");
  });

  test.each(Object.entries(refused))("%s: refused, with the same reason", (name, [, reason]) => {
    expect(problems.get(name)).toMatch(inTerraform(reason));
  });
});

describe("in the local cloud", () => {
  const folder = temporaryFolder();
  const directory = path.join(folder, "cloud");
  const cwd = path.join(folder, "root");
  let env: NodeJS.ProcessEnv;
  let url: string;
  let common: Record<string, unknown>;

  /** One call of a query API; gives the first thing in the answer that the pattern finds. */
  async function call(service: string, parameters: Record<string, string>, pattern: RegExp): Promise<string> {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        Authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: new URLSearchParams(parameters).toString(),
    });
    const text = await answer.text();
    const found = pattern.exec(text)?.[0];
    if (!answer.ok || !found) throw new Error(`${parameters["Action"]}: ${answer.status} ${text}`);
    return found;
  }
  const ec2 = (action: string, pattern: RegExp, parameters: Record<string, string> = {}) =>
    call("ec2", { Action: action, Version: "2016-11-15", ...parameters }, pattern);
  const updateEnvironment = (name: string, parameters: Record<string, string>) =>
    call(
      "elasticbeanstalk",
      { Action: "UpdateEnvironment", Version: "2010-12-01", EnvironmentName: name, ...parameters },
      /e-\w+/,
    );

  async function balancer(name: string, subnets: string[], vpc: string) {
    const securityGroupId = await ec2("CreateSecurityGroup", /sg-[0-9a-f]{8,}/, {
      GroupName: name,
      GroupDescription: name,
      VpcId: vpc,
    });
    const members = Object.fromEntries(subnets.map((subnet, i) => [`Subnets.member.${i + 1}`, subnet]));
    const arn = await call(
      "elasticloadbalancing",
      {
        Action: "CreateLoadBalancer",
        Version: "2015-12-01",
        Name: name,
        ...members,
        "SecurityGroups.member.1": securityGroupId,
      },
      /arn:aws:elasticloadbalancing[^<]+/,
    );
    return { arn, security_group_id: securityGroupId };
  }

  interface Calls {
    readonly label?: string;
    readonly php?: string;
    /** Why root volumes need no encryption. */
    readonly unencrypted?: string;
    /** A second colour of `owned`, on the newest PHP. */
    readonly green?: boolean;
    /** `owned` is handed over to the application, by `moved` blocks. */
    readonly handOver?: boolean;
  }
  /** Two applications: `owned` follows Terraform's version, `free` upgrades itself. */
  function write({
    label = "v1",
    php = "8.4",
    unencrypted,
    green = false,
    handOver = false,
  }: Calls = {}): void {
    const source_bundle = { bucket: "bundles", key: `${label}.zip`, version_label: label };
    const source = "../modules/beanstalk";
    const { balancers, ...shared } = common as { balancers: Record<string, object> };
    const inputs = unencrypted ? { ...shared, unencrypted_root_volume: { reason: unencrypted } } : shared;
    const module = {
      owned: {
        ...inputs,
        source,
        name: "owned",
        application_upgrades: handOver ? "easy_upgrade" : "terraform",
        source_bundle,
        environments: {
          blue: { php_version: php, cname_prefix: "owned-blue" },
          ...(green ? { green: { php_version: "8.5" } } : {}),
        },
        load_balancers: { blue: balancers["owned"], ...(green ? { green: balancers["free"] } : {}) },
      },
      free: {
        ...inputs,
        source,
        name: "free",
        source_bundle,
        application_upgrades: "easy_upgrade",
        environments: { blue: { min_instances: 1, max_instances: 1 } },
        load_balancers: { blue: balancers["free"] },
        log_volume_size_gb: 0,
      },
    };
    const moved = ["application_version", "environment"].map((type) => {
      const address = `module.owned.aws_elastic_beanstalk_${type}`;
      const key = type === "environment" ? '["blue"]' : "[0]";
      return { from: `${address}.this${key}`, to: `${address}.self_upgrading${key}` };
    });
    fs.writeFileSync(
      path.join(cwd, "main.tf.json"),
      JSON.stringify({
        provider: {
          aws: { region: "us-east-1", max_retries: 5, default_tags: { tags: { Environment: "test" } } },
        },
        resource: { aws_kms_key: { this: { description: "test" } } },
        module,
        ...(handOver ? { moved } : {}),
      }),
    );
  }

  const terraform = (args: string[], allowedExitCodes = [0]) =>
    runTerraform(args, { cwd, env, allowedExitCodes });
  async function plannedChanges(): Promise<Record<string, string>> {
    await terraform(["plan", "-out=plan"]);
    const { stdout } = await terraform(["show", "-json", "plan"]);
    const { resource_changes: changes } = JSON.parse(stdout) as {
      resource_changes: { address: string; change: { actions: string[] } }[];
    };
    const real = changes.filter(({ change }) => !["no-op", "read"].includes(change.actions.join()));
    return Object.fromEntries(real.map(({ address, change }) => [address, change.actions.join()]));
  }

  beforeAll(async () => {
    ({ url } = await startLocalCloud({ directory }));
    env = await terraformEnvironment({
      env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" },
    });
    fs.mkdirSync(cwd);
    writeModule(Beanstalk.definition as unknown as ModuleDefinition, folder);
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const s3 = new S3Client({ endpoint: url, region: "us-east-1", forcePathStyle: true, credentials });
    await s3.send(new CreateBucketCommand({ Bucket: "bundles" }));
    for (const label of ["v1", "v2"]) {
      await s3.send(new PutObjectCommand({ Bucket: "bundles", Key: `${label}.zip`, Body: label }));
    }
    s3.destroy();
    await ec2("EnableEbsEncryptionByDefault", /true/);
    const vpc = await ec2("DescribeVpcs", /vpc-[0-9a-f]{8,}/);
    const subnets = [
      await ec2("CreateSubnet", /subnet-[0-9a-f]{8,}/, {
        VpcId: vpc,
        CidrBlock: "172.31.128.0/24",
        AvailabilityZone: "us-east-1a",
      }),
      await ec2("CreateSubnet", /subnet-[0-9a-f]{8,}/, {
        VpcId: vpc,
        CidrBlock: "172.31.129.0/24",
        AvailabilityZone: "us-east-1b",
      }),
    ];
    const balancers = {
      owned: await balancer("owned", subnets, vpc),
      free: await balancer("free", subnets, vpc),
    };
    const key = "${aws_kms_key.this.arn}";
    common = {
      balancers,
      vpc_id: vpc,
      app_subnet_ids: subnets,
      kms_key_arn: key,
      host_headers: ["app.example.org", "*.us-east-1.elb.amazonaws.com"],
      environment_variables: { KEY: key },
      environment_secrets: {
        PASSWORD: "arn:aws:secretsmanager:us-east-1:123456789012:secret:demo-AbCdEf:password",
      },
      instance_policies: [
        '${jsonencode({Version = "2012-10-17", Statement = [{Sid = "Own", Effect = "Allow", Action = "s3:GetObject", Resource = aws_kms_key.this.arn}]})}',
      ],
      egress: { https: { port: 443, cidr: "0.0.0.0/0" }, database: { port: 3306, cidr: "10.0.0.0/16" } },
    };
    write();
    await terraform(["init"]);
    await terraform(["apply", "-auto-approve"]);
  }, 300_000);
  afterAll(() => stopLocalCloud({ directory }), 300_000);

  test("a second plan is empty", async () => {
    expect(await plannedChanges()).toEqual({});
  }, 300_000);

  test("the instances' policy fits IAM's 10,240 characters with all rights of an upgrade", async () => {
    const { stdout } = await terraform(["show", "-json"]);
    const policies = [...stdout.matchAll(/"policy":("(?:[^"\\]|\\.)*UpgradeStack(?:[^"\\]|\\.)*")/g)].map(
      (match) => JSON.parse(match[1]!) as string,
    );
    expect(policies).toHaveLength(1);
    expect(policies[0]!.length).toBeLessThan(8_000);
    expect(policies[0]).toContain('"Sid":"Own"');
    expect(policies[0]).toContain('secret:demo-AbCdEf"');
  }, 300_000);

  test("an upgrade by the application is left alone, Terraform's own version is put back", async () => {
    for (const application of ["owned", "free"]) {
      await call(
        "elasticbeanstalk",
        {
          Action: "CreateApplicationVersion",
          Version: "2010-12-01",
          ApplicationName: application,
          VersionLabel: "by-hand",
          "SourceBundle.S3Bucket": "bundles",
          "SourceBundle.S3Key": "v2.zip",
        },
        /by-hand/,
      );
      await updateEnvironment(`${application}-blue`, { VersionLabel: "by-hand" });
    }
    expect(await plannedChanges()).toEqual({
      'module.owned.aws_elastic_beanstalk_environment.this["blue"]': "update",
    });
    await updateEnvironment("owned-blue", { VersionLabel: "v1" });
  }, 300_000);

  test("a second colour leaves the first alone, but for the names in the instances' policy", async () => {
    write({ green: true });
    const changes = Object.entries(await plannedChanges());
    const created = changes.filter(([, action]) => action === "create").map(([address]) => address);
    expect(created).toContain('module.owned.aws_elastic_beanstalk_environment.this["green"]');
    expect(created.filter((address) => !/\["green/.test(address))).toEqual([]);
    expect(changes.filter(([, action]) => action !== "create")).toEqual([
      ["module.owned.aws_iam_role_policy.instance_rights", "update"],
    ]);
  }, 300_000);

  test("a new bundle is a new version and a deployment, where Terraform deploys", async () => {
    write({ label: "v2" });
    expect(await plannedChanges()).toEqual({
      "module.owned.aws_elastic_beanstalk_application_version.this[0]": "create,delete",
      'module.owned.aws_elastic_beanstalk_environment.this["blue"]': "update",
    });
  }, 300_000);

  test("a running environment is handed over to the application by moved blocks", async () => {
    write({ handOver: true });
    expect(await plannedChanges()).toEqual({
      "module.owned.aws_iam_role_policy.instance_rights": "update",
    });
  }, 300_000);

  test("another PHP version for a running environment is refused at plan, with the way to go", async () => {
    write({ php: "8.5" });
    const { stderr } = await terraform(["plan"], [1]);
    expect(stderr.replace(/[\s│]+/g, " ")).toContain(
      "blue runs 64bit Amazon Linux 2023 v4.13.7 running PHP 8.4, and an environment keeps its PHP version for life. " +
        "Set its php_version back, add another colour with PHP 8.5",
    );
  }, 300_000);

  test("root volumes that would not be encrypted stop the plan, except for a reason, which tags the environments", async () => {
    await ec2("DisableEbsEncryptionByDefault", /false/);
    write();
    const { stderr } = await terraform(["plan"], [1]);
    expect(stderr.replace(/[\s│]+/g, " ")).toContain("Turn it on (aws ec2 enable-ebs-encryption-by-default");
    write({ unencrypted: "trial without patient data" });
    expect(await plannedChanges()).toEqual({
      'module.owned.aws_elastic_beanstalk_environment.this["blue"]': "update",
      'module.free.aws_elastic_beanstalk_environment.self_upgrading["blue"]': "update",
    });
    await ec2("EnableEbsEncryptionByDefault", /true/);
  }, 300_000);

  test("destroy leaves nothing of it", async () => {
    write();
    await terraform(["destroy", "-auto-approve"]);
    await expect(
      call(
        "elasticbeanstalk",
        { Action: "DescribeApplications", Version: "2010-12-01" },
        /<Applications\s*\/>|<Applications><\/Applications>/,
      ),
    ).resolves.toBeTruthy();
  }, 300_000);
});

import * as path from "node:path";
import type { ModuleDefinition } from "../../../lib/module";
import { Beanstalk } from "../../../modules/beanstalk";
import { LoadBalancer } from "../../../modules/load-balancer";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { zipOf } from "../../../tools/support/zip";
import { terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { plannedChanges } from "../planned-changes";
import { deployCalls } from "../synthesis";
import { cloudAt } from "./cloud";
import { outcomeOf, type Request } from "./requests";

// An environment behind the load-balancer module: first a trial over plain HTTP, then under a name.

const directory = path.join(temporaryFolder(), "cloud");
let cloud: ReturnType<typeof cloudAt>;
let terraform: (...args: string[]) => Promise<string>;
let variables: readonly string[] = [];

const environment = 'module.app.aws_elastic_beanstalk_environment.this["blue"]';
const rule = 'module.app.aws_lb_listener_rule.forward["blue"]';
const targetGroup = 'module.app.terraform_data.target_group["blue"]';

const healthCheck = `
Resources:
  AWSEBAutoScalingGroup:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      HealthCheckType: ELB
      HealthCheckGracePeriod: 2400
`;

const root = (bundle: Buffer) => ({
  variable: {
    plain: { type: "bool", default: true },
    internal: { type: "bool", default: false },
    vpc: { default: "one" },
    hosts: { type: "list(string)", default: ["app.example.edu", "*.us-east-1.elb.amazonaws.com"] },
  },
  module: {
    front: {
      source: "../modules/load-balancer",
      name: "front",
      vpc_id: "${aws_vpc.this[var.vpc].id}",
      subnet_ids: "${[for subnet in aws_subnet.this : subnet.id]}",
      internal: "${var.internal}",
      certificate_arn: "${var.plain ? null : aws_acm_certificate.this.arn}",
      plain_http: '${var.plain ? { reason = "trial without patient data" } : null}',
      access_logs_bucket: "${aws_s3_bucket.this.bucket}",
      deletion_protection: false,
      depends_on: ["aws_internet_gateway.this"],
    },
    app: {
      source: "../modules/beanstalk",
      name: "app",
      vpc_id: "${aws_vpc.this[var.vpc].id}",
      app_subnet_ids: "${[for subnet in aws_subnet.this : subnet.id]}",
      kms_key_arn: "${aws_kms_key.this.arn}",
      environments: { blue: {} },
      instance_types: ["t3.small", "t3.medium"],
      autoscaling: { period_minutes: 1, breach_minutes: 5 },
      load_balancers: {
        blue: {
          arn: "${module.front.arn}",
          security_group_id: "${module.front.security_group_id}",
          listener_arn: "${module.front.listener_arn}",
          listener_port: "${module.front.listener_port}",
          internal: "${var.internal}",
        },
      },
      host_headers: "${var.hosts}",
      notifications: { topic_arn: "${aws_sns_topic.this.arn}" },
      log_volume_size_gb: 0,
      source_bundle: {
        bucket: "${aws_s3_bucket.this.bucket}",
        key: "${aws_s3_object.bundle.key}",
        version_label: "v1",
      },
    },
  },
  resource: {
    aws_vpc: { this: { for_each: { one: "10.0.0.0/16", two: "10.1.0.0/16" }, cidr_block: "${each.value}" } },
    aws_internet_gateway: { this: { vpc_id: '${aws_vpc.this["one"].id}' } },
    aws_subnet: {
      this: {
        for_each: { a: "10.0.0.0/24", b: "10.0.1.0/24", c: "10.0.2.0/24" },
        vpc_id: '${aws_vpc.this["one"].id}',
        cidr_block: "${each.value}",
        availability_zone: "us-east-1${each.key}",
      },
    },
    aws_acm_certificate: { this: { domain_name: "app.example.edu", validation_method: "DNS" } },
    aws_ebs_encryption_by_default: { this: { enabled: true } },
    aws_kms_key: { this: { description: "test" } },
    aws_sns_topic: { this: { name: "alarms" } },
    aws_s3_bucket: { this: { bucket: "bundles" } },
    aws_s3_object: {
      bundle: {
        bucket: "${aws_s3_bucket.this.bucket}",
        key: "v1.zip",
        content_base64: bundle.toString("base64"),
      },
    },
  },
  output: { balancer: { value: "${module.front.arn}" }, cname: { value: '${module.app.cnames["blue"]}' } },
});

beforeAll(async () => {
  const { url } = await startLocalCloud({ directory });
  cloud = cloudAt(url);
  const env = await terraformEnvironment({
    env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" },
  });
  const nested = [LoadBalancer, Beanstalk].map(({ definition }) => definition as unknown as ModuleDefinition);
  const bundle = await zipOf(new Map([[".ebextensions/health-check.config", Buffer.from(healthCheck)]]));
  terraform = await deployCalls(Beanstalk, {}, { env, nested, root: root(bundle) });
}, 600_000);
afterAll(() => stopLocalCloud({ directory }), 300_000);

/** What a plan would do, by address. */
const changes = async (...more: string[]) => (await plannedChanges(terraform, ...variables, ...more)).changes;
const apply = () => terraform("apply", "plan");
const output = (name: string) => terraform("output", "-raw", name);
const outcome = async (request: Request) => outcomeOf(cloud, await output("balancer"), request);
/** The target group of the environment's Auto Scaling group. */
const environmentsTargets = () =>
  cloud.autoScaling(
    "DescribeAutoScalingGroups",
    /arn:aws:elasticloadbalancing[^<]+:targetgroup\/awseb-[^<]+/,
  );

test("a second plan is empty, although Elastic Beanstalk reports settings in its own words and tags the load balancer", async () => {
  expect(await changes()).toEqual({});
  await cloud.loadBalancing("DescribeTags", /shared-elb-environment-count<\/Key>\s*<Value>1</, {
    "ResourceArns.member.1": await output("balancer"),
  });
}, 300_000);

test("requests for the hosts reach the environment's instances, others the listener's answer", async () => {
  const targets = await environmentsTargets();
  expect(await outcome({ port: 80, host: "app.example.edu", path: "/a/b" })).toBe(targets);
  expect(await outcome({ port: 80, host: "front-1.us-east-1.elb.amazonaws.com" })).toBe(targets);
  expect(await outcome({ port: 80, host: await output("cname") })).toBe(targets);
  expect(await outcome({ port: 80, host: "other.example.org" })).toBe("404");
}, 300_000);

test("instances are checked by the load balancer, as the bundle says", async () => {
  const group = await cloud.autoScaling("DescribeAutoScalingGroups", /[^]*/);
  expect(group).toContain("<HealthCheckType>ELB</HealthCheckType>");
  expect(group).toContain("<HealthCheckGracePeriod>2400</HealthCheckGracePeriod>");
}, 300_000);

test("other hosts are a change of the rule, not of the environment", async () => {
  variables = ['-var=hosts=["new.example.org"]'];
  expect(await changes()).toEqual({ [rule]: "update" });
  await apply();
  expect(await outcome({ port: 80, host: "new.example.org" })).toBe(await environmentsTargets());
  expect(await outcome({ port: 80, host: "app.example.edu" })).toBe("404");
}, 300_000);

test("a trial over plain HTTP gets its certificate without a change of the environment", async () => {
  variables = [...variables, "-var=plain=false"];
  const planned = await changes();
  expect(planned[rule]).toBe("replace");
  expect(Object.keys(planned).filter((address) => !address.startsWith("module.front."))).toEqual([rule]);
  await apply();
  expect(await changes()).toEqual({});
  const targets = await environmentsTargets();
  expect(await outcome({ port: 443, host: "new.example.org" })).toBe(targets);
  expect(await outcome({ port: 443, host: "other.example.org" })).toBe("404");
}, 300_000);

test("port 80 never leads to an instance, whatever rule Elastic Beanstalk has added to it", async () => {
  const cname = await output("cname");
  for (const host of ["new.example.org", cname, "other.example.org"])
    expect(await outcome({ port: 80, host })).toBe("HTTP_301 HTTPS");
}, 300_000);

test("the way back to plain HTTP leaves the environment alone, too", async () => {
  const planned = await changes("-var=plain=true");
  expect(Object.keys(planned).filter((address) => !address.startsWith("module.front."))).toEqual([rule]);
}, 300_000);

test("what Elastic Beanstalk reads at creation only is refused at plan, with the way to go", async () => {
  const refusal = async (variable: string) => {
    const message = await terraform("plan", ...variables, `-var=${variable}`).then(
      () => "planned",
      (problem: Error) => problem.message,
    );
    return message.replace(/[\s│]+/g, " ");
  };
  // The ARN of the new load balancer is unknown; that it is internal is not.
  expect(await refusal("internal=true")).toContain(
    "environments: blue is behind a public load balancer, and Elastic Beanstalk cannot change that for a running environment " +
      "(wanted: another kind of load balancer). Set it back, add another colour that has it, try that, switch the address over",
  );
  expect(await refusal("vpc=two")).toMatch(
    /environments: blue runs in vpc-\w+, and .* \(wanted: VPC vpc-\w+\)/,
  );
}, 300_000);

test("a target group that is made again is found by the next plan; the rule goes first", async () => {
  const before = await environmentsTargets();
  const rebuild = () =>
    cloud.beanstalk("RebuildEnvironment", /RebuildEnvironmentResponse/, { EnvironmentName: "app-blue" });
  await rebuild();
  await cloud.beanstalk("DescribeEvents", /currently in use by a listener or a rule/);
  expect(await environmentsTargets()).toBe(before);

  await terraform("destroy", "-auto-approve", `-target=${rule}`, ...variables);
  await rebuild();
  expect(await environmentsTargets()).not.toBe(before);
  expect(await changes()).toEqual({ [targetGroup]: "replace", [rule]: "create" });
  await apply();
  expect(await outcome({ port: 443, host: "new.example.org" })).toBe(await environmentsTargets());
  expect(await changes()).toEqual({});
}, 600_000);

test("the environment can be replaced: its rule goes before it, and comes after it", async () => {
  expect(await changes(`-replace=${environment}`)).toEqual({
    [environment]: "replace",
    [targetGroup]: "replace",
    [rule]: "replace",
  });
  await apply();
  expect(await outcome({ port: 443, host: "new.example.org" })).toBe(await environmentsTargets());
}, 600_000);

test("destroy removes the rule before the target group", async () => {
  await terraform("destroy", "-auto-approve", ...variables);
}, 600_000);

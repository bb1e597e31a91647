import * as path from "node:path";
import { discoverModules } from "../../../app/discover";
import { writeJson } from "../../../lib/json";
import { Redcap } from "../../../modules/redcap";
import {
  localCloudEnvironment,
  signedFor,
  startLocalCloud,
  stopLocalCloud,
} from "../../../tools/local-cloud";
import {
  initTerraform,
  type ProgramError,
  runTerraform,
  terraformEnvironment,
} from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { call as query, element } from "../../tools/local-cloud/aws-call";
import { type Planned, planCalls, synthesize } from "../synthesis";

// What envs/local does not have: parts that are there already, another partition's needs, a second colour, no mail.

const directory = path.join(temporaryFolder(), "cloud");
const arn = (rest: string) => `arn:aws:${rest}`;
const salt = arn("secretsmanager:us-east-1:123456789012:secret:old-salt-AbCdEf");
const key = arn("kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555");
const saltKey = arn("kms:us-east-1:123456789012:key/66666666-7777-8888-9999-000000000000");
const identity = arn("ses:eu-west-1:123456789012:identity/example.edu");
const subnets = "${slice(sort(data.aws_subnets.default.ids), 0, 2)}";

const common = {
  domain: {
    name: "redcap.example.edu",
    existing_certificate: {
      arn: arn("acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"),
    },
  },
  redcap_source: {
    kind: "community",
    redcap_version: "16.0.18",
    credentials_secret_arn: arn("secretsmanager:us-east-1:123456789012:secret:login-AbCdEf"),
  },
  application: { administrator_email: "admins@example.edu", institution: "Example" },
  network: { availability_zones: ["us-east-1a", "us-east-1b"] },
  web: { unencrypted_root_volume: { reason: "The local cloud starts no instances" } },
};
const calls = {
  moved: {
    ...common,
    name: "moved",
    network: null,
    existing_network: {
      vpc_id: "${data.aws_vpc.default.id}",
      public_subnet_ids: subnets,
      app_subnet_ids: subnets,
      data_subnet_ids: subnets,
    },
    existing_kms_key: { arn: key },
    application: {
      ...common.application,
      cron: false,
      existing_salt: { secret_arn: salt },
      secret_kms_key_arns: [saltKey],
    },
    malware_scan: { guardduty: {} },
    mail: {
      from_address: "redcap@example.edu",
      existing: { region: "eu-west-1", identity_arn: identity },
    },
  },
  trial: {
    ...common,
    name: "trial",
    domain: null,
    plain_http: { reason: "a trial without patients" },
    environments: { blue: {}, green: { php_version: "8.5" } },
    active_environment: "green",
    malware_scan: { clamav: {}, untagged: "readable" },
  },
  edge: {
    ...common,
    name: "edge",
    environments: { blue: {}, green: {} },
    active_environment: "green",
    // Blue is as it was before CloudFront.
    edge: {
      open_environments: ["blue"],
      existing_certificate: {
        arn: arn("acm:us-east-1:123456789012:certificate/66666666-7777-8888-9999-000000000000"),
      },
    },
    allowed_cidrs: { campus: "192.0.2.0/24" },
    firewall: { administrator_cidrs: ["192.0.2.0/24"], exception_paths: [{ path: "/plugins" }] },
  },
};
const root = {
  data: {
    aws_vpc: { default: { default: true } },
    aws_subnets: { default: { filter: [{ name: "vpc-id", values: ["${data.aws_vpc.default.id}"] }] } },
  },
};

let env: NodeJS.ProcessEnv;
let url: string;
let planned: Record<keyof typeof calls, Map<string, Planned>>;
beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
  env = await terraformEnvironment({ env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" } });
  const options = { env, root, nested: everyModule };
  const { trial, ...others } = calls;
  // Web ACLs take most of a plan's time; nothing looks at those of the trial.
  planned = {
    ...(await planCalls(Redcap, others, options)),
    ...(await planCalls(Redcap, { trial }, { ...options, skeletons: ["firewall"] })),
  } as typeof planned;
}, 600_000);
afterAll(() => stopLocalCloud({ directory }), 60_000);

const everyModule = discoverModules(path.resolve(__dirname, "../../.."));

/** Option settings of a call's environment, as far as they are known at plan. */
function settings(call: keyof typeof calls, namespace: string, colour = "blue"): Record<string, string> {
  const environment = planned[call].get(
    `module.beanstalk.aws_elastic_beanstalk_environment.this["${colour}"]`,
  )!;
  const all = environment.values["setting"] as { namespace: string; name: string; value: string }[];
  return Object.fromEntries(
    all.filter((setting) => setting.namespace === namespace).map(({ name, value }) => [name, value]),
  );
}
const variables = (call: keyof typeof calls, colour?: string) =>
  settings(call, "aws:elasticbeanstalk:application:environment", colour);

describe("mail through an SES that is there already", () => {
  test("sends as the given address, in its region, and names no configuration set", () => {
    expect(variables("moved")).toMatchObject({
      REDCAP_FROM_EMAIL: "redcap@example.edu",
      REDCAP_MAIL_TRANSPORT: "api",
      REDCAP_SES_REGION: "eu-west-1",
    });
    expect(variables("moved")).not.toHaveProperty("REDCAP_SES_CONFIGURATION_SET");
  });

  test("has no alarms where it is another region's SES, whose rates are not here", () => {
    expect([...planned.moved.keys()].filter((name) => /bounce/.test(name))).toEqual([]);
  });
});

test("without mail none leaves, and the administrator is the sender that REDCap shows", () => {
  expect(variables("trial")).toMatchObject({
    REDCAP_MAIL_TRANSPORT: "none",
    REDCAP_FROM_EMAIL: "admins@example.edu",
  });
});

test("only the load balancers' subnets may tell who a client is", () => {
  expect(variables("moved")["REDCAP_TRUSTED_PROXIES"]).toMatch(/^172\.31\.[0-9.]+\/20,172\.31\.[0-9.]+\/20$/);
});

test("load balancers pass on the domain's names, so that a trial may have another; without a domain their own", async () => {
  // The rule's host names, known after apply with the environment's CNAME among them, begin with these.
  const { host_labels, host_headers } = synthesize(Redcap).locals;
  const cwd = temporaryFolder();
  writeJson(path.join(cwd, "main.tf.json"), {
    variable: { domain: { type: "object({ name = string })", default: null } },
    locals: { host_labels, host_headers },
    resource: { terraform_data: { here: { input: { region: "us-east-1", dns_suffix: "amazonaws.com" } } } },
    output: { hosts: { value: "${local.host_headers}" } },
  });
  await initTerraform({ cwd, env });
  const hosts = async (...args: string[]) => {
    await runTerraform(["plan", "-out=plan", ...args], { cwd, env });
    const { stdout } = await runTerraform(["show", "-json", "plan"], { cwd, env });
    return (JSON.parse(stdout) as { planned_values: { outputs: { hosts: { value: string[] } } } })
      .planned_values.outputs.hosts.value;
  };
  const name = (domain: string) => `-var=domain={name="${domain}"}`;
  expect(await hosts(name("redcap.example.edu"))).toEqual(["*.example.edu"]);
  expect(await hosts(name("example.edu"))).toEqual(["example.edu", "*.example.edu"]);
  expect(await hosts()).toEqual(["*.us-east-1.elb.amazonaws.com"]);
}, 120_000);

test("a copy beside the original runs no jobs, and no alarm misses them", () => {
  const cron = (call: keyof typeof calls) =>
    [...planned[call].keys()].filter((name) => /alarm.*cron/.test(name));
  expect(variables("moved")["REDCAP_CRON"]).toBe("off");
  expect(cron("moved")).toEqual([]);
  expect(variables("trial")["REDCAP_CRON"]).toBe("on");
  expect(cron("trial").length).toBeGreaterThan(0);
});

test("a given salt is not made again, and a key of its own may be used to read it", () => {
  expect([...planned.moved.keys()].filter((name) => /aws_secretsmanager_secret\..*salt/.test(name))).toEqual(
    [],
  );
  expect(
    [...planned.trial.keys()].filter((name) => /aws_secretsmanager_secret\..*salt/.test(name)),
  ).toHaveLength(1);
  const secrets = settings("moved", "aws:elasticbeanstalk:application:environmentsecrets");
  expect(secrets["REDCAP_SALT"]).toBe(`${salt}:salt`);
});

test("files are scanned by either engine; ClamAV has a cluster, a place in the app subnets, and alarms", () => {
  const types = (call: keyof typeof calls) => new Set([...planned[call].values()].map(({ type }) => type));
  expect(types("moved")).toContain("aws_guardduty_malware_protection_plan");
  expect(types("moved")).not.toContain("aws_ecs_cluster");
  expect(types("trial")).not.toContain("aws_guardduty_malware_protection_plan");
  const cluster = planned.trial.get("module.scan_cluster[0].aws_ecs_cluster.this")!;
  expect(cluster.values["name"]).toBe("trial-clamav");
  const alarms = (call: keyof typeof calls) =>
    [...planned[call].keys()].filter((name) => /alarm.*malware/.test(name)).length;
  expect([alarms("moved"), alarms("trial")]).toEqual([0, 4]);
});

test("a given key is used, and none is made", () => {
  expect([...planned.moved.values()].filter(({ type }) => type === "aws_kms_key")).toEqual([]);
  const cluster = planned.moved.get("module.database.aws_rds_cluster.this")!;
  expect(cluster.values["kms_key_id"]).toBe(key);
});

test("paths of the operator's join REDCap's own exceptions", () => {
  const rules = (call: keyof typeof calls) =>
    JSON.stringify(planned[call].get("module.firewall[0].aws_wafv2_web_acl.this")!.values["rule"]);
  expect(rules("edge")).toContain("/plugins");
  expect(rules("moved")).not.toContain("/plugins");
  for (const call of ["edge", "moved"] as const) expect(rules(call)).toContain("/surveys");
});

test("the whole of a second colour is there, and alarms watch both", () => {
  expect(variables("trial", "green")).toEqual(variables("trial", "blue"));
  const alarms = [...planned.trial.keys()].filter((name) => name.includes("aws_cloudwatch_metric_alarm"));
  expect(alarms.filter((name) => name.includes("green")).length).toBeGreaterThan(0);
});

describe("CloudFront in front of REDCap", () => {
  const of = (address: string) => planned.edge.get(address)?.values;
  const balancer = (colour: string) => of(`module.load_balancer["${colour}"].aws_lb.this`)!;
  const admitted = (colour: string) =>
    [...planned.edge.values()]
      .filter(({ address }) =>
        address.includes(`load_balancer["${colour}"].aws_vpc_security_group_ingress_rule.`),
      )
      .map(({ name, values }) => [name, values["cidr_ipv4"] ?? "prefix list", values["from_port"]]);

  test("reaches load balancers that have no public address and admit nobody else, and that believe its client's address", () => {
    expect(balancer("green")).toMatchObject({ internal: true, xff_header_processing_mode: "preserve" });
    expect(admitted("green")).toEqual([["prefix_list", "prefix list", 443]]);
    expect(
      of('module.load_balancer["green"].aws_vpc_security_group_ingress_rule.prefix_list["cloudfront"]'),
    ).toMatchObject({ description: "The port that serves, from cloudfront" });
  });

  test("leaves a colour that stays open as it is without CloudFront", () => {
    expect(balancer("blue")).toMatchObject({ internal: false, xff_header_processing_mode: "append" });
    expect(admitted("blue").sort()).toEqual([
      ["http", "192.0.2.0/24", 80],
      ["https", "192.0.2.0/24", 443],
    ]);
    const origins = [...planned.edge.values()].filter(({ type }) => type === "aws_cloudfront_vpc_origin");
    expect(origins.map(({ index }) => index)).toEqual(["green"]);
  });

  test("passes everything on, and keeps REDCap's own static files only", () => {
    const distribution = of("module.distribution[0].aws_cloudfront_distribution.this")!;
    expect(distribution["aliases"]).toEqual(["redcap.example.edu"]);
    expect(distribution["default_cache_behavior"]).toMatchObject([
      {
        allowed_methods: expect.arrayContaining(["DELETE", "POST", "PUT"]) as string[],
        cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      },
    ]);
    const behaviors = distribution["ordered_cache_behavior"] as Record<string, unknown>[];
    const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    expect(behaviors.map((each) => [each["path_pattern"], each["cache_policy_id"] === disabled])).toEqual([
      ["*.php*", true],
      ["*.phar*", true],
      ["/redcap_v*/Resources/*", false],
    ]);
    expect(distribution["origin"]).toMatchObject([{ vpc_origin_config: [{ origin_read_timeout: 120 }] }]);
  });

  test("has a web ACL of its own, with the guarded paths, next to that of what is open", () => {
    const acls = [...planned.edge.values()].filter(({ type }) => type === "aws_wafv2_web_acl");
    expect(acls.map(({ values }) => [values["name"], values["scope"]]).sort()).toEqual([
      ["edge", "REGIONAL"],
      ["edge-edge", "CLOUDFRONT"],
    ]);
    for (const { values } of acls) expect(JSON.stringify(values["rule"])).toMatch(/install.{1,4}php/);
    const associations = [...planned.edge.values()].filter(
      ({ type }) => type === "aws_wafv2_web_acl_association",
    );
    expect(associations.map(({ index }) => index)).toEqual(["blue"]);
  });

  test("is watched where its metrics are", () => {
    const alarms = [...planned.edge.keys()].filter((address) =>
      /edge_monitoring\[0\].*metric_alarm/.test(address),
    );
    expect(alarms.join()).toMatch(/blocked-requests/);
    expect(alarms.join()).toMatch(/edge-errors/);
    expect(alarms.join()).toMatch(/certificate/);
  });

  test("is not there unless it is wanted", () => {
    const types = [...planned.moved.values()].map(({ type }) => type);
    expect(types.filter((type) => type.startsWith("aws_cloudfront"))).toEqual([]);
    expect([...planned.moved.keys()].filter((address) => address.includes("edge"))).toEqual([]);
  });
});

test("a zone that cannot hold the name, and existing subnets that are all in one zone or do not exist, stop the plan", async () => {
  const answer = await fetch(`${url}/2013-04-01/hostedzone`, {
    method: "POST",
    headers: signedFor("route53"),
    body: "<CreateHostedZoneRequest><Name>example.org</Name><CallerReference>1</CallerReference></CreateHostedZoneRequest>",
  });
  const id = /<Id>\/hostedzone\/(\w+)</.exec(await answer.text())![1]!;
  const ec2 = (Action: string, parameters: Record<string, string>) =>
    query(url, "ec2", "2016-11-15", { Action, ...parameters });
  const isDefault = { "Filter.1.Name": "is-default", "Filter.1.Value.1": "true" };
  const VpcId = element(await ec2("DescribeVpcs", isDefault), "vpcId")!;
  const second = { VpcId, CidrBlock: "172.31.240.0/20", AvailabilityZone: "us-east-1a" };
  expect(await ec2("CreateSubnet", second)).toMatchObject({ status: 200 });
  const filter = [
    { name: "vpc-id", values: [VpcId] },
    { name: "availability-zone", values: ["us-east-1a"] },
  ];
  const ids = "${data.aws_subnets.one_zone.ids}";
  const crowded = {
    ...common,
    name: "crowded",
    network: null,
    existing_network: { vpc_id: VpcId, public_subnet_ids: ids, app_subnet_ids: ids, data_subnet_ids: ids },
  };
  const gone = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
  const other = {
    ...common,
    name: "other",
    domain: { name: "redcap.example.edu", zone: { id } },
    network: null,
    existing_network: { vpc_id: VpcId, public_subnet_ids: ids, app_subnet_ids: gone, data_subnet_ids: ids },
  };
  const plan = planCalls(
    Redcap,
    { other, crowded },
    {
      env,
      root: { data: { aws_subnets: { one_zone: { filter } } } },
      nested: everyModule,
      skeletons: ["firewall"],
    },
  );
  const said = await plan.catch((error: ProgramError) => error.stderr.replaceAll(/[\s│]+/g, " "));
  expect(said).toContain("domain.zone: the zone example.org cannot hold redcap.example.edu");
  expect(said).toContain(
    "existing_network.app_subnet_ids[1] must be a subnet in us-east-1 that the provider's account can see (got subnet-0123456789abcdef1)",
  );
  expect(said).not.toContain("no matching EC2 Subnet");
  for (const [tier, where] of [
    ["public", "different zones: a load balancer has one subnet in each"],
    ["app", "two or more zones: the application survives the loss of one only then"],
    ["data", "two or more zones: Aurora requires them"],
  ])
    expect(said).toContain(
      `existing_network.${tier}_subnet_ids must be in ${where} (got subnets in us-east-1a, us-east-1a).`,
    );
}, 180_000);

import type { ModuleDefinition } from "../../lib/module";
import { Cache } from "../../modules/cache";
import { Database } from "../../modules/database";
import { LoadBalancer } from "../../modules/load-balancer";
import { LogBucket } from "../../modules/log-bucket";
import { Network } from "../../modules/network";
import { inLocalCloud } from "../modules/local-cloud";
import { linesOf, plannedChanges } from "../modules/planned-changes";
import { deployCalls } from "../modules/synthesis";

// A zone, a reader and a replica are added to what is deployed, and taken away again. Each step's plan is compared as a whole: it would
// show what the step before has left behind. A second colour: modules/beanstalk. Web ACLs: modules/firewall.

const MINUTE = 60_000;
jest.setTimeout(15 * MINUTE);

const common = { name: "demo", vpc_id: "${module.network.vpc_id}", kms_key_arn: "${aws_kms_key.first.arn}" };
const inDataTier = { ...common, subnet_ids: "${values(module.network.data_subnet_ids)}" };
const root = {
  variable: {
    zones: { default: ["us-east-1a", "us-east-1b"], type: "list(string)" },
    readers: { default: {}, type: "map(object({ availability_zone = string }))" },
    replicas: { default: 1, type: "number" },
    network_key: { default: "first" },
  },
  resource: { aws_kms_key: { first: {}, second: {} } },
  module: {
    logs: { source: "../modules/log-bucket", name: "logs", load_balancer_prefixes: ["alb"] },
    network: {
      source: "../modules/network",
      name: "demo",
      availability_zones: "${var.zones}",
      interface_endpoints: ["kms"],
      kms_key_arn: "${{ first = aws_kms_key.first.arn, second = aws_kms_key.second.arn }[var.network_key]}",
    },
    balancer: {
      source: "../modules/load-balancer",
      name: "demo",
      vpc_id: common.vpc_id,
      subnet_ids: "${values(module.network.public_subnet_ids)}",
      plain_http: { reason: "Nobody connects" },
      access_logs_bucket: "${module.logs.bucket_name}",
      access_logs_prefix: "alb",
      deletion_protection: false,
    },
    database: {
      source: "../modules/database",
      ...inDataTier,
      engine: "aurora-postgresql",
      database_name: "demo",
      readers: "${var.readers}",
      monitoring_interval_seconds: 0,
    },
    cache: {
      source: "../modules/cache",
      ...inDataTier,
      groups: { main: { replicas: "${var.replicas}", apply_immediately: true } },
    },
  },
};

const env = inLocalCloud();
let terraform: (...args: string[]) => Promise<string>;

/** Plans a change, applies it, and gives what the plan said, without the modules' names. */
async function apply(variables: Readonly<Record<string, unknown>>): Promise<string[]> {
  const given = Object.entries(variables).map(
    ([name, value]) => `-var=${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const { changes } = await plannedChanges(terraform, ...given);
  await terraform("apply", "plan");
  return linesOf(changes, "module");
}

const three = { zones: ["us-east-1a", "us-east-1b", "us-east-1c"], network_key: "second" };
/** What a zone has of its own. */
const inZone = [
  "network.aws_eip.nat",
  "network.aws_nat_gateway.this",
  "network.aws_route.app",
  "network.aws_route_table.app",
  ...["app", "data", "public"].flatMap((tier) => [
    `network.aws_route_table_association.${tier}`,
    `network.aws_subnet.${tier}`,
  ]),
  "network.aws_vpc_security_group_ingress_rule.endpoints",
].map((address) => `${address}["us-east-1c"]`);
/** What is in every zone. */
const spread = [
  "balancer.aws_lb.this",
  "cache.aws_elasticache_subnet_group.subnets",
  "database.aws_db_subnet_group.subnets",
  "network.aws_vpc_endpoint.dynamodb[0]",
  'network.aws_vpc_endpoint.interface["kms"]',
  "network.aws_vpc_endpoint.s3[0]",
];
const reader = 'database.aws_rds_cluster_instance.reader["reports"]';
const cache = 'cache.aws_elasticache_replication_group.this["main"]';
const all = (action: string, addresses: readonly string[]) => addresses.map((each) => `${action} ${each}`);

beforeAll(async () => {
  terraform = await deployCalls(
    Network,
    {},
    {
      env: env(),
      root,
      nested: [Cache, Database, LoadBalancer, LogBucket].map(
        ({ definition }) => definition as unknown as ModuleDefinition,
      ),
    },
  );
}, 15 * MINUTE);

test("a zone, a reader, a replica and another key of the logs are added in one apply", async () => {
  expect(
    await apply({ ...three, readers: { reports: { availability_zone: "us-east-1c" } }, replicas: 2 }),
  ).toEqual(
    [
      ...all("create", [...inZone, reader]),
      ...all("update", [...spread, cache, "network.aws_cloudwatch_log_group.flows"]),
    ].sort(),
  );
});

test("a reader and a replica are taken away, without which the zone cannot go", async () => {
  expect(await apply(three)).toEqual([`delete ${reader}`, `update ${cache}`].sort());
});

test("the zone is taken away: first what is in it leaves, then its subnets and routes go", async () => {
  expect(await apply({ network_key: "second" })).toEqual(
    [...all("delete", inZone), ...all("update", spread)].sort(),
  );
  expect((await plannedChanges(terraform, "-var=network_key=second")).changes).toEqual({});
});

import { signedFor } from "../../tools/local-cloud";
import { call, callJson } from "../tools/local-cloud/aws-call";

/** Lists of the query protocol: service, version of its API, and what to list. */
const queries: readonly (readonly [string, string, string, Readonly<Record<string, string>>?])[] = [
  ...[
    "DescribeVpcs",
    "DescribeSubnets",
    "DescribeRouteTables",
    "DescribeInternetGateways",
    "DescribeSecurityGroups",
    "DescribeAddresses",
    "DescribeFlowLogs",
    "DescribeInstances",
    "DescribeVolumes",
    "DescribeLaunchTemplates",
  ].map((action) => ["ec2", "2016-11-15", action] as const),
  ["ec2", "2016-11-15", "DescribeSnapshots", { "Owner.1": "self" }],
  // A VPC's default list goes with the VPC on AWS; the local cloud keeps it.
  ["ec2", "2016-11-15", "DescribeNetworkAcls", filter("default", "false")],
  // What is deleted stays visible for an hour.
  ["ec2", "2016-11-15", "DescribeVpcEndpoints", filter("vpc-endpoint-state", "available")],
  ["ec2", "2016-11-15", "DescribeNatGateways", filter("state", "available")],
  ...["DescribeLoadBalancers", "DescribeTargetGroups"].map(
    (action) => ["elasticloadbalancing", "2015-12-01", action] as const,
  ),
  ...[
    "DescribeDBClusters",
    "DescribeDBInstances",
    "DescribeDBSubnetGroups",
    "DescribeDBClusterParameterGroups",
    "DescribeDBParameterGroups",
    "DescribeDBClusterSnapshots",
  ].map((action) => ["rds", "2014-10-31", action] as const),
  ...["ListRoles", "ListUsers", "ListInstanceProfiles"].map(
    (action) => ["iam", "2010-05-08", action] as const,
  ),
  ["iam", "2010-05-08", "ListPolicies", { Scope: "Local" }],
  ...[
    "DescribeReplicationGroups",
    "DescribeCacheClusters",
    "DescribeCacheSubnetGroups",
    "DescribeCacheParameterGroups",
    "DescribeUsers",
    "DescribeUserGroups",
    "DescribeSnapshots",
  ].map((action) => ["elasticache", "2015-02-02", action] as const),
  ["elasticbeanstalk", "2010-12-01", "DescribeApplications"],
  ["elasticbeanstalk", "2010-12-01", "DescribeApplicationVersions"],
  ["elasticbeanstalk", "2010-12-01", "DescribeEnvironments", { IncludeDeleted: "false" }],
  ["autoscaling", "2011-01-01", "DescribeAutoScalingGroups"],
  ["sns", "2010-03-31", "ListTopics"],
  ["sns", "2010-03-31", "ListSubscriptions"],
  ["sqs", "2012-11-05", "ListQueues"],
  ["monitoring", "2010-08-01", "DescribeAlarms"],
  ["monitoring", "2010-08-01", "ListDashboards"],
];

function filter(name: string, value: string) {
  return { "Filter.1.Name": name, "Filter.1.Value.1": value };
}

/** Lists of the JSON protocol: service, operation, and its body. */
const documents: readonly (readonly [string, string, object?])[] = [
  ["logs", "Logs_20140328.DescribeLogGroups"],
  ["logs", "Logs_20140328.DescribeMetricFilters"],
  ["logs", "Logs_20140328.DescribeResourcePolicies"],
  ["logs", "Logs_20140328.DescribeDeliveries"],
  ["logs", "Logs_20140328.DescribeDeliverySources"],
  ["logs", "Logs_20140328.DescribeDeliveryDestinations"],
  ["secretsmanager", "secretsmanager.ListSecrets"],
  // A key itself waits 30 days for its deletion.
  ["kms", "TrentService.ListAliases"],
  ["wafv2", "AWSWAF_20190729.ListWebACLs", { Scope: "REGIONAL" }],
  ["wafv2", "AWSWAF_20190729.ListIPSets", { Scope: "REGIONAL" }],
  ["wafv2", "AWSWAF_20190729.ListRegexPatternSets", { Scope: "REGIONAL" }],
  ["events", "AWSEvents.ListRules"],
  ["acm", "CertificateManager.ListCertificates"],
  ["ssm", "AmazonSSM.DescribeParameters", { MaxResults: 50 }],
  ...["DescribeScalableTargets", "DescribeScalingPolicies", "DescribeScheduledActions"].map(
    (action) =>
      ["application-autoscaling", `AnyScaleFrontendService.${action}`, { ServiceNamespace: "ecs" }] as const,
  ),
  ["dynamodb", "DynamoDB_20120810.ListTables"],
];

/** Lists of the REST protocols: service, path, and what is posted if it is not only got. */
const paths: readonly (readonly [string, string, object?])[] = [
  ["s3", "/"],
  ["route53", "/2013-04-01/hostedzone"],
  ["guardduty", "/malware-protection-plan"],
  ["lambda", "/2015-03-31/functions/"],
  ["ses", "/v2/email/list-identities", {}],
  ["ses", "/v2/email/list-configuration-sets", {}],
  ["backup", "/backup-vaults/"],
  ["backup", "/backup/plans/"],
  ["cloudfront", "/2020-05-31/public-key"],
  ["cloudfront", "/2020-05-31/key-group"],
  ["cloudfront", "/2020-05-31/distribution"],
  ["cloudfront", "/2020-05-31/origin-access-control"],
  ["cloudfront", "/2020-05-31/response-headers-policy?Type=custom"],
];

/** What the local cloud holds of everything that applications are made of: the answers to list calls, by call. */
export async function holdings(url: string): Promise<Record<string, string>> {
  const lists = [
    ...queries.map(async ([service, version, Action, more]) => {
      return [`${service} ${Action}`, await call(url, service, version, { Action, ...more })] as const;
    }),
    ...documents.map(async ([service, target, body = {}]) => {
      const headers = { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target };
      return [
        `${service} ${target} ${JSON.stringify(body)}`,
        await request(url, service, { method: "POST", headers, body: JSON.stringify(body) }),
      ] as const;
    }),
    ...paths.map(async ([service, path, posted]) => {
      const headers = { "Content-Type": "application/json" };
      const init = posted && { method: "POST", headers, body: JSON.stringify(posted) };
      return [`${service} ${path}`, await request(`${url}${path}`, service, init)] as const;
    }),
    ...(await usersOf(url)).map(async (UserName) => {
      const keys = { Action: "ListAccessKeys", UserName };
      return [`iam ListAccessKeys ${UserName}`, await call(url, "iam", "2010-05-08", keys)] as const;
    }),
  ];
  const answers = (await Promise.all(lists)).map(([name, { status, body }]) => {
    if (status !== 200) throw new Error(`${name}: ${status} ${body}`);
    return [name, body.replace(/<(RequestId|requestId)>[^<]*<\/\1>/g, "")] as const;
  });
  return Object.fromEntries([...answers, ["ecs clusters", JSON.stringify(await clustersOf(url))]]);
}

/** ECS clusters and their services. What is deleted stays visible for a while, as INACTIVE. */
async function clustersOf(url: string): Promise<unknown[]> {
  const { clusterArns } = (await ecs(url, "ListClusters", {})) as { clusterArns: string[] };
  const { clusters } = await ecs(url, "DescribeClusters", { clusters: clusterArns });
  const active = (clusters as { clusterName: string; status: string }[]).filter(
    ({ status }) => status === "ACTIVE",
  );
  return Promise.all(
    active.map(async ({ clusterName: cluster }) => [cluster, await ecs(url, "ListServices", { cluster })]),
  );
}

/**
 * Families of ECS task definitions that have revisions. These outlive their services, since ECS starts no deployment, and so
 * no rollback, from a revision that was deregistered; they cost nothing. See the fargate-service module's README.
 */
export async function taskDefinitionFamilies(url: string): Promise<string[]> {
  const { taskDefinitionArns } = await ecs(url, "ListTaskDefinitions", { status: "ACTIVE" });
  const families = (taskDefinitionArns as string[]).map((arn) => /\/([^:]+):\d+$/.exec(arn)![1]!);
  return [...new Set(families)].sort();
}

async function ecs(url: string, action: string, input: object): Promise<Record<string, unknown>> {
  const { status, body } = await callJson(url, "ecs", `AmazonEC2ContainerServiceV20141113.${action}`, input);
  if (status !== 200) throw new Error(`ecs ${action}: ${status} ${body}`);
  return JSON.parse(body) as Record<string, unknown>;
}

async function usersOf(url: string): Promise<string[]> {
  const { body } = await call(url, "iam", "2010-05-08", { Action: "ListUsers" });
  return [...body.matchAll(/<UserName>([^<]*)<\/UserName>/g)].map(([, name]) => name!);
}

async function request(url: string, service: string, init: RequestInit = {}) {
  const response = await fetch(url, { ...init, headers: { ...init.headers, ...signedFor(service) } });
  return { status: response.status, body: await response.text() };
}

/** Lists that the smallest REDCap and Medplum leave as they are: what larger ones make, and what AWS makes with other things. */
export const silent: readonly string[] = [
  "ec2 DescribeInstances",
  "ec2 DescribeLaunchTemplates",
  "ec2 DescribeNetworkAcls",
  "iam ListPolicies",
  "autoscaling DescribeAutoScalingGroups",
  "elasticache DescribeUsers",
  "elasticache DescribeUserGroups",
  "elasticache DescribeSnapshots",
  "sns ListSubscriptions",
  "logs Logs_20140328.DescribeResourcePolicies {}",
  'wafv2 AWSWAF_20190729.ListRegexPatternSets {"Scope":"REGIONAL"}',
  'application-autoscaling AnyScaleFrontendService.DescribeScheduledActions {"ServiceNamespace":"ecs"}',
  "dynamodb DynamoDB_20120810.ListTables {}",
];

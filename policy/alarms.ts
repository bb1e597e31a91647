import { isUnknown, type Value } from "../plan/expression/unknown";
import type { Resource } from "../plan/model";
import { objectsIn, type Side } from "../plan/side";
import { policyOf, type Statement } from "../plan/statements";
import { blocksOf, companions, given, isThere, itemsOf, shown, worstOf } from "./ask";
import type { Verdict } from "./rule";

/** Why an alarm cannot fire, or nobody would hear of it. */
export function alarmProblem(alarm: Resource, side: Side): Verdict {
  const metrics = metricsOf(side, alarm);
  if (metrics === "unread") return { unread: "its metrics cannot be read" };
  return worstOf(
    ...metrics.map((metric) => missingFilter(side, metric)),
    ...metrics.map((metric) => missingResource(side, metric)),
    ...(metrics.length === 1 ? [outOfReach(side, alarm, metrics[0]!), silent(side, alarm, metrics[0]!)] : []),
    ...topicsOf(side, alarm).map((topic) => deafTopic(side, topic)),
  );
}

interface Metric {
  readonly namespace: Value;
  readonly name: Value;
  readonly statistic: Value;
  readonly dimensions: Value;
}

function metricsOf(side: Side, alarm: Resource): readonly Metric[] | "unread" {
  const queries = blocksOf(side, alarm, "metric_query");
  if (queries === "unread") return "unread";
  if (queries.length > 0)
    return queries
      .flatMap((query) => objectsIn(query["metric"]))
      .map((metric) => ({
        namespace: metric["namespace"] ?? null,
        name: metric["metric_name"] ?? null,
        statistic: metric["stat"] ?? null,
        dimensions: metric["dimensions"] ?? null,
      }));
  return [
    {
      namespace: given(side, alarm, "namespace"),
      name: given(side, alarm, "metric_name"),
      statistic: given(side, alarm, "statistic"),
      dimensions: given(side, alarm, "dimensions"),
    },
  ];
}

/** A metric of our own comes from a filter of a log group; a namespace without any filter is somebody else's. */
function missingFilter(side: Side, { namespace, name }: Metric): Verdict {
  if (typeof namespace !== "string" || typeof name !== "string" || namespace.startsWith("AWS/"))
    return undefined;
  const filters = side
    .ofType("aws_cloudwatch_log_metric_filter")
    .flatMap((filter) => side.blocks(filter, "metric_transformation"));
  if (filters.some((each) => isUnknown(each["namespace"]) || isUnknown(each["name"]))) return undefined;
  const ofNamespace = filters.filter((each) => each["namespace"] === namespace);
  return ofNamespace.length === 0 || ofNamespace.some((each) => each["name"] === name)
    ? undefined
    : `no filter gives its metric ${shown(namespace)} ${shown(name)}`;
}

/** Dimensions that name a resource, by its type and the argument that has the name. */
const DIMENSIONS: Readonly<Record<string, readonly [type: string, argument: string]>> = {
  BackupVaultName: ["aws_backup_vault", "name"],
  DBClusterIdentifier: ["aws_rds_cluster", "cluster_identifier"],
  DBInstanceIdentifier: ["aws_rds_cluster_instance", "identifier"],
  EnvironmentName: ["aws_elastic_beanstalk_environment", "name"],
  FunctionName: ["aws_lambda_function", "function_name"],
  LoadBalancer: ["aws_lb", "arn_suffix"],
  QueueName: ["aws_sqs_queue", "name"],
  TargetGroup: ["aws_lb_target_group", "arn_suffix"],
  WebACL: ["aws_wafv2_web_acl", "name"],
};

/** What a dimension names must be there. Where the plan has nothing of that type, it is another stack's. */
function missingResource(side: Side, { dimensions }: Metric): Verdict {
  if (typeof dimensions !== "object" || dimensions === null || isUnknown(dimensions)) return undefined;
  for (const [dimension, value] of Object.entries(dimensions as Readonly<Record<string, Value>>)) {
    const [type, argument] = DIMENSIONS[dimension] ?? [];
    if (!type || !argument || typeof value !== "string") continue;
    const names = side.ofType(type).map((each) => side.value(each, argument));
    if (names.length === 0 || names.some((name) => typeof name !== "string") || names.includes(value))
      continue;
    return `its ${dimension} ${shown(value)} names nothing that is there`;
  }
  return undefined;
}

/** Metrics that AWS gives in percent. */
const PERCENT = /(Utilization|Percent|Percentage)$/;

/** A threshold that no value gets to: above 100 percent, or below nothing. */
function outOfReach(side: Side, alarm: Resource, { namespace, name }: Metric): Verdict {
  const [operator, threshold] = ["comparison_operator", "threshold"].map((each) => given(side, alarm, each));
  if (typeof threshold !== "number" || typeof operator !== "string") return undefined;
  const percent = typeof name === "string" && PERCENT.test(name);
  const counts = typeof namespace === "string" && namespace.startsWith("AWS/");
  const never =
    (percent && operator === "GreaterThanThreshold" && threshold >= 100) ||
    (percent && operator === "GreaterThanOrEqualToThreshold" && threshold > 100) ||
    (counts && operator === "LessThanThreshold" && threshold <= 0) ||
    (counts && operator === "LessThanOrEqualToThreshold" && threshold < 0);
  return never ? `${shown(name)} never gets to its threshold of ${threshold}` : undefined;
}

/**
 * An alarm that something has stopped: then there is no data, which has to count as a breach.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
function silent(side: Side, alarm: Resource, { namespace, statistic }: Metric): Verdict {
  const [operator, threshold, missing] = ["comparison_operator", "threshold", "treat_missing_data"].map(
    (each) => given(side, alarm, each),
  );
  const ofOwn = typeof namespace === "string" && !namespace.startsWith("AWS/");
  const isCount = statistic === "Sum" || statistic === "SampleCount";
  const isStop =
    (operator === "LessThanThreshold" && threshold === 1) ||
    (operator === "LessThanOrEqualToThreshold" && threshold === 0);
  return ofOwn && isCount && isStop && !isUnknown(missing) && missing !== "breaching"
    ? "it waits for a count of nothing, but no data is no breach (treat_missing_data)"
    : undefined;
}

function topicsOf(side: Side, alarm: Resource): Resource[] {
  const actions = itemsOf(given(side, alarm, "alarm_actions"));
  return actions === "unread"
    ? []
    : actions
        .map((action) => side.resourceOf(action))
        .filter((each): each is Resource => each?.type === "aws_sns_topic");
}

const SERVICE = "Service:cloudwatch.amazonaws.com";

/**
 * A topic that alarms cannot publish to: its policy or its key does not admit CloudWatch. AWS's own key for SNS admits no service.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function deafTopic(side: Side, topic: Resource): Verdict {
  const key = given(side, topic, "kms_master_key_id");
  if (key === "alias/aws/sns")
    return `${topic.address} is encrypted with AWS's own key, which CloudWatch cannot use`;
  const policies = companions(side, "aws_sns_topic_policy", "arn", topic);
  if (policies === "unread") return { unread: `the policy of ${topic.address} cannot be read` };
  for (const policy of policies) {
    const admitted = admits(side.value(policy, "policy"), /^sns:(\*|Publish)$/i);
    if (admitted !== true)
      return admitted === undefined
        ? { unread: `the policy of ${topic.address} cannot be read` }
        : `the policy of ${topic.address} does not let CloudWatch publish`;
  }
  const ours = isThere(key) ? side.resourceOf(key) : undefined;
  if (ours?.type !== "aws_kms_key") return undefined;
  const mayEncrypt = admits(side.value(ours, "policy"), /^kms:(\*|GenerateDataKey\*?)$/i);
  if (mayEncrypt === undefined) return { unread: `the policy of ${ours.address} cannot be read` };
  return mayEncrypt
    ? undefined
    : `the policy of ${ours.address} does not let CloudWatch encrypt for ${topic.address}`;
}

/** Whether a policy lets CloudWatch do something; undefined where it cannot be read. */
function admits(document: Value, action: RegExp): boolean | undefined {
  const { statements, unread } = policyOf(document);
  const allows = ({ effect, principals, actions }: Statement): boolean =>
    effect === "Allow" &&
    (principals.includes(SERVICE) || principals.includes("*")) &&
    actions.some((each) => each === "*" || action.test(each));
  if (statements.some(allows)) return true;
  return unread.length > 0 ? undefined : false;
}

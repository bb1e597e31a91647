import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsContext } from "../../lib/aws/context";
import { assumedBy, policy } from "../../lib/aws/policy";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { LogBucket } from "../log-bucket";
import type { Inputs } from "./inputs";

/** The trail and where it delivers, unless alarms on an existing log group are all that is asked for. */
export function trail(module: ModuleStack, aws: AwsContext, input: Inputs) {
  const { name, kmsKeyArn, multiRegion, insights, existingLogGroup } = input;
  const count = tf`${existingLogGroup.given} ? 0 : 1`;
  const groupName = local(
    module,
    "log_group_name",
    tf`coalesce(${input.logGroupName}, ${`/aws/cloudtrail/${name}`})`,
  );
  const group = new CloudwatchLogGroup(module, "events", {
    name: groupName.string,
    retentionInDays: input.logRetentionDays,
    kmsKeyId: kmsKeyArn,
    skipDestroy: tf`!${input.forceDestroy}`,
  });
  group.addOverride("count", count);
  const { role, rights } = delivery(module, aws, name, groupName, count);
  const bucketName = bucketOf(module, aws, input);
  const resource = new Cloudtrail(module, "trail", {
    name,
    s3BucketName: bucketName.string,
    kmsKeyId: kmsKeyArn,
    cloudWatchLogsGroupArn: `${tf`one(${group.fqn}[*].arn)`.string}:*`,
    cloudWatchLogsRoleArn: tf`one(${role.fqn}[*].arn)`.string,
    isMultiRegionTrail: multiRegion,
    includeGlobalServiceEvents: true,
    enableLogFileValidation: true,
    // CloudTrail tries to write to the log group when the trail is made.
    dependsOn: [rights],
  });
  resource.overrideLogicalId("this");
  resource.addOverride("count", count);
  resource.addOverride("advanced_event_selector", [
    {
      name: "Management events",
      field_selector: [{ field: "eventCategory", equals: ["Management"] }],
    },
  ]);
  resource.addOverride("dynamic.advanced_event_selector", [
    objectSelector(module, input),
    resourceSelectors(input),
  ]);
  resource.addOverride("dynamic.insight_selector", [
    { for_each: insights, content: { insight_type: reference("insight_selector.value") } },
  ]);
  return {
    trailArn: tf`one(${resource.fqn}[*].arn)`,
    bucketName,
    logGroupName: tf`${existingLogGroup.given} ? ${existingLogGroup.orNull.name} : one(${group.fqn}[*].name)`,
  };
}

/** The caller's bucket, or one of its own. */
function bucketOf(module: ModuleStack, aws: AwsContext, input: Inputs): Expression {
  const { name, bucket, existingLogGroup, forceDestroy } = input;
  const logs = new LogBucket(
    module,
    "log_files",
    {
      name,
      bucketName: `${name}-trail-${aws.account}-${aws.region}`,
      sources: [],
      trails: { this: aws.arn("cloudtrail", `trail/${name}`) },
      forceDestroy,
    },
    { when: tf`!(${existingLogGroup.given} || ${bucket.given})` },
  );
  return local(
    module,
    "bucket_name",
    tf`${bucket.given} ? ${bucket.orNull.name} : ${logs.outputs.bucketName}`,
  );
}

/** The role with which CloudTrail writes to the log group, into streams whose names it chooses itself. */
function delivery(
  module: ModuleStack,
  aws: AwsContext,
  name: string,
  groupName: Expression,
  count: Expression,
) {
  const role = new IamRole(module, "delivery", {
    name: aws.iamName(name, "trail"),
    description: `Delivers events of the trail ${name} to CloudWatch Logs`,
    // CloudTrail names neither account nor trail when it assumes this role: with a condition on them, nothing would arrive.
    assumeRolePolicy: assumedBy("cloudtrail.amazonaws.com"),
  });
  role.addOverride("count", count);
  const streams = aws.arn(
    "logs",
    `log-group:${groupName.string}:log-stream:${aws.account}_CloudTrail_${aws.region}*`,
  );
  const rights = new IamRolePolicy(module, "delivery_rights", {
    name: "delivery",
    role: tf`one(${role.fqn}[*].name)`.string,
    policy: policy(module, "delivery", {
      Sid: "StreamsOfTheTrail",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: streams,
    }),
  });
  rights.addOverride("count", count);
  return { role, rights };
}

/** Reads and writes of the objects in the named buckets. */
function objectSelector(module: ModuleStack, { dataEventBuckets }: Inputs): object {
  const objects = local(
    module,
    "recorded_objects",
    tf`[for name, arn in ${dataEventBuckets} : join("", [arn, "/"])]`,
  );
  return {
    for_each: tf`length(${dataEventBuckets}) > 0 ? [1] : []`,
    content: {
      name: "Objects of buckets",
      field_selector: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: ["AWS::S3::Object"] },
        { field: "resources.ARN", starts_with: objects },
      ],
    },
  };
}

/** Data events of other resources. */
function resourceSelectors({ dataEvents }: Inputs): object {
  const { key, value: events } = dataEvents.in("advanced_event_selector");
  const given = (condition: Expression) => tf`${condition} ? [1] : []`;
  return {
    for_each: dataEvents,
    content: {
      name: key,
      field_selector: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: [events.resourceType] },
      ],
      dynamic: {
        field_selector: [
          {
            for_each: given(tf`length(${events.arnPrefixes}) > 0`),
            content: { field: "resources.ARN", starts_with: tf`values(${events.arnPrefixes})` },
          },
          {
            for_each: given(tf`${events.calls} != "all"`),
            content: { field: "readOnly", equals: [tf`${events.calls} == "read" ? "true" : "false"`] },
          },
        ],
      },
    },
  };
}

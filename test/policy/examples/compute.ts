import type { JsonObject } from "../../../plan/format";
import { type Examples, ref, unread } from "../example";

const lambda = (values: JsonObject) => ({ "aws_lambda_function.scan": values });
const permission = (values: JsonObject) => ({
  "aws_lambda_permission.call": { action: "lambda:InvokeFunction", ...values },
});
const task = (values: JsonObject) => ({ "aws_ecs_task_definition.app": values });
const image = (name: string) =>
  task({ container_definitions: JSON.stringify([{ name: "app", image: name }]) });
/** An environment of Elastic Beanstalk with option settings: namespace, name, value. */
const beanstalk = (...settings: readonly (readonly [string, string, string | JsonObject])[]) => ({
  "aws_elastic_beanstalk_environment.app": {
    setting: settings.map(([namespace, name, value]) => ({ namespace, name, value })),
  },
});
const unreadSettings = [{ "aws_elastic_beanstalk_environment.app": { setting: unread } }];
const VPC = "aws:ec2:vpc";
const LAUNCH = "aws:autoscaling:launchconfiguration";
const ACTIONS = "aws:elasticbeanstalk:managedactions";
const updates = (on: string, level: string) =>
  beanstalk([ACTIONS, "ManagedActionsEnabled", on], [`${ACTIONS}:platformupdate`, "UpdateLevel", level]);

export const compute: Examples = {
  "function-concurrency": {
    good: [lambda({ reserved_concurrent_executions: 5 }), lambda({ reserved_concurrent_executions: 0 })],
    bad: [lambda({ reserved_concurrent_executions: -1 }), lambda({})],
  },
  "function-dead-letter": {
    good: [lambda({ dead_letter_config: [{ target_arn: ref("aws_sqs_queue.failed.arn") }] })],
    bad: [lambda({})],
  },
  "function-in-network": {
    good: [lambda({ vpc_config: [{ subnet_ids: ["subnet-1"], security_group_ids: ["sg-1"] }] })],
    bad: [lambda({}), lambda({ vpc_config: [{ subnet_ids: [], security_group_ids: [] }] })],
  },
  "function-not-public": {
    good: [
      permission({
        principal: "events.amazonaws.com",
        source_arn: ref("aws_cloudwatch_event_rule.found.arn"),
      }),
      permission({ principal: "arn:aws:iam::123456789012:role/app" }),
      permission({ principal: "*", principal_org_id: "o-1" }),
    ],
    bad: [permission({ principal: "*" }), permission({ principal: "s3.amazonaws.com" })],
    unjudged: [
      permission({ principal: unread }),
      permission({ principal: "s3.amazonaws.com", source_arn: unread }),
    ],
  },
  "task-network": {
    good: [task({ network_mode: "awsvpc" })],
    bad: [task({ network_mode: "host" }), task({ network_mode: "bridge" })],
  },
  "no-latest-tag": {
    good: [
      image("medplum/medplum-server:5.0.3"),
      image("123456789012.dkr.ecr.us-east-1.amazonaws.com/server@sha256:abc"),
      image("registry.example.edu:5000/server:1"),
      lambda({ image_uri: "registry/scan:1" }),
      lambda({ filename: "scanner.zip" }),
    ],
    bad: [
      image("medplum/medplum-server:latest"),
      image("medplum/medplum-server"),
      image("registry.example.edu:5000/server"),
      lambda({ image_uri: "registry/scan:latest" }),
    ],
    unjudged: [task({ container_definitions: unread }), lambda({ image_uri: unread })],
  },
  "instances-private": {
    good: [beanstalk([VPC, "AssociatePublicIpAddress", "false"], [VPC, "VPCId", ref("aws_vpc.main.id")])],
    bad: [
      beanstalk([VPC, "AssociatePublicIpAddress", "true"], [VPC, "VPCId", "vpc-1"]),
      beanstalk([VPC, "AssociatePublicIpAddress", "false"]),
      beanstalk([VPC, "VPCId", "vpc-1"]),
    ],
    unjudged: unreadSettings,
  },
  "instances-imdsv2": {
    good: [beanstalk([LAUNCH, "DisableIMDSv1", "true"])],
    bad: [beanstalk([LAUNCH, "DisableIMDSv1", "false"]), beanstalk()],
    unjudged: unreadSettings,
  },
  "instances-have-role": {
    good: [beanstalk([LAUNCH, "IamInstanceProfile", "redcap"])],
    bad: [beanstalk()],
    unjudged: unreadSettings,
  },
  "instances-monitored": {
    good: [beanstalk([LAUNCH, "MonitoringInterval", "1 minute"])],
    bad: [beanstalk([LAUNCH, "MonitoringInterval", "5 minute"]), beanstalk()],
    unjudged: unreadSettings,
  },
  "beanstalk-health": {
    good: [beanstalk(["aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced"])],
    bad: [beanstalk(["aws:elasticbeanstalk:healthreporting:system", "SystemType", "basic"]), beanstalk()],
    unjudged: unreadSettings,
  },
  "beanstalk-updates": {
    good: [updates("true", "minor"), updates("true", "patch")],
    bad: [updates("false", "minor"), beanstalk([ACTIONS, "ManagedActionsEnabled", "true"]), beanstalk()],
    unjudged: unreadSettings,
  },
};

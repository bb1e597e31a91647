import { EncryptionKey } from "../../../modules/encryption-key";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

interface Entry {
  readonly when: boolean | string;
  readonly statement: { readonly Sid: string };
}

const { resource, locals } = synthesize(EncryptionKey);
const key = resource["aws_kms_key"]!["this"]!;
const entries = locals["key_statements"] as Entry[];
const entry = (sid: string) => entries.find(({ statement }) => statement.Sid === sid);

const account = "${terraform_data.here.input.account}";
const region = "${terraform_data.here.input.region}";
const arn = (service: string) =>
  `arn:\${terraform_data.here.input.partition}:${service}:${region}:${account}:*`;
const use = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];

checkedAtSynth(EncryptionKey, { accepted, refused });

test("the key's material rotates", () => {
  expect(key["enable_key_rotation"]).toBe(true);
});

test("its policy is made of ten statements", () => {
  expect(key["policy"]).toBe(
    '${jsonencode({ Version = "2012-10-17", Statement = [for entry in local.key_statements : entry.statement if entry.when] })}',
  );
  expect(entries.map(({ statement }) => statement.Sid)).toEqual([
    "AccountByIam",
    "DeletionProtection",
    "LogGroupsOfThisAccount",
    "PublishersToTopicsOfThisAccount",
    "ServicesForThisAccount",
    "DistributionsOfThisAccount",
    "LogFilesOfTrails",
    "KeyOfTrails",
    "ServiceLinkedRoles",
    "GrantsOfServiceLinkedRoles",
  ]);
});

test("the account's principals may do what their IAM policies allow", () => {
  expect(entry("AccountByIam")).toEqual({
    when: true,
    statement: {
      Sid: "AccountByIam",
      Effect: "Allow",
      Principal: { AWS: `arn:\${terraform_data.here.input.partition}:iam::${account}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  });
});

test("CloudWatch Logs may use it for this account's log groups only, unless it is shut out", () => {
  expect(entry("LogGroupsOfThisAccount")).toEqual({
    when: "${var.cloudwatch_logs}",
    statement: {
      Sid: "LogGroupsOfThisAccount",
      Effect: "Allow",
      Principal: { Service: `logs.${region}.\${terraform_data.here.input.dns_suffix}` },
      Action: use,
      Resource: "*",
      Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn("logs") } },
    },
  });
});

test("publishers to this account's topics are admitted by the topic, with an account or without", () => {
  expect(entry("PublishersToTopicsOfThisAccount")).toEqual({
    when: "${var.event_bridge || length(var.service_principals) > 0}",
    statement: {
      Sid: "PublishersToTopicsOfThisAccount",
      Effect: "Allow",
      Principal: {
        Service:
          '${distinct(concat(var.event_bridge ? ["events.amazonaws.com"] : [], var.service_principals))}',
      },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": arn("sns") } },
    },
  });
});

test("services may use it for this account only, and have no statement where there are none, since it would be malformed", () => {
  expect(entry("ServicesForThisAccount")).toEqual({
    when: "${length(var.service_principals) > 0}",
    statement: {
      Sid: "ServicesForThisAccount",
      Effect: "Allow",
      Principal: { Service: "${var.service_principals}" },
      Action: use,
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    },
  });
});

test("CloudTrail may use it for the named trails only, in a context that names a trail of this account", () => {
  const common = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Resource: "*" };
  const StringEquals = { "aws:SourceArn": "${values(var.trails)}" };
  const when = "${length(var.trails) > 0}";
  const trails = `arn:\${terraform_data.here.input.partition}:cloudtrail:*:${account}:trail/*`;
  expect(entry("LogFilesOfTrails")).toEqual({
    when,
    statement: {
      Sid: "LogFilesOfTrails",
      ...common,
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Condition: { StringEquals, StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails } },
    },
  });
  expect(entry("KeyOfTrails")).toEqual({
    when,
    statement: { Sid: "KeyOfTrails", ...common, Action: "kms:DescribeKey", Condition: { StringEquals } },
  });
});

test("of the principals that are not named, only service-linked roles get in, and grant only what their service needs for its own resource", () => {
  const roles = {
    "aws:PrincipalArn":
      '${[for service in var.service_linked_roles : "arn:${terraform_data.here.input.partition}:iam::${terraform_data.here.input.account}:role/aws-service-role/${service}/*"]}',
  };
  const common = { Effect: "Allow", Principal: { AWS: "*" }, Resource: "*" };
  const when = "${length(var.service_linked_roles) > 0}";
  expect(entry("ServiceLinkedRoles")).toEqual({
    when,
    statement: { Sid: "ServiceLinkedRoles", ...common, Action: use, Condition: { ArnLike: roles } },
  });
  expect(entry("GrantsOfServiceLinkedRoles")).toEqual({
    when,
    statement: {
      Sid: "GrantsOfServiceLinkedRoles",
      ...common,
      Action: "kms:CreateGrant",
      Condition: { ArnLike: roles, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  });
});

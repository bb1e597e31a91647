import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { z } from "zod";
import { awsProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { reference, tf } from "../../lib/expression";
import { namePrefix } from "../../lib/aws/inputs";
import { terraformModule } from "../../lib/module";

/**
 * A customer-managed KMS key. The account's IAM policies decide who may use it; AWS services may use it only for this
 * account's resources, CloudWatch Logs for its log groups and EventBridge for its topics only.
 */
export const EncryptionKey = terraformModule({
  name: "encryption-key",
  summary:
    "A customer-managed KMS key with rotation, an alias and a policy for the services that encrypt with it.",
  providers: [awsProvider],
  inputs: {
    name: namePrefix(64).describe("Alias of the key, without `alias/`."),
    description: z.string().min(1).max(8192).describe("What the key protects, shown in the KMS console."),
    servicePrincipals: z
      .array(
        z
          .string()
          .regex(/^[a-z0-9.-]+\.amazonaws\.com$/, "must be a service principal like sns.amazonaws.com"),
      )
      .default([])
      .describe(
        "AWS services that use the key by themselves, such as those that publish to an encrypted topic: " +
          "`cloudwatch.amazonaws.com`, `backup.amazonaws.com`, `ses.amazonaws.com`. CloudWatch Logs and EventBridge are " +
          "always allowed, for this account's log groups and topics.",
      ),
    viaServices: z
      .array(z.string().regex(/^[a-z0-9-]+$/, "must be a service's name in endpoints, like ec2"))
      .default([])
      .describe(
        "Services through which everybody in this account may use the key, such as `ec2` for volumes of instances that " +
          "Auto Scaling starts: its service-linked role has no rights of its own. Default: none, IAM decides.",
      ),
    rotationPeriodDays: z
      .int()
      .min(90)
      .max(2560)
      .default(365)
      .describe("Days between rotations of the key material."),
    deletionWindowDays: z
      .int()
      .min(7)
      .max(30)
      .default(30)
      .describe(
        "Days between the destruction of the key and the loss of what it encrypts. Default: the longest.",
      ),
  },
  outputs: {
    arn: "ARN of the key.",
    keyId: "ID of the key.",
    aliasName: "Alias, with `alias/`.",
  },
  resources(
    module,
    { name, description, servicePrincipals, viaServices, rotationPeriodDays, deletionWindowDays },
  ) {
    const aws = awsContext(module);
    const use = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];
    const throughServices = {
      "kms:CallerAccount": aws.account,
      "kms:ViaService": tf`[for service in ${viaServices} : ${`${reference("service").string}.${aws.region}.${aws.dnsSuffix}`}]`,
    };
    const keyPolicy = policy(
      module,
      "key",
      {
        Sid: "AccountByIam",
        Effect: "Allow",
        Principal: { AWS: `arn:${aws.partition}:iam::${aws.account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "LogGroupsOfThisAccount",
        Effect: "Allow",
        Principal: { Service: `logs.${aws.region}.${aws.dnsSuffix}` },
        Action: use,
        Resource: "*",
        Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": aws.arn("logs", "*") } },
      },
      {
        // SNS names the topic to the key, whoever publishes; not every publisher (EventBridge) names an account too.
        Sid: "PublishersToTopicsOfThisAccount",
        Effect: "Allow",
        Principal: { Service: tf`distinct(concat(["events.amazonaws.com"], ${servicePrincipals}))` },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": aws.arn("sns", "*") } },
      },
      {
        // A statement without principals is malformed.
        when: tf`length(${servicePrincipals}) > 0`,
        statement: {
          Sid: "ServicesForThisAccount",
          Effect: "Allow",
          Principal: { Service: servicePrincipals },
          Action: use,
          Resource: "*",
          Condition: { StringEquals: { "aws:SourceAccount": aws.account } },
        },
      },
      {
        when: tf`length(${viaServices}) > 0`,
        statement: {
          Sid: "AccountThroughServices",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: use,
          Resource: "*",
          Condition: { StringEquals: throughServices },
        },
      },
      {
        when: tf`length(${viaServices}) > 0`,
        statement: {
          Sid: "GrantsToServices",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "kms:CreateGrant",
          Resource: "*",
          // A service's grant for its own resource, such as a volume: nobody's grant to whom they like.
          Condition: { StringEquals: throughServices, Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      },
    );
    const key = new KmsKey(module, "this", {
      description,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationPeriodDays,
      deletionWindowInDays: deletionWindowDays,
      policy: keyPolicy,
    });
    const alias = new KmsAlias(module, "alias", { name: `alias/${name}`, targetKeyId: key.keyId });
    return { arn: key.arn, keyId: key.keyId, aliasName: alias.name };
  },
});

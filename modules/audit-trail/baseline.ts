import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { guardDutyFeatures } from "./baseline-inputs";
import type { Inputs } from "./inputs";

const ifGiven = (given: Expression): Expression => tf`${given} ? 1 : 0`;

/** GuardDuty in this region; returns the detector's ID. */
export function guardDuty(module: ModuleStack, { guardDuty: settings }: Inputs): Expression {
  const detector = new GuarddutyDetector(module, "detector", {
    enable: true,
    findingPublishingFrequency: settings.orNull.publishingFrequency,
  });
  detector.addOverride("count", ifGiven(settings.given));
  // AWS turns on what a new detector is not told about: each is said.
  const feature = new GuarddutyDetectorFeature(module, "protection", {
    detectorId: tf`one(${detector.fqn}[*].id)`.string,
    name: tf`each.key`.string,
    status: tf`contains(${settings.orNull.features}, each.key) ? "ENABLED" : "DISABLED"`.string,
  });
  feature.addOverride("for_each", tf`toset(${settings.given} ? ${guardDutyFeatures} : [])`);
  return tf`one(${detector.fqn}[*].id)`;
}

/** Settings of the account: public buckets, volumes without a key of their own, passwords. */
export function accountSettings(module: ModuleStack, input: Inputs): void {
  const { publicAccessBlock, ebsEncryption, passwordPolicy } = input;
  const block = new S3AccountPublicAccessBlock(module, "private", {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  block.addOverride("count", ifGiven(publicAccessBlock.given));
  const volumes = new EbsEncryptionByDefault(module, "volumes", { enabled: true });
  volumes.addOverride("count", ifGiven(ebsEncryption.given));
  const key = new EbsDefaultKmsKey(module, "volume_key", {
    keyArn: tf`${ebsEncryption.orNull.key}.arn`.string,
  });
  key.addOverride("count", tf`(${ebsEncryption.orNull.key}) == null ? 0 : 1`);
  const passwords = new IamAccountPasswordPolicy(module, "passwords", {
    minimumPasswordLength: passwordPolicy.orNull.minimumLength,
    passwordReusePrevention: passwordPolicy.orNull.remembered,
    maxPasswordAge: passwordPolicy.orNull.maxAgeDays,
    requireLowercaseCharacters: true,
    requireUppercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    allowUsersToChangePassword: true,
  });
  passwords.addOverride("count", ifGiven(passwordPolicy.given));
}

/** Session Manager's preferences in this region; returns the policy that instances need for them. */
export function sessions(module: ModuleStack, aws: AwsContext, input: Inputs): Expression {
  const { name, kmsKeyArn, sessionManager: settings } = input;
  const count = ifGiven(settings.given);
  const group = new CloudwatchLogGroup(module, "sessions", {
    name: `/aws/ssm/sessions/${name}`,
    retentionInDays: settings.orNull.logRetentionDays,
    kmsKeyId: kmsKeyArn,
    skipDestroy: tf`!${input.forceDestroy}`,
  });
  group.addOverride("count", count);
  const preferences = local(module, "session_preferences", {
    schemaVersion: "1.0",
    description: "Preferences of Session Manager",
    sessionType: "Standard_Stream",
    inputs: {
      s3BucketName: "",
      s3KeyPrefix: "",
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: tf`one(${group.fqn}[*].name)`,
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: tf`coalesce(${settings.orNull.encryptSessions}, false) ? ${kmsKeyArn} : ""`,
      runAsEnabled: false,
      runAsDefaultUser: "",
      idleSessionTimeout: tf`tostring(${settings.orNull.idleTimeoutMinutes})`,
      maxSessionDuration: tf`tostring(${settings.orNull.maxDurationMinutes})`,
      shellProfile: { linux: "", windows: "" },
    },
  });
  const document = new SsmDocument(module, "sessions_preferences", {
    // AWS knows the preferences by this name.
    name: "SSM-SessionManagerRunShell",
    documentType: "Session",
    documentFormat: "JSON",
    content: tf`jsonencode(${preferences})`.string,
  });
  document.addOverride("count", count);
  const groupArn = aws.arn("logs", `log-group:/aws/ssm/sessions/${name}:*`);
  const rights = policy(
    module,
    "session",
    { Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: kmsKeyArn },
    {
      Sid: "Log",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: groupArn,
    },
    // The agent looks whether the group is encrypted. The call is of the region's groups, whatever its prefix.
    {
      Sid: "FindLogGroup",
      Effect: "Allow",
      Action: "logs:DescribeLogGroups",
      Resource: aws.arn("logs", "log-group:*"),
    },
  );
  return tf`${settings.given} ? ${rights} : null`;
}

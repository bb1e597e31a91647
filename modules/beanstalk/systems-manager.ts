import type { AwsContext } from "../../lib/aws/context";
import { type ConditionalStatement, type Statement, viaService } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { Inputs } from "./inputs";

// What Systems Manager may do on the instances. AWS's AmazonSSMManagedInstanceCore would add reading every parameter of the account.

/** What Session Manager and Run Command need on an instance, as AWS documents it. The actions have no resources. */
const sessions: Statement[] = [
  {
    Sid: "OpenSessions",
    Effect: "Allow",
    Action: [
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    Resource: "*",
  },
  {
    Sid: "TakeCommands",
    Effect: "Allow",
    Action: [
      "ec2messages:AcknowledgeMessage",
      "ec2messages:DeleteMessage",
      "ec2messages:FailMessage",
      "ec2messages:GetEndpoint",
      "ec2messages:GetMessages",
      "ec2messages:SendReply",
    ],
    Resource: "*",
  },
];

/** What Systems Manager may do on an instance. */
export function systemsManagerStatements(
  aws: AwsContext,
  { systemsManager: given }: Inputs,
): (Statement | ConditionalStatement)[] {
  return [...sessions, ...recordingStatements(aws, given), ...managementStatements(aws, given)];
}

/** Encrypted and logged sessions. */
function recordingStatements(aws: AwsContext, given: Inputs["systemsManager"]): ConditionalStatement[] {
  const { sessionKmsKeyArn, sessionLogGroupArn, sessionLogBucket } = given;
  const { name, kmsKeyArn } = sessionLogBucket.orNull;
  const bucket = tf`join("", [${`arn:${aws.partition}:s3:::`}, coalesce(${name}, "none")])`;
  return [
    {
      when: tf`${sessionKmsKeyArn} != null`,
      statement: {
        Sid: "DecryptSessions",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: sessionKmsKeyArn,
      },
    },
    {
      when: tf`${sessionLogGroupArn} != null`,
      statement: {
        Sid: "LogSessions",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        // Of a group's ARN there are two forms, with and without an asterisk at its end.
        Resource: tf`join("", [trimsuffix(coalesce(${sessionLogGroupArn}, "none"), ":*"), ":*"])`,
      },
    },
    {
      when: tf`${sessionLogGroupArn} != null`,
      statement: {
        // Whether the group is encrypted.
        Sid: "FindSessionLog",
        Effect: "Allow",
        Action: "logs:DescribeLogGroups",
        Resource: aws.arn("logs", "log-group:*"),
      },
    },
    {
      when: sessionLogBucket.given,
      statement: {
        Sid: "StoreSessions",
        Effect: "Allow",
        Action: ["s3:GetEncryptionConfiguration", "s3:PutObject"],
        Resource: tf`[${bucket}, join("/", [${bucket}, "*"])]`,
      },
    },
    {
      when: tf`${kmsKeyArn} != null`,
      statement: {
        Sid: "EncryptSessions",
        Effect: "Allow",
        Action: "kms:GenerateDataKey",
        Resource: kmsKeyArn,
        Condition: viaService(aws, "s3"),
      },
    },
  ];
}

/** Patches, inventory, packages: what the agent asks for, and what it reports. */
function managementStatements(
  aws: AwsContext,
  { patching, inventory, distributor }: Inputs["systemsManager"],
): ConditionalStatement[] {
  const bucket = (name: string) => `arn:${aws.partition}:s3:::${name}/*`;
  return [
    {
      when: tf`${patching} || ${inventory} || ${distributor}`,
      statement: {
        Sid: "TakeAssociations",
        Effect: "Allow",
        Action: [
          "ssm:DescribeAssociation",
          "ssm:DescribeDocument",
          "ssm:GetDocument",
          "ssm:ListAssociations",
          "ssm:ListInstanceAssociations",
          "ssm:PutComplianceItems",
          "ssm:UpdateAssociationStatus",
          "ssm:UpdateInstanceAssociationStatus",
        ],
        Resource: "*",
      },
    },
    {
      when: tf`${patching} || ${inventory}`,
      // Patch Manager reports what it has found as inventory, too.
      statement: { Sid: "ReportInventory", Effect: "Allow", Action: "ssm:PutInventory", Resource: "*" },
    },
    {
      when: tf`${patching}`,
      statement: {
        Sid: "FindPatches",
        Effect: "Allow",
        Action: "ssm:GetDeployablePatchSnapshotForInstance",
        Resource: "*",
      },
    },
    {
      when: tf`${distributor}`,
      statement: {
        Sid: "FindPackages",
        Effect: "Allow",
        Action: ["ssm:GetManifest", "ssm:PutConfigurePackageResult"],
        Resource: "*",
      },
    },
    {
      // AWS's own buckets, which a request through an endpoint of the VPC reaches with the role's rights only.
      when: tf`${patching} || ${distributor}`,
      statement: {
        Sid: "ReadSystemsManagerFiles",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: [
          bucket(`aws-ssm-${aws.region}`),
          bucket(`patch-baseline-snapshot-${aws.region}`),
          bucket(`aws-ssm-document-attachments-${aws.region}`),
          bucket(`aws-ssm-distributor-file-${aws.region}`),
          bucket(`amazon-ssm-packages-${aws.region}`),
          bucket(`${aws.region}-birdwatcher-prod`),
        ],
      },
    },
  ];
}

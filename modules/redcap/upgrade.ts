import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import type { AwsContext } from "../../lib/aws/context";
import type { Statement } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Folder, in the bundles' bucket, for the SQL of upgrades. */
const folder = "upgrades";

/** Hours that an upgrade may take. */
const HOURS = 4;

/** Every value has a pattern: they reach a shell. */
const parameters = {
  Version: {
    type: "String",
    description: "REDCap version of the bundle that runs.",
    allowedPattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$",
  },
  Snapshot: {
    type: "String",
    description: "Snapshot of the cluster: the way back.",
    allowedPattern: "^[A-Za-z][A-Za-z0-9-]{0,254}$",
  },
  Sql: {
    type: "String",
    description: "Object with the SQL. Default: REDCap's own page upgrades.",
    default: "",
    allowedPattern: "^(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/upgrades/[a-z0-9-]+/[0-9a-f]{64}[.]sql)?$",
  },
  Sha256: {
    type: "String",
    description: "SHA-256 of the SQL.",
    default: "",
    allowedPattern: "^([0-9a-f]{64})?$",
  },
  Again: {
    type: "String",
    description: "yes: although an earlier upgrade did not end.",
    default: "no",
    allowedPattern: "^(yes|no)$",
  },
};

/** What Systems Manager runs on one instance: the platform's step, which sees to it that an upgrade is made once. */
export const upgradeDocument = {
  schemaVersion: "2.2",
  description: "Upgrades REDCap's tables to the version of the bundle that runs.",
  parameters,
  mainSteps: [
    {
      action: "aws:runShellScript",
      name: "upgrade",
      inputs: {
        timeoutSeconds: String(HOURS * 3600),
        runCommand: [
          "export REDCAP_UPGRADE_TO='{{ Version }}' REDCAP_UPGRADE_SNAPSHOT='{{ Snapshot }}' REDCAP_UPGRADE_AGAIN='{{ Again }}'",
          "export REDCAP_UPGRADE_SQL='{{ Sql }}' REDCAP_UPGRADE_SQL_SHA256='{{ Sha256 }}'",
          "exec bash /var/app/current/.platform/redcap/step upgrade",
        ],
      },
    },
  ],
};

interface Parts {
  readonly bundle: Expression;
  readonly logGroupName: string;
  /** Role of the instances, which may read the secret of the upgrade user while the command upgrades. */
  readonly roleName: Expression;
  readonly secretArn: Expression;
  readonly clusterIdentifier: Expression;
}

/** The document, and what `npm run redcap:upgrade` must know of the installation. */
export function upgrade(module: ModuleStack, input: Inputs, parts: Parts): Expression {
  const document = new SsmDocument(module, "upgrade", {
    name: `${input.name}-redcap-upgrade`,
    documentType: "Command",
    documentFormat: "JSON",
    targetType: "/AWS::EC2::Instance",
    content: tf`jsonencode(${local(module, "upgrade_document", upgradeDocument)})`.string,
  });
  return local(module, "upgrade", {
    document_name: document.name,
    environment_name: tf`join("-", [${input.name}, ${input.activeEnvironment}])`,
    cluster_identifier: parts.clusterIdentifier,
    log_group_name: parts.logGroupName,
    role_name: parts.roleName,
    secret_arn: parts.secretArn,
    sql_bucket: tf`${parts.bundle}.bucket`,
    sql_folder: `${folder}/${input.name}/`,
    version_label: tf`${parts.bundle}.version_label`,
    bundle_key: tf`${parts.bundle}.key`,
  });
}

/** What an instance needs for it, in addition to Run Command itself: the SQL, and a look at the log group of the output. */
export function upgradeStatements(aws: AwsContext, { name }: Inputs, bundle: Expression): Statement[] {
  const bucket = tf`${bundle}.bucket`.string;
  return [
    {
      Sid: "ReadUpgradeSql",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `arn:${aws.partition}:s3:::${bucket}/${folder}/${name}/*`,
    },
    {
      // Of the log groups' names only: the agent looks the group up before it writes there.
      Sid: "FindUpgradeLog",
      Effect: "Allow",
      Action: "logs:DescribeLogGroups",
      Resource: aws.arn("logs", "log-group:*"),
    },
  ];
}

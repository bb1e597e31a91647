import { requireKeyInRegion } from "../../lib/aws/same-region";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { EncryptionKey } from "../encryption-key";
import type { FoundationInputs } from "./inputs";

/** What an application's keys are for. */
export interface KeyOptions {
  /** What the data's key protects: "<name>: …" in the KMS console. */
  readonly description: string;
  /** Services that the application uses and that use the data's key themselves: `ses.amazonaws.com`. */
  readonly servicePrincipals?: readonly string[];
  /** Services whose service-linked roles use the data's key. Default: none. */
  readonly serviceLinkedRoles?: readonly string[];
  /** Whether CloudFront reads what the data's key encrypts. Default: no. */
  readonly cloudfront?: boolean;
  /** Trails that encrypt with the logs' key, as the encryption-key module takes them. Default: none. */
  readonly trails?: Expression;
}

/** ARNs of an application's keys: who may read logs cannot read data by that, and who destroys one key does not destroy all. */
export interface Keys {
  readonly data: Expression;
  /** Log groups, trails, and the topic of the alarms. */
  readonly logs: Expression;
  /** The vault: not the key of what is backed up. */
  readonly backups: Expression;
}

/** The caller's keys, or those that operations and the services which an application uses may encrypt with. */
export function encryptionKeys(
  module: ModuleStack,
  { name, existingKmsKey, forceDestroy, monitoring }: FoundationInputs,
  { description, servicePrincipals = [], serviceLinkedRoles = [], cloudfront = false, trails }: KeyOptions,
): Keys {
  type Inputs = ConstructorParameters<typeof EncryptionKey>[2];
  const key = (id: string, inputs: Pick<Inputs, "name" | "description"> & Partial<Inputs>): Expression =>
    new EncryptionKey(
      module,
      id,
      { ...inputs, deletionProtection: tf`!(${forceDestroy.given})` },
      { when: tf`!(${existingKmsKey.given})` },
    ).outputs.arn;
  const { arn, logsArn, backupsArn } = existingKmsKey.orNull;
  requireKeyInRegion(module, "kmsKeyArn", {
    "existing_kms_key.arn": arn,
    "existing_kms_key.logs_arn": logsArn,
    "existing_kms_key.backups_arn": backupsArn,
  });
  const either = (id: string, existing: Expression, made: Expression) =>
    local(module, id, tf`${existingKmsKey.given} ? ${existing} : ${made}`);
  return {
    data: either(
      "kms_key_arn",
      tf`${arn}`,
      key("key", {
        name,
        description: `${name}: ${description}`,
        servicePrincipals: [...new Set(["backup.amazonaws.com", ...servicePrincipals])],
        serviceLinkedRoles: [...serviceLinkedRoles],
        // Rules notify topics under the logs' key only. Log groups may hold events from when this was the only key.
        eventBridge: false,
        ...(cloudfront ? { cloudfront: {} } : {}),
      }),
    ),
    logs: either(
      "logs_kms_key_arn",
      tf`coalesce(${logsArn}, ${arn})`,
      key("logs_key", {
        name: `${name}-logs`,
        description: `${name}: logs, trails and alarms`,
        // AWS Backup and alarms publish to the topic.
        servicePrincipals: tf`concat(["backup.amazonaws.com", "cloudwatch.amazonaws.com"], ${monitoring.budget.given} ? ["budgets.amazonaws.com"] : [])`,
        ...(trails && { trails }),
      }),
    ),
    backups: either(
      "backups_kms_key_arn",
      tf`coalesce(${backupsArn}, ${arn})`,
      key("backups_key", {
        name: `${name}-backups`,
        description: `${name}: the backup vault`,
        servicePrincipals: ["backup.amazonaws.com"],
        // Of no log group and no topic.
        cloudwatchLogs: false,
        eventBridge: false,
      }),
    ),
  };
}

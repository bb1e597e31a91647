import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** What locking a state needs: of the table, and of the bucket. */
const lockRow = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"];
const lockFile = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];

/** What the state needs of a role that reads it, and of one that locks and writes it. A test compares it with what Terraform calls. */
export const stateReads = ["s3:ListBucket", "s3:GetObject", "dynamodb:GetItem", "kms:Decrypt"];
export const stateWrites = [...stateReads, ...lockRow, ...lockFile, "kms:GenerateDataKey"];

/**
 * By role, the statements for the state: reading it; writing it, for an apply; and locking it, by a row of the table, by the file next to the
 * state, or both. The table has another row for a state, its checksum, which an apply writes. An apply has its own state only.
 */
export function stateStatements(
  module: ModuleStack,
  aws: AwsContext,
  { state, plan }: Inputs,
  settings: Expression,
): Expression {
  const bucket = `arn:${aws.partition}:s3:::${state.bucketName}`;
  const region = tf`coalesce(${state.region}, ${aws.region})`;
  const tableName = tf`coalesce(${state.lockTableName}, ${`${state.bucketName}-locks`})`;
  const table = local(
    module,
    "lock_table_arn",
    tf`join(":", ["arn", ${aws.partition}, "dynamodb", ${region}, ${aws.account}, join("/", ["table", ${tableName}])])`,
  );
  const keys = tf`[for env in values(${settings}) : env.state_key]`;
  const access = local(
    module,
    "state_access",
    tf`merge({ plan = { keys = ${keys}, writes = false, locks = ${plan.lock} }, drift = { keys = ${keys}, writes = false, locks = true } }, {for key, env in ${settings} : join("-", ["apply", key]) => { keys = [env.state_key], writes = true, locks = true }})`,
  );
  const rows = local(module, "lock_rows", tf`${state.lock} != "s3"`);
  const files = local(module, "lock_files", tf`${state.lock} != "dynamodb"`);
  const object = (suffix: string) =>
    tf`[for key in state.keys : join("", [${`${bucket}/`}, key, ${suffix}])]`;
  const row = (suffix: string) =>
    tf`[for key in state.keys : join("", [${`${state.bucketName}/`}, key, ${suffix}])]`;
  const statement = (
    name: string,
    when: Expression,
    { Sid, Action, Resource, Condition }: Record<"Sid" | "Action" | "Resource" | "Condition", unknown>,
  ) =>
    local(
      module,
      name,
      tf`{for role, state in ${access} : role => [{ Sid = ${Sid}, Effect = "Allow", Action = ${Action}, Resource = ${Resource}, Condition = ${Condition} }] if ${when}}`,
    );
  const always = tf`true`;
  const locks = tf`state.locks`;
  const none = tf`{}`;
  const oneOf = (suffix: string) =>
    tf`{ "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ${row(suffix)} }, Null = { "dynamodb:LeadingKeys" = "false" } }`;
  const viaServices = tf`{ StringLike = { "kms:ViaService" = ["s3.*", "dynamodb.*"] } }`;
  const parts = [
    statement("state_lists", always, {
      Sid: "StateList",
      Action: "s3:ListBucket",
      Resource: bucket,
      Condition: none,
    }),
    statement("state_objects", always, {
      Sid: "State",
      Action: tf`state.writes ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"]`,
      Resource: object(""),
      Condition: none,
    }),
    statement("state_files", tf`${files} && ${locks}`, {
      Sid: "StateLockFile",
      Action: lockFile,
      Resource: object(".tflock"),
      Condition: none,
    }),
    statement("state_checksums", rows, {
      Sid: "StateChecksum",
      Action: tf`state.writes ? ["dynamodb:GetItem", "dynamodb:PutItem"] : ["dynamodb:GetItem"]`,
      Resource: table,
      Condition: oneOf("-md5"),
    }),
    statement("state_rows", tf`${rows} && ${locks}`, {
      Sid: "StateLock",
      Action: lockRow,
      Resource: table,
      Condition: oneOf(""),
    }),
    statement("state_key", always, {
      Sid: "StateKey",
      Action: tf`state.locks || state.writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"]`,
      Resource: state.kmsKeyArn,
      Condition: viaServices,
    }),
  ];
  const all = parts.map((part) => tf`try(${part}[role], [])`);
  return local(
    module,
    "state_statements",
    tf`{for role, state in ${access} : role => concat(${all[0]}, ${all[1]}, ${all[2]}, ${all[3]}, ${all[4]}, ${all[5]})}`,
  );
}

import { isUnknown, type Value } from "../../plan/expression/unknown";
import type { Resource } from "../../plan/model";
import type { Side } from "../../plan/side";
import { given, itemsOf, verdict } from "../ask";
import { BACKED_UP } from "../controls";
import type { Rule } from "../rule";

export const dataInBackupPlan: Rule = {
  id: "data-in-backup-plan",
  title: "What holds data is in a plan of AWS Backup",
  reason: "Automated backups go with their database; those in a vault stay, and nobody can shorten them.",
  controls: BACKED_UP,
  covers: [
    "HIPAA.Security-RDSInBackupPlan",
    "HIPAA.Security-EC2EBSInBackupPlan",
    "HIPAA.Security-DynamoDBInBackupPlan",
  ],
  types: ["aws_rds_cluster", "aws_db_instance", "aws_ebs_volume", "aws_dynamodb_table"],
  check: (resource, side) => {
    const answers = side
      .ofType("aws_backup_selection")
      .map((selection) => selects(side, selection, resource));
    return verdict(
      answers.includes(true) ? true : answers.includes(undefined) ? undefined : false,
      "no backup selection has it",
      "a backup selection cannot be read",
    );
  },
};

/** Whether a selection has a resource: by its ARN, a pattern or a tag. Undefined where that cannot be read. */
function selects(side: Side, selection: Resource, resource: Resource): boolean | undefined {
  const tagged = side.blocks(selection, "selection_tag");
  const tags = side.value(resource, "tags_all");
  if (tagged.some((tag) => hasTag(tags, tag["key"], tag["value"]))) return true;
  const resources = itemsOf(side.value(selection, "resources"));
  if (resources === "unread") return undefined;
  const arn = given(side, resource, "arn");
  const isMeant = (each: Value): boolean =>
    each === "*" ||
    side.resourceOf(each) === resource ||
    (typeof each === "string" &&
      typeof arn === "string" &&
      each.endsWith("*") &&
      arn.startsWith(each.slice(0, -1)));
  const excluded = itemsOf(side.value(selection, "not_resources"));
  if (excluded !== "unread" && excluded.some(isMeant)) return false;
  if (resources.some(isMeant)) return true;
  return resources.some((each) => isUnknown(each) && !each.read) ? undefined : false;
}

const hasTag = (tags: Value, key: Value | undefined, value: Value | undefined): boolean =>
  typeof key === "string" &&
  typeof tags === "object" &&
  tags !== null &&
  !isUnknown(tags) &&
  (tags as Readonly<Record<string, Value>>)[key] === value;

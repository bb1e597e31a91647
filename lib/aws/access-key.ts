import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { DataResource } from "cdktf";
import { z } from "zod";
import { warnUnless } from "../checks";
import { type Expression, tf } from "../expression";
import { local } from "../local";
import type { Reference } from "../reference";
import { oneOf } from "../requirements";
import { decides } from "../schema";
import type { ModuleStack } from "../stack";
import { arn } from "./inputs";

// Access keys of IAM users, for what accepts nothing else: replaced in two applies, with a reminder.

/** After this time a plan warns of a key that was not replaced: a year, and a month to do it. */
const WARNED_AFTER = `${395 * 24}h`;

/** How an access key is replaced, with two applies. */
export const accessKeyReplacement = {
  generation: decides(
    z
      .int()
      .min(1)
      .default(1)
      .describe(
        "Raise it to make a new access key, which the secret then holds. The key never changes otherwise.",
      ),
  ),
  keepPrevious: decides(
    z
      .boolean()
      .default(false)
      .describe(
        "Keeps the key of the generation before, which works until it is false again: for the time until the application has the new " +
          "one. IAM allows two.",
      ),
  ),
};

/** The same with a reminder, for the module that makes the key. */
export const accessKeyShape = {
  ...accessKeyReplacement,
  reminder: z
    .strictObject({
      topicArn: arn("sns").describe("ARN of a topic to which events.amazonaws.com may publish."),
      everyMonths: oneOf<z.ZodType<number>>(z.number(), [1, 2, 3, 4, 6, 12])
        .default(12)
        .describe("Months after which the key is to be replaced. Default: a year."),
    })
    .optional()
    .describe(
      "Notifies a topic when the key's time is over, and again after as many months. Default: plans warn after 395 days.",
    ),
};

export interface AccessKeyOptions {
  /** Terraform name of the keys. */
  readonly id: string;
  /** The user whose keys they are, and its name in IAM. */
  readonly user: IamUser;
  readonly userName: string;
  /** Whether there are a user and a key. */
  readonly exists: Expression;
  readonly accessKey: Reference<z.output<z.ZodObject<typeof accessKeyShape>>>;
  /** Name of the rule that reminds of the key's age. */
  readonly ruleName: string;
  /** The module whose README has the steps. */
  readonly moduleName: string;
}

/**
 * The access keys of a user: instances by their generation, and the one before stays for as long as the caller keeps it, so that the
 * application can move from one to the other. Returns the newest, and a number that changes with it, for the secret that holds it: Terraform
 * writes a write-only value again when its version changes.
 */
export function accessKeys(
  module: ModuleStack,
  { id, user, userName, exists, accessKey, ruleName, moduleName }: AccessKeyOptions,
): { readonly newest: Expression; readonly version: number } {
  const { generation, keepPrevious } = accessKey;
  const keys = new IamAccessKey(module, `${id}_keys`, {
    user: tf`${user.fqn}[0].name`.string,
    lifecycle: { createBeforeDestroy: true },
  });
  keys.overrideLogicalId(id);
  const kept = tf`${keepPrevious} && ${generation} > 1 ? [${generation} - 1, ${generation}] : [${generation}]`;
  keys.addOverride("for_each", tf`toset([for n in ${exists} ? (${kept}) : [] : tostring(n)])`);
  // There was one key, before there were generations.
  const type = keys.terraformResourceType;
  module.addOverride("moved", [{ from: `${type}.${id}[0]`, to: `${type}.${id}["1"]` }]);
  const newest = tf`${keys.fqn}[tostring(${generation})]`;
  const created = local(module, "access_key_created", tf`try(${newest}.create_date, null)`);
  const within = (time: string, since: Expression) =>
    tf`timecmp(plantimestamp(), timeadd(${since}, ${time})) < 0`;
  const begun = tf`one(${beginningOf(module, exists, generation).fqn}[*].input)`;
  warnUnless(module, "access_key_age", {
    condition: tf`!(${exists}) ? true : ${within("24h", begun)} ? true : ${within(WARNED_AFTER, created)}`,
    message:
      `The access key of the IAM user ${userName} is more than a year old: raise access_key.generation with keep_previous, ` +
      "deploy the application, and apply again without keep_previous.",
  });
  const { given, orNull } = accessKey.reminder;
  remind(module, created, tf`${exists} && ${given}`, {
    ...orNull,
    ruleName,
    description: `Months since the access key of ${userName} was made`,
    text: `Replace the access key of the IAM user ${userName}: its time is over. Steps: README of the module ${moduleName}.`,
  });
  return { newest, version: tf`parseint(substr(sha1(${newest}.id), 0, 7), 16)`.number };
}

/**
 * When a generation's first plan was, in the state. IAM's own date is known after apply only: a plan that makes a key would warn that it
 * cannot tell the key's age.
 */
function beginningOf(module: ModuleStack, exists: Expression, generation: unknown): DataResource {
  const begun = new DataResource(module, "access_key_begun", { lifecycle: { ignoreChanges: ["input"] } });
  begun.overrideLogicalId("access_key");
  begun.addOverride("count", tf`${exists} ? 1 : 0`);
  begun.addOverride("input", tf`plantimestamp()`);
  begun.addOverride("triggers_replace", generation);
  return begun;
}

interface Reminder {
  readonly everyMonths: number;
  readonly topicArn: string;
  readonly ruleName: string;
  readonly description: string;
  readonly text: string;
}

/** Says to a topic that the key is old, at its anniversaries or more often. */
function remind(
  module: ModuleStack,
  created: Expression,
  exists: Expression,
  { everyMonths, topicArn, ruleName, description, text }: Reminder,
): void {
  // The key's day in the month, which has begun when the key is made: it is heard of some months later for the first time.
  const day = tf`min(28, tonumber(formatdate("D", ${created})))`;
  const month = tf`tonumber(formatdate("M", ${created}))`;
  const months = local(
    module,
    "access_key_months",
    tf`[for n in range(0, 12, coalesce(${everyMonths}, 12)) : ${created} == null ? 1 : (${month} - 1 + n) % 12 + 1]`,
  );
  const rule = new CloudwatchEventRule(module, "access_key_age", {
    name: ruleName,
    description,
    scheduleExpression: `cron(0 0 ${day.string} ${tf`join(",", ${months})`.string} ? *)`,
  });
  const target = new CloudwatchEventTarget(module, "access_key_age_target", {
    rule: tf`one(${rule.fqn}[*].name)`.string,
    targetId: "topic",
    arn: topicArn,
    input: tf`jsonencode(${text})`.string,
  });
  target.overrideLogicalId("access_key_age");
  for (const resource of [rule, target]) resource.addOverride("count", tf`${exists} ? 1 : 0`);
}

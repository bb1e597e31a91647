import { DataResource } from "cdktf";
import { policy, type Statement } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The condition under which a role reads a secret's current value, and no earlier one. The instances' own programs name the stage. */
export const currentValue = {
  "ForAnyValue:StringEquals": { "secretsmanager:VersionStage": ["AWSCURRENT"] },
} as const satisfies Statement["Condition"];

/**
 * When the rights end that only the set-up needs, as a time in UTC: `setupHours` after a database was created, or after
 * `terraform apply -replace` of this resource. The start is kept in the state, so that no later plan changes it.
 */
export function setUpEnd(
  module: ModuleStack,
  { setupHours }: Inputs,
  clusterResourceId: Expression,
): Expression {
  const begun = new DataResource(module, "set_up", { lifecycle: { ignoreChanges: ["input"] } });
  // Another database, a restored one, too, has to be set up.
  begun.addOverride("triggers_replace", clusterResourceId);
  // Of the apply, not of the plan, which may wait for its approval for days.
  begun.addOverride("input", tf`timestamp()`);
  return local(module, "set_up_until", tf`timeadd(${begun.fqn}.output, join("", [${setupHours}, "h"]))`);
}

/**
 * The right to read the secrets of the set-up: the database's master and upgrade users, the first administrator, the key of the
 * files' bucket, the identity provider. It ends: whoever takes over a web server later does not own the database.
 */
export function setUpPolicy(
  module: ModuleStack,
  { application }: Inputs,
  arns: readonly Expression[],
  until: Expression,
): string {
  const read = (Sid: string, Resource: unknown): Statement => ({
    Sid,
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource,
    Condition: { ...currentValue, DateLessThan: { "aws:CurrentTime": until } },
  });
  const { identityProvider } = application;
  return policy(module, "set_up", read("ReadSetUpSecrets", arns), {
    when: identityProvider.given,
    statement: read("ReadIdentityProviderSecret", identityProvider.orNull.secretArn),
  });
}

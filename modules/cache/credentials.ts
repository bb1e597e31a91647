import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Password } from "@cdktf/provider-random/lib/password";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Length of what distinguishes users of one group, one after the other. */
export const USER_SUFFIX = 4;

/** Who may log in to the groups. */
export interface Credentials {
  /** The present password or token by group. */
  readonly present: Expression;
  /** IDs of the groups' user groups, for groups with a user. */
  readonly userGroup: ElasticacheUserGroup;
}

/** A password or an AUTH token for each group, and its user where there is one. */
export function credentials(module: ModuleStack, input: Inputs): Credentials {
  const { groups } = input;
  const { generation, retiredGeneration } = groups.as("group");
  // The present one, and the previous one until it is retired.
  const generations = local(
    module,
    "generations",
    tf`{for key, group in ${groups} : key => range(max(${retiredGeneration} + 1, ${generation} - 1), ${generation} + 1)}`,
  );
  const [group, number] = [reference("key"), reference("number")];
  const password = new Password(module, "login", {
    length: 64,
    // ElastiCache takes few special characters. 64 letters and digits are 381 bits.
    special: false,
    minLower: 1,
    minUpper: 1,
    minNumeric: 1,
  });
  password.addOverride(
    "for_each",
    tf`toset(flatten([for key, numbers in ${generations} : [for number in numbers : ${`${group}/${number}`}]]))`,
  );
  const of = (numbers: Expression) =>
    tf`[for number in ${numbers} : ${password.fqn}[${`${group}/${number}`}].result]`;
  const accepted = local(
    module,
    "passwords",
    tf`{for key, numbers in ${generations} : key => ${of(reference("numbers"))}}`,
  );
  const present = local(
    module,
    "present_passwords",
    tf`{for key, passwords in ${accepted} : key => reverse(passwords)[0]}`,
  );
  return { present, userGroup: users(module, input, accepted) };
}

/** What a user or a user group is replaced by is there before it goes, so that a group is never without. */
const lifecycle = { createBeforeDestroy: true };

/**
 * Of users and user groups, not of the cache: Valkey takes those of Redis OSS, too, but not the other way round, so that an
 * upgrade from Redis OSS to Valkey leaves them alone.
 */
const engine = "redis";

/** A user with its user group, for each group that has one. */
function users(module: ModuleStack, { name, groups }: Inputs, passwords: Expression): ElasticacheUserGroup {
  const { user } = groups.as("group");
  const withUser = local(
    module,
    "groups_with_user",
    tf`{for key, group in ${groups} : key => group if ${user.given}}`,
  );
  const { key, value } = groups.each;
  const client = new ElasticacheUser(module, "client_user", {
    // The name cannot change, so that a user of another name is another user.
    userId: `${name}-${key}-${tf`substr(sha1(${value.user.orNull.name}), 0, ${USER_SUFFIX})`}`,
    userName: value.user.orNull.name,
    engine,
    accessString: value.user.orNull.accessString,
    authenticationMode: { type: "password", passwords: tf`${passwords}[${key}]`.list },
    lifecycle,
  });
  client.overrideLogicalId("client");
  client.addOverride("for_each", withUser);
  // Every user group of Redis OSS has a user of this name, as which clients without a name log in. AWS's own may do everything.
  const nobody = new ElasticacheUser(module, "default_user", {
    userId: `${name}-default`,
    userName: "default",
    engine,
    accessString: "off -@all",
    // Not authentication_mode, whose "no-password-required" ElastiCache reports in other words: a plan would never be empty.
    noPasswordRequired: true,
    lifecycle,
  });
  nobody.overrideLogicalId("default");
  nobody.addOverride("count", tf`length(${withUser}) > 0 ? 1 : 0`);
  const userGroup = new ElasticacheUserGroup(module, "users", {
    userGroupId: `${name}-${key}`,
    engine,
    userIds: tf`concat([${client.fqn}[${key}].user_id], ${nobody.fqn}[*].user_id)`.list,
    lifecycle,
  });
  userGroup.addOverride("for_each", withUser);
  return userGroup;
}

import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { AwsContext } from "../../lib/aws/context";
import type { Inputs } from "./inputs";
import type { Kind } from "./rights/scope";

/** Kinds of values that ARNs are completed with, in two parts: no expression is longer than reviewers read. */
const ownKinds = ["fixed", "name", "bucket", "log_group", "path", "zone"] as const;
const otherKinds = [
  "source_bucket",
  "source_parameter",
  "source_secret",
  "emptied",
  "emptied_name",
  "emptied_bucket",
  "account",
] as const;
const kinds: readonly Kind[] = [...ownKinds, ...otherKinds];

/** What the roles need to know of the environments. */
export interface Environments {
  /** By role (`plan`, `drift`, `apply-<name>`): values by kind. A plan's are those of all environments. */
  readonly values: Expression;
  /** By environment: regions, state key and tag, with their defaults. */
  readonly settings: Expression;
}

/** Adds the local values that say what each environment's ARNs begin with. */
export function environmentsOf(module: ModuleStack, aws: AwsContext, input: Inputs): Environments {
  const { environments } = input;
  const env = environments.as("env");
  const own = local(
    module,
    "own_values",
    tf`{for key, env in ${environments} : key => { fixed = [""], name = ${env.namePrefixes}, bucket = ${env.bucketNames}, log_group = ${env.logGroupNames}, path = ${env.parameterPaths}, zone = length(${env.zoneIds}) > 0 ? ${env.zoneIds} : ["*"] }}`,
  );
  const { bucketNames, parameterNames, secretArns } = env.sources;
  const other = local(
    module,
    "other_values",
    tf`{for key, env in ${environments} : key => { source_bucket = ${bucketNames}, source_parameter = ${parameterNames}, source_secret = ${secretArns}, emptied = ${env.forceDestroy} ? [""] : [], emptied_name = ${env.forceDestroy} ? ${env.namePrefixes} : [], emptied_bucket = ${env.forceDestroy} ? ${env.bucketNames} : [], account = ${env.accountSettings} ? [""] : [] }}`,
  );
  const each = local(
    module,
    "environment_values",
    tf`{for key, values in ${own} : key => merge(values, ${other}[key])}`,
  );
  const all = local(
    module,
    "all_values",
    tf`{for kind in ${kinds} : kind => distinct(flatten([for values in ${each} : values[kind]]))}`,
  );
  const values = local(
    module,
    "role_values",
    tf`merge({ plan = ${all}, drift = ${all} }, {for key, values in ${each} : join("-", ["apply", key]) => values})`,
  );
  const settings = local(
    module,
    "environment_settings",
    tf`{for key, env in ${environments} : key => { branch = coalesce(${env.branch}, ${input.defaultBranch}), regions = ${env.regions} == null ? [${aws.region}] : ${env.regions}, state_key = coalesce(${env.stateKey}, join("", ["envs/", key, "/terraform.tfstate"])), tag_key = ${env.tag.key}, tag_values = ${env.tag.values} == null ? [key] : ${env.tag.values} }}`,
  );
  return { values, settings };
}

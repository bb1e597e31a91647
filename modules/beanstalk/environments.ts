import { DataAwsEbsEncryptionByDefault } from "@cdktf/provider-aws/lib/data-aws-ebs-encryption-by-default";
import { DataAwsElasticBeanstalkSolutionStack } from "@cdktf/provider-aws/lib/data-aws-elastic-beanstalk-solution-stack";
import { ElasticBeanstalkApplicationVersion } from "@cdktf/provider-aws/lib/elastic-beanstalk-application-version";
import { ElasticBeanstalkEnvironment } from "@cdktf/provider-aws/lib/elastic-beanstalk-environment";
import type { ITerraformDependable } from "cdktf";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { settingBlock, type Settings } from "./settings";

/** What the environments are made with, in addition to the inputs. */
export interface EnvironmentReferences {
  readonly applicationName: string;
  /** Names by colour. */
  readonly names: Expression;
  readonly settings: Settings;
  /** Rights, rules and log groups: they exist when instances start, and until they are gone. */
  readonly dependsOn: ITerraformDependable[];
  /** Things that take AWS a while to make, and hardly ever change. */
  readonly slowlyMade: ITerraformDependable[];
}

/**
 * The versions and environments, twice: `this` runs what Terraform deploys, `self_upgrading` lets the application change
 * its version. Terraform has no condition inside `ignore_changes`, and an environment without a version of its own would
 * start with AWS's sample; so there are two resources, and only one of them has instances.
 */
export function environments(module: ModuleStack, inputs: Inputs, refs: EnvironmentReferences): Expression {
  const all: Context = {
    ...refs,
    inputs,
    platforms: platforms(module, inputs),
    encrypted: encryptedByDefault(module, refs.slowlyMade),
  };
  const terraform = environment(module, all, { id: "this", owner: "terraform", ignored: [] });
  const application = environment(module, all, {
    id: "self_upgrading",
    owner: "easy_upgrade",
    ignored: ["version_label"],
  });
  return local(module, "environments", tf`merge(${terraform.fqn}, ${application.fqn})`);
}

interface Context extends EnvironmentReferences {
  readonly inputs: Inputs;
  /** Platform versions by colour. */
  readonly platforms: Expression;
  /** Whether the account encrypts every new volume. */
  readonly encrypted: Expression;
}

/** The one or the other of the two resources. */
interface Variant {
  readonly id: "this" | "self_upgrading";
  /** The value of applicationUpgrades for which it has instances. */
  readonly owner: "terraform" | "easy_upgrade";
  /** What somebody else changes. */
  readonly ignored: readonly string[];
}

const isOwner = ({ applicationUpgrades }: Inputs, { owner }: Variant) =>
  tf`${applicationUpgrades} == ${owner}`;

/** The platform version on which each environment starts, by colour. */
function platforms(module: ModuleStack, { environments, phpVersion }: Inputs): Expression {
  const environment = environments.as("environment");
  const php = tf`coalesce(${environment.phpVersion}, ${phpVersion})`;
  const newest = new DataAwsElasticBeanstalkSolutionStack(module, "php", {
    mostRecent: true,
    nameRegex:
      tf`join("", ["^64bit Amazon Linux 2023 v4[.][0-9]+[.][0-9]+ running PHP ", replace(each.key, ".", "[.]"), "$"])`
        .string,
  });
  // Not only for environments without a platform version, whose value may come from another resource.
  newest.addOverride("for_each", tf`toset([for environment in values(${environments}) : ${php}])`);
  return local(
    module,
    "platforms",
    tf`{for colour, environment in ${environments} : colour => coalesce(${environment.solutionStackName}, ${newest.fqn}[${php}].name)}`,
  );
}

/**
 * Whether EBS encryption by default is on. A caller may turn it on in the same apply, without a depends_on: so this is read
 * during the apply that makes the instances' profile, security group and snapshot, after them; by then such a resource, which
 * waits for nothing, is long done. While these do not change, it is read at plan.
 */
function encryptedByDefault(module: ModuleStack, slowlyMade: ITerraformDependable[]): Expression {
  const volumes = new DataAwsEbsEncryptionByDefault(module, "volumes", { dependsOn: slowlyMade });
  return tf`${volumes.fqn}.enabled`;
}

/** The application version of the source bundle. */
function version(
  module: ModuleStack,
  { inputs, applicationName }: Context,
  variant: Variant,
): ElasticBeanstalkApplicationVersion {
  const { bucket, key, versionLabel } = inputs.sourceBundle;
  const result = new ElasticBeanstalkApplicationVersion(module, `version ${variant.id}`, {
    application: applicationName,
    name: versionLabel,
    bucket,
    key,
    // The new version must be deployed before the old one can go; the application's own history is not touched at all.
    lifecycle:
      variant.owner === "terraform"
        ? { createBeforeDestroy: true }
        : { ignoreChanges: ["name", "bucket", "key"] },
  });
  result.overrideLogicalId(variant.id);
  result.addOverride("count", tf`${isOwner(inputs, variant)} ? 1 : 0`);
  return result;
}

function environment(module: ModuleStack, context: Context, variant: Variant): ElasticBeanstalkEnvironment {
  const { inputs, applicationName, names, platforms, settings, dependsOn } = context;
  const { environments, unencryptedRootVolume } = inputs;
  const { key: colour, value: own } = environments.each;
  const deployed = version(module, context, variant);
  const result = new ElasticBeanstalkEnvironment(module, `environment ${variant.id}`, {
    name: tf`${names}[${colour}]`.string,
    application: applicationName,
    cnamePrefix: own.cnamePrefix,
    versionLabel: tf`coalesce(${own.versionLabel}, one(${deployed.fqn}[*].name))`.string,
    solutionStackName: tf`${platforms}[${colour}]`.string,
    tier: "WebServer",
    waitForReadyTimeout: "60m",
    dependsOn,
    lifecycle: {
      // The platform: managed updates move it on, and a plan that moved it back (or forward, outside of the window)
      // would fight them. The CNAME: swapped between colours, and a change would replace the environment.
      ignoreChanges: ["cname_prefix", "solution_stack_name", ...variant.ignored],
      precondition: [encryption(context)],
      postcondition: [samePhp(platforms)],
    },
  });
  result.overrideLogicalId(variant.id);
  result.addOverride(
    "tags",
    tf`${unencryptedRootVolume.given} ? { UnencryptedRootVolumeReason = ${unencryptedRootVolume.orNull.reason} } : {}`,
  );
  result.addOverride(
    "for_each",
    tf`{for colour, environment in ${environments} : colour => environment if ${isOwner(inputs, variant)}}`,
  );
  result.addOverride(
    "setting",
    settings.own.map((setting) => ({ ...setting, ...noResource })),
  );
  result.addOverride("dynamic.setting", [
    { for_each: settings.shared, content: { ...settingBlock, ...noResource } },
  ]);
  return result;
}

/**
 * What the provider reads back. Left out, it would be null in a plan in which the value of any setting is known after apply, and the
 * apply would stop with "Provider produced inconsistent final plan" (terraform-provider-aws #34242).
 */
const noResource = { resource: "" } as const;

/** Elastic Beanstalk has no option to encrypt the root volume: the account's setting is the only way. */
function encryption({ encrypted, inputs: { unencryptedRootVolume } }: Context) {
  return {
    condition: tf`${encrypted} || ${unencryptedRootVolume.given}`.string,
    errorMessage:
      "The root volumes of instances would not be encrypted, since EBS encryption by default is off in this account " +
      "and region. Turn it on (aws ec2 enable-ebs-encryption-by-default, or the resource " +
      "aws_ebs_encryption_by_default), or give unencrypted_root_volume a reason.",
  };
}

function samePhp(platforms: Expression) {
  const wanted = tf`${platforms}[${reference("each.key")}]`;
  return {
    condition: tf`endswith(self.solution_stack_name, regex("running PHP [0-9.]+$", ${wanted}))`.string,
    errorMessage:
      "environments: ${each.key} runs ${self.solution_stack_name}, and an environment keeps its PHP version for " +
      `life. Set its php_version back, add another colour with ${tf`regex("PHP [0-9.]+$", ${wanted})`.string}, ` +
      "and switch over to that.",
  };
}

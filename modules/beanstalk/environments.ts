import { DataAwsEbsEncryptionByDefault } from "@cdktf/provider-aws/lib/data-aws-ebs-encryption-by-default";
import { DataAwsElasticBeanstalkSolutionStack } from "@cdktf/provider-aws/lib/data-aws-elastic-beanstalk-solution-stack";
import { ElasticBeanstalkApplicationVersion } from "@cdktf/provider-aws/lib/elastic-beanstalk-application-version";
import { ElasticBeanstalkEnvironment } from "@cdktf/provider-aws/lib/elastic-beanstalk-environment";
import { type ITerraformDependable, TerraformLocal } from "cdktf";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** What the environments are made with, beside the inputs. */
export interface EnvironmentReferences {
  readonly applicationName: string;
  /** Names by colour. */
  readonly names: Expression;
  /** Options by colour: lists of {namespace, name, value}. */
  readonly settings: Expression;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The versions and environments, twice: `this` runs what Terraform deploys, `self_upgrading` lets the application change
 * its version. Terraform knows no condition inside `ignore_changes`, and an environment without a version of its own
 * would start with AWS's sample; so there are two resources, and only one of them has instances.
 */
export function environments(
  module: ModuleStack,
  inputs: Inputs,
  refs: EnvironmentReferences,
): TerraformLocal {
  const account: Account = {
    platforms: platforms(module, inputs),
    volumes: new DataAwsEbsEncryptionByDefault(module, "volumes"),
  };
  const all = { ...refs, ...account };
  const owned = (owner: string) => tf`${inputs.applicationUpgrades} == ${owner}`;
  const terraform = environment(module, "this", owned("terraform"), [], inputs, all);
  const application = environment(
    module,
    "self_upgrading",
    owned("easy_upgrade"),
    ["version_label"],
    inputs,
    all,
  );
  return new TerraformLocal(module, "all", tf`merge(${terraform.fqn}, ${application.fqn})`);
}

/** What the environments need to know of account and region. */
interface Account {
  /** Platform versions by colour. */
  readonly platforms: TerraformLocal;
  readonly volumes: DataAwsEbsEncryptionByDefault;
}

/** The platform version on which each environment starts, by colour. */
function platforms(module: ModuleStack, { environments, phpVersion }: Inputs): TerraformLocal {
  const newest = new DataAwsElasticBeanstalkSolutionStack(module, "php", {
    mostRecent: true,
    nameRegex:
      tf`join("", ["^64bit Amazon Linux 2023 v4[.][0-9]+[.][0-9]+ running PHP ", replace(each.key, ".", "[.]"), "$"])`
        .string,
  });
  newest.addOverride(
    "for_each",
    tf`toset([for environment in values(${environments}) : coalesce(environment.php_version, ${phpVersion}) if environment.solution_stack_name == null])`,
  );
  return new TerraformLocal(
    module,
    "platforms",
    tf`{for colour, environment in ${environments} : colour => environment.solution_stack_name != null ? environment.solution_stack_name : ${newest.fqn}[coalesce(environment.php_version, ${phpVersion})].name}`,
  );
}

function environment(
  module: ModuleStack,
  id: "this" | "self_upgrading",
  when: Expression,
  ownedElsewhere: string[],
  inputs: Inputs,
  refs: EnvironmentReferences & Account,
): ElasticBeanstalkEnvironment {
  const { environments, sourceBundle, unencryptedRootVolume } = inputs;
  const version = new ElasticBeanstalkApplicationVersion(module, `version ${id}`, {
    application: refs.applicationName,
    name: tf`${sourceBundle}.version_label`.string,
    bucket: tf`${sourceBundle}.bucket`.string,
    key: tf`${sourceBundle}.key`.string,
    // The new version must be deployed before the old one can go; the application's own history is not touched at all.
    lifecycle:
      ownedElsewhere.length > 0
        ? { ignoreChanges: ["name", "bucket", "key"] }
        : { createBeforeDestroy: true },
  });
  version.overrideLogicalId(id);
  version.addOverride("count", tf`${when} ? 1 : 0`);

  const result = new ElasticBeanstalkEnvironment(module, `environment ${id}`, {
    name: tf`${refs.names}[each.key]`.string,
    application: refs.applicationName,
    cnamePrefix: tf`each.value.cname_prefix`.string,
    versionLabel:
      tf`each.value.version_label != null ? each.value.version_label : one(${version.fqn}[*].name)`.string,
    solutionStackName: tf`${refs.platforms.fqn}[each.key]`.string,
    tier: "WebServer",
    waitForReadyTimeout: "60m",
    dependsOn: refs.dependsOn,
    lifecycle: {
      // The platform: managed updates move it on, and a plan that moved it back (or forward, outside of the window)
      // would fight them. The CNAME: swapped between colours, and a change would replace the environment.
      ignoreChanges: ["cname_prefix", "solution_stack_name", ...ownedElsewhere],
      precondition: [
        {
          // Elastic Beanstalk has no option to encrypt the root volume: the account's setting is the only way.
          condition: tf`${refs.volumes.fqn}.enabled || ${unencryptedRootVolume} != null`.string,
          errorMessage:
            "The root volumes of instances would not be encrypted, since EBS encryption by default is off in this account " +
            "and region. Turn it on (aws ec2 enable-ebs-encryption-by-default, or the resource " +
            "aws_ebs_encryption_by_default), or give unencrypted_root_volume a reason.",
        },
      ],
      postcondition: [
        {
          condition:
            tf`endswith(self.solution_stack_name, regex("running PHP [0-9.]+$", ${refs.platforms.fqn}[each.key]))`
              .string,
          errorMessage:
            "environments: ${each.key} runs ${self.solution_stack_name}, and an environment keeps its PHP version for " +
            'life. Set its php_version back, add another colour with ${regex("PHP [0-9.]+$", local.platforms[each.key])}, ' +
            "and switch over to that.",
        },
      ],
    },
  });
  result.overrideLogicalId(id);
  result.addOverride(
    "tags",
    tf`${unencryptedRootVolume} == null ? {} : { UnencryptedRootVolumeReason = ${unencryptedRootVolume}.reason }`,
  );
  result.addOverride(
    "for_each",
    tf`{for colour, environment in ${environments} : colour => environment if ${when}}`,
  );
  result.addOverride("dynamic.setting", [
    {
      for_each: tf`${refs.settings}[each.key]`,
      content: {
        namespace: "${setting.value.namespace}",
        name: "${setting.value.name}",
        value: "${setting.value.value}",
      },
    },
  ]);
  return result;
}

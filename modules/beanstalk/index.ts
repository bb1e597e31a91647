import { ElasticBeanstalkApplication } from "@cdktf/provider-aws/lib/elastic-beanstalk-application";
import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { reference, tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { atCreation } from "./creation";
import { refuseNameTag } from "./default-tags";
import { environments } from "./environments";
import { autoScalingGroupNames, forwarding } from "./forwarding";
import { inputs } from "./inputs";
import { namesOf } from "./names";
import { instanceNetwork } from "./network";
import { bundleObjects, instanceRole, serviceRole } from "./roles";
import { rules } from "./rules";
import { upgradeRights } from "./self-upgrade";
import { environmentSettings } from "./settings";
import { logGroups, logVolume } from "./storage";

/**
 * A PHP application on Elastic Beanstalk, Amazon Linux 2023, in one or more environments behind load balancers that the
 * caller owns. Traffic is encrypted up to the instance, logs are encrypted with the caller's key, and AWS applies
 * platform updates in a window (45 CFR 164.312(a)(2)(iv), (b), (e)(1)).
 */
export const Beanstalk = terraformModule({
  name: "beanstalk",
  summary:
    "A PHP application on Elastic Beanstalk (Amazon Linux 2023): version, roles, and environments by colour.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    applicationName: "Name of the application.",
    environmentNames: "Names of the environments, by colour.",
    environmentArns: "ARNs of the environments, by colour.",
    cnames: "Names of the environments under elasticbeanstalk.com, by colour.",
    endpointUrls: "Names of the load balancers that serve the environments, by colour.",
    versionLabels: "Application versions that run, by colour.",
    platforms: "Platform versions that run, by colour.",
    autoScalingGroupNames:
      "Names of the Auto Scaling groups, by colour. Null for an environment that currently has none.",
    instanceRoleArn: "ARN of the instances' role.",
    instanceRoleName: "Name of the instances' role.",
    instanceSecurityGroupId: "Security group of the instances.",
    serviceRoleArn: "ARN of Elastic Beanstalk's role.",
    logGroupNames: "Names of the log groups, by colour and file.",
  },
  resources(module, inputs) {
    requireKeyInRegion(module, "applicationName", { kms_key_arn: inputs.kmsKeyArn });
    refuseNameTag(module);
    const aws = awsContext(module);
    const { name, maxVersions } = inputs;
    const named = namesOf(module, aws, inputs);
    const bundles = bundleObjects(module, aws, inputs);
    const service = serviceRole(module, aws, inputs, bundles);
    const instance = instanceRole(module, aws, inputs, named, bundles);
    const network = instanceNetwork(module, inputs);
    const logs = logGroups(module, inputs, named.names);
    const volume = logVolume(module, inputs);
    const application = new ElasticBeanstalkApplication(module, "this", {
      name,
      description: "PHP application",
      appversionLifecycle: {
        serviceRole: service.role.arn,
        maxCount: maxVersions,
        deleteSourceFromS3: false,
      },
    });
    const all = environments(module, inputs, {
      applicationName: application.name,
      names: named.names,
      settings: environmentSettings(module, inputs, {
        atCreation: atCreation(module, inputs, named),
        serviceRoleName: service.role.name,
        instanceProfileName: instance.profile.name,
        instanceSecurityGroupId: network.group.id,
        blockDevices: volume.mapping,
      }),
      dependsOn: [logs, ...service.grants, ...instance.grants, ...network.rules],
      slowlyMade: [instance.profile, network.group, volume.snapshot],
    });
    const groups = autoScalingGroupNames(module, all);
    forwarding(module, inputs, all, groups);
    upgradeRights(module, aws, inputs, {
      ...named,
      role: instance.role,
      documents: instance.documents,
      environments: all,
    });
    const each = (attribute: string) =>
      tf`{for colour, environment in ${all} : colour => ${reference(`environment.${attribute}`)}}`;
    return {
      applicationName: application.name,
      environmentNames: each("name"),
      environmentArns: each("arn"),
      cnames: each("cname"),
      endpointUrls: each("endpoint_url"),
      versionLabels: each("version_label"),
      platforms: each("solution_stack_name"),
      autoScalingGroupNames: groups,
      instanceRoleArn: instance.role.arn,
      instanceRoleName: instance.role.name,
      instanceSecurityGroupId: network.group.id,
      serviceRoleArn: service.role.arn,
      logGroupNames: tf`{for key, group in ${logs.fqn} : key => group.name}`,
    };
  },
});

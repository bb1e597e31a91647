import { TerraformLocal } from "cdktf";
import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { gravitonPattern, type Inputs } from "./inputs";

/** What the options refer to beside the inputs. */
export interface SettingReferences {
  readonly serviceRoleName: string;
  readonly instanceProfileName: string;
  readonly instanceSecurityGroupId: string;
  /** `/dev/sdh=snap-…:8:true:gp3`, or empty without a log volume. */
  readonly blockDevices: Expression;
}

/** Values by option, by namespace. */
type Options = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A value that is sent only where the option means anything, which Terraform must know at plan. */
class Conditional {
  constructor(
    readonly condition: Expression,
    readonly value: unknown,
  ) {}
}
const when = (condition: Expression, value: unknown) => new Conditional(condition, value);

/**
 * Options that are the same in all environments. These catalogues hold what differs from Elastic Beanstalk's own default
 * and matters behind a load balancer that somebody else owns. What is left at the default is not sent: Elastic Beanstalk
 * would echo it in its own words, and every plan would show a difference.
 */
function sharedOptions(inputs: Inputs, refs: SettingReferences): Options {
  const { php, autoscaling, managedUpdates, ec2KeyName, notificationTopicArn } = inputs;
  const managed = tf`${managedUpdates}.enabled`;
  const inBatches = tf`${inputs.deploymentPolicy} != "Immutable"`;
  return {
    "aws:autoscaling:launchconfiguration": {
      BlockDeviceMappings: when(tf`${inputs.logVolumeSizeGb} > 0`, refs.blockDevices),
      // The module's own group knows the load balancer and nobody else, and has no port 22.
      DisableDefaultEC2SecurityGroup: true,
      DisableIMDSv1: true,
      EC2KeyName: when(tf`${ec2KeyName} != null`, ec2KeyName),
      IamInstanceProfile: refs.instanceProfileName,
      MonitoringInterval: "1 minute",
      RootVolumeSize: inputs.rootVolumeSizeGb,
      RootVolumeType: "gp3",
      SecurityGroups: refs.instanceSecurityGroupId,
    },
    "aws:autoscaling:trigger": {
      BreachDuration: tf`${autoscaling}.breach_minutes`,
      LowerThreshold: tf`${autoscaling}.lower_cpu_percent`,
      MeasureName: "CPUUtilization",
      Period: tf`${autoscaling}.period_minutes`,
      Statistic: "Average",
      Unit: "Percent",
      UpperThreshold: tf`${autoscaling}.upper_cpu_percent`,
    },
    "aws:autoscaling:updatepolicy:rollingupdate": {
      MaxBatchSize: 1,
      RollingUpdateEnabled: true,
      RollingUpdateType: "Health",
    },
    "aws:ec2:vpc": {
      AssociatePublicIpAddress: false,
      Subnets: tf`join(",", sort(${inputs.appSubnetIds}))`,
      VPCId: inputs.vpcId,
    },
    "aws:elasticbeanstalk:cloudwatch:logs": {
      DeleteOnTerminate: false,
      RetentionInDays: inputs.logRetentionDays,
      StreamLogs: true,
    },
    "aws:elasticbeanstalk:cloudwatch:logs:health": {
      DeleteOnTerminate: false,
      HealthStreamingEnabled: true,
      RetentionInDays: inputs.logRetentionDays,
    },
    "aws:elasticbeanstalk:command": {
      BatchSize: when(inBatches, 1),
      BatchSizeType: when(inBatches, "Fixed"),
      DeploymentPolicy: inputs.deploymentPolicy,
      Timeout: 1800,
    },
    "aws:elasticbeanstalk:container:php:phpini": {
      document_root: inputs.documentRoot,
      max_execution_time: tf`${php}.max_execution_time_seconds`,
      memory_limit: tf`${php}.memory_limit`,
    },
    "aws:elasticbeanstalk:environment": {
      EnvironmentType: "LoadBalanced",
      LoadBalancerIsShared: true,
      LoadBalancerType: "application",
      ServiceRole: refs.serviceRoleName,
    },
    // HTTPS up to the instance. The one process is `default`, so that no idle target group waits on port 80.
    "aws:elasticbeanstalk:environment:process:default": {
      DeregistrationDelay: inputs.deregistrationDelaySeconds,
      HealthCheckPath: inputs.healthCheckPath,
      MatcherHTTPCode: 200,
      Port: 443,
      Protocol: "HTTPS",
      StickinessEnabled: inputs.stickySessions,
    },
    "aws:elasticbeanstalk:environment:proxy": { ProxyServer: inputs.proxy },
    "aws:elasticbeanstalk:healthreporting:system": { SystemType: "enhanced" },
    "aws:elasticbeanstalk:managedactions": {
      ManagedActionsEnabled: managed,
      PreferredStartTime: when(managed, tf`${managedUpdates}.start_time`),
      ServiceRoleForManagedUpdates: when(managed, refs.serviceRoleName),
    },
    "aws:elasticbeanstalk:managedactions:platformupdate": {
      InstanceRefreshEnabled: when(managed, tf`${managedUpdates}.instance_refresh`),
      UpdateLevel: when(managed, tf`${managedUpdates}.level`),
    },
    "aws:elasticbeanstalk:sns:topics": {
      "Notification Topic ARN": when(tf`${notificationTopicArn} != null`, notificationTopicArn),
    },
    "aws:elbv2:listenerrule:application": {
      // Elastic Beanstalk adds its own CNAME to them.
      HostHeaders: when(tf`length(${inputs.hostHeaders}) > 0`, tf`join(",", ${inputs.hostHeaders})`),
      PathPatterns: "/*",
      Priority: 1,
      Process: "default",
    },
  };
}

/** Options of one environment, the value of `environment` under the key `colour`. */
function ownOptions(inputs: Inputs): Options {
  const environment = reference("environment");
  const balancer = tf`${inputs.loadBalancers}[colour]`;
  const types = tf`coalesce(${environment}.instance_types, ${inputs.instanceTypes})`;
  return {
    "aws:autoscaling:asg": {
      MaxSize: tf`${environment}.max_instances`,
      MinSize: tf`${environment}.min_instances`,
    },
    "aws:autoscaling:updatepolicy:rollingupdate": {
      // Full capacity stays in service, unless the maximum leaves no room for one instance more.
      MinInstancesInService: tf`min(${environment}.min_instances, ${environment}.max_instances - 1)`,
    },
    "aws:ec2:instances": {
      InstanceTypes: tf`join(",", ${types})`,
      SupportedArchitectures: tf`can(regex(${gravitonPattern}, ${types}[0])) ? "arm64" : "x86_64"`,
    },
    // Naming the default rule here keeps Elastic Beanstalk from adding it to a listener on port 80, past its redirect.
    [`aws:elbv2:listener:${tf`${balancer}.listener_port`.string}`]: { Rules: "application,default" },
    "aws:elbv2:loadbalancer": {
      // Without it Elastic Beanstalk makes a group of its own and attaches it to the caller's load balancer.
      SecurityGroups: tf`${balancer}.security_group_id`,
      SharedLoadBalancer: tf`${balancer}.arn`,
    },
  };
}

interface Row {
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
  readonly sent: unknown;
}

function rows(options: Options): Row[] {
  return Object.entries(options).flatMap(([namespace, values]) =>
    Object.entries(values).map(([name, value]) => {
      const conditional = value instanceof Conditional;
      return {
        namespace,
        name,
        value: conditional ? value.value : value,
        sent: conditional ? value.condition : true,
      };
    }),
  );
}

/** A map by colour of lists of {namespace, name, value}, for dynamic `setting` blocks. */
export function settingsByColour(module: ModuleStack, inputs: Inputs, refs: SettingReferences): Expression {
  const shared = new TerraformLocal(module, "shared_settings", rows(sharedOptions(inputs, refs)));
  const variables = (namespace: string, values: Expression) =>
    tf`[for name, value in ${values} : {namespace = ${namespace}, name = name, value = value}]`;
  const application = "aws:elasticbeanstalk:application";
  const common = new TerraformLocal(
    module,
    "common_settings",
    tf`concat([for setting in ${shared.fqn} : setting if setting.sent], ${variables(`${application}:environment`, inputs.environmentVariables)}, ${variables(`${application}:environmentsecrets`, inputs.environmentSecrets)})`,
  );
  const own = rows(ownOptions(inputs)).map(({ namespace, name, value }) => ({ namespace, name, value }));
  const all = new TerraformLocal(
    module,
    "settings",
    tf`{for colour, environment in ${inputs.environments} : colour => concat(${common.fqn}, ${own})}`,
  );
  return tf`${all.fqn}`;
}

import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Composite } from "../../lib/reference";
import type { AtCreation } from "./creation";
import { gravitonPattern } from "./environment-inputs";
import type { Inputs } from "./inputs";

// What differs from Elastic Beanstalk's own default and matters behind a load balancer of the caller's. What is left at the
// default is not sent: Elastic Beanstalk would echo it in its own words, and every plan would show a difference.

/** What the options refer to in addition to the inputs. */
export interface SettingReferences {
  readonly atCreation: AtCreation;
  readonly serviceRoleName: string;
  readonly instanceProfileName: string;
  readonly instanceSecurityGroupId: string;
  /** `/dev/sdh=snap-…:8:true:gp3`, or empty without a log volume. */
  readonly blockDevices: Expression;
}

/** Values by option, by namespace. */
type Options = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A value that is sent only under a condition, which must be known at plan. */
class Conditional {
  constructor(
    readonly condition: Expression,
    readonly value: unknown,
  ) {}
}
const when = (condition: Expression, value: unknown) => new Conditional(condition, value);

/** How Elastic Beanstalk starts instances, and how many. */
function instanceOptions(inputs: Inputs, refs: SettingReferences): Options {
  const { autoscaling, ec2Key } = inputs;
  return {
    "aws:autoscaling:launchconfiguration": {
      BlockDeviceMappings: when(tf`${inputs.logVolumeSizeGb} > 0`, refs.blockDevices),
      // The module's own group admits the load balancers only, and has no port 22.
      DisableDefaultEC2SecurityGroup: true,
      DisableIMDSv1: true,
      EC2KeyName: when(ec2Key.given, ec2Key.orNull.name),
      IamInstanceProfile: refs.instanceProfileName,
      MonitoringInterval: "1 minute",
      RootVolumeSize: inputs.rootVolumeSizeGb,
      RootVolumeType: "gp3",
      SecurityGroups: refs.instanceSecurityGroupId,
    },
    "aws:autoscaling:trigger": {
      // BreachDuration = Period × EvaluationPeriods: Elastic Beanstalk rewrites one of the three where they disagree.
      BreachDuration: autoscaling.breachMinutes,
      EvaluationPeriods: tf`${autoscaling.breachMinutes} / ${autoscaling.periodMinutes}`,
      LowerThreshold: autoscaling.lowerCpuPercent,
      MeasureName: "CPUUtilization",
      Period: autoscaling.periodMinutes,
      Statistic: "Average",
      Unit: "Percent",
      UpperThreshold: autoscaling.upperCpuPercent,
    },
    "aws:ec2:vpc": {
      AssociatePublicIpAddress: false,
      Subnets: tf`join(",", sort(${inputs.appSubnetIds}))`,
    },
  };
}

/** How versions and platforms change. */
function updateOptions({ deploymentPolicy, managedUpdates }: Inputs, refs: SettingReferences): Options {
  const inBatches = tf`${deploymentPolicy} != "Immutable"`;
  const managed = managedUpdates.enabled;
  return {
    "aws:autoscaling:updatepolicy:rollingupdate": {
      MaxBatchSize: 1,
      RollingUpdateEnabled: true,
      RollingUpdateType: "Health",
    },
    "aws:elasticbeanstalk:command": {
      BatchSize: when(inBatches, 1),
      BatchSizeType: when(inBatches, "Fixed"),
      DeploymentPolicy: deploymentPolicy,
      Timeout: 1800,
    },
    "aws:elasticbeanstalk:managedactions": {
      ManagedActionsEnabled: managed,
      PreferredStartTime: when(managed, managedUpdates.startTime),
      ServiceRoleForManagedUpdates: when(managed, refs.serviceRoleName),
    },
    "aws:elasticbeanstalk:managedactions:platformupdate": {
      InstanceRefreshEnabled: when(managed, managedUpdates.instanceRefresh),
      UpdateLevel: when(managed, managedUpdates.level),
    },
  };
}

/** How requests reach the application. */
function servingOptions(inputs: Inputs, refs: SettingReferences): Options {
  const { php } = inputs;
  return {
    "aws:elasticbeanstalk:container:php:phpini": {
      document_root: inputs.documentRoot,
      max_execution_time: php.maxExecutionTimeSeconds,
      memory_limit: php.memoryLimit,
    },
    "aws:elasticbeanstalk:environment": {
      EnvironmentType: "LoadBalanced",
      LoadBalancerIsShared: true,
      LoadBalancerType: "application",
      ServiceRole: refs.serviceRoleName,
    },
    // HTTPS up to the instance. The one process is `default`, so that there is no idle target group for port 80.
    "aws:elasticbeanstalk:environment:process:default": {
      DeregistrationDelay: inputs.deregistrationDelaySeconds,
      HealthCheckPath: inputs.healthCheckPath,
      MatcherHTTPCode: 200,
      Port: 443,
      Protocol: "HTTPS",
      StickinessEnabled: inputs.stickySessions,
    },
    "aws:elasticbeanstalk:environment:proxy": { ProxyServer: inputs.proxy },
  };
}

/** What is reported of instances and environments. */
function reportingOptions({ logRetentionDays, notifications }: Inputs): Options {
  return {
    "aws:elasticbeanstalk:cloudwatch:logs": {
      DeleteOnTerminate: false,
      RetentionInDays: logRetentionDays,
      StreamLogs: true,
    },
    "aws:elasticbeanstalk:cloudwatch:logs:health": {
      DeleteOnTerminate: false,
      HealthStreamingEnabled: true,
      RetentionInDays: logRetentionDays,
    },
    "aws:elasticbeanstalk:healthreporting:system": { SystemType: "enhanced" },
    "aws:elasticbeanstalk:sns:topics": {
      "Notification Topic ARN": when(notifications.given, notifications.orNull.topicArn),
    },
  };
}

/** Options of one environment, within its resource. */
function ownOptions({ environments, instanceTypes }: Inputs, { atCreation }: SettingReferences): Options {
  const { value: environment } = environments.each;
  const types = tf`coalesce(${environment.instanceTypes}, ${instanceTypes})`;
  return {
    "aws:autoscaling:asg": {
      MaxSize: environment.maxInstances,
      MinSize: environment.minInstances,
    },
    "aws:autoscaling:updatepolicy:rollingupdate": {
      // Full capacity stays in service, unless the maximum leaves no room for one instance more.
      MinInstancesInService: tf`min(${environment.minInstances}, ${environment.maxInstances} - 1)`,
    },
    "aws:ec2:instances": {
      InstanceTypes: tf`join(",", ${types})`,
      SupportedArchitectures: tf`can(regex(${gravitonPattern}, ${types}[0])) ? "arm64" : "x86_64"`,
    },
    "aws:ec2:vpc": { VPCId: atCreation.vpcId },
    // The default rule attaches the target group to the load balancer, without which its instances would never be healthy. Named
    // here, it is on the listener that serves; requests come by our own rule.
    [`aws:elbv2:listener:${atCreation.listenerPort.string}`]: { Rules: "default" },
    "aws:elbv2:loadbalancer": {
      // Without it Elastic Beanstalk makes a group of its own and attaches it to the caller's load balancer.
      SecurityGroups: atCreation.securityGroupId,
      SharedLoadBalancer: atCreation.loadBalancerArn,
    },
  };
}

interface Row {
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
  /** Whether it is sent at all. */
  readonly sent: unknown;
}

/** Options as rows, in the order of their names. */
function rows(...catalogues: readonly Options[]): Row[] {
  const all = catalogues.flatMap((options) =>
    Object.entries(options).flatMap(([namespace, values]) =>
      Object.entries(values).map(([name, value]) =>
        value instanceof Conditional
          ? { namespace, name, value: value.value, sent: value.condition }
          : { namespace, name, value, sent: true },
      ),
    ),
  );
  const place = ({ namespace, name }: Row) => `${namespace} ${name}`;
  return all.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** One `setting` block. */
type Setting = Omit<Row, "sent">;

/** The `setting` blocks of an environment. */
export interface Settings {
  /** A list of {namespace, name, value}, the same for all environments. */
  readonly shared: Expression;
  /** Those of one environment, within its resource. */
  readonly own: readonly Setting[];
}

/** Options of all environments and of each one, the application's variables and secrets among them. */
export function environmentSettings(module: ModuleStack, inputs: Inputs, refs: SettingReferences): Settings {
  const options = local(
    module,
    "shared_settings",
    rows(
      instanceOptions(inputs, refs),
      updateOptions(inputs, refs),
      servingOptions(inputs, refs),
      reportingOptions(inputs),
    ),
  );
  const variables = (namespace: string, values: Composite) =>
    tf`[for name, value in ${values} : {namespace = ${namespace}, name = name, value = value}]`;
  const application = "aws:elasticbeanstalk:application";
  const sent = tf`[for setting in ${options} : setting if setting.sent]`;
  const shared = local(
    module,
    "settings",
    tf`concat(${sent}, ${variables(`${application}:environment`, inputs.environmentVariables)}, ${variables(`${application}:environmentsecrets`, inputs.environmentSecrets)})`,
  );
  const own = rows(ownOptions(inputs, refs)).map(({ namespace, name, value }) => ({
    namespace,
    name,
    value,
  }));
  return { shared, own };
}

/** The value of an attribute of a shared setting, within the dynamic block. */
export const settingBlock: Setting = {
  namespace: reference("setting.value.namespace").string,
  name: reference("setting.value.name").string,
  value: reference("setting.value.value"),
};

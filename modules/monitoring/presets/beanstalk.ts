import type { Alarms, Count, Events, Text } from "../compose";

interface Environment {
  readonly environmentName: Text;
  /** Auto Scaling group of the environment: output autoScalingGroupNames of the beanstalk module. */
  readonly autoScalingGroupName: Text;
  /** Average CPU of the instances in percent that scaling should have prevented. Default 90. */
  readonly maxCpuPercent?: Count;
}

/** Health of one Elastic Beanstalk environment and of its instances. */
export function beanstalkAlarms({
  environmentName,
  autoScalingGroupName,
  maxCpuPercent = 90,
}: Environment): Alarms {
  const group = "instances";
  const ofInstances = { namespace: "AWS/EC2", dimensions: { AutoScalingGroupName: autoScalingGroupName } };
  return {
    health: {
      group,
      description: "Elastic Beanstalk reports the environment as degraded (20) or severe (25).",
      runbook: "The environment's Health and Events pages in Elastic Beanstalk show which instance and why.",
      metrics: {
        health: {
          namespace: "AWS/ElasticBeanstalk",
          metricName: "EnvironmentHealth",
          dimensions: { EnvironmentName: environmentName },
          statistic: "Maximum",
        },
      },
      threshold: 20,
      periodSeconds: 60,
      evaluationPeriods: 5,
      treatMissingData: "ignore",
    },
    cpu: {
      group,
      description:
        "CPU of the instances has been high for 15 minutes although scaling should have helped, in percent.",
      runbook: "Is the maximum number of instances reached? Raise it, or use larger instances.",
      metrics: { cpu: { ...ofInstances, metricName: "CPUUtilization", statistic: "Average" } },
      threshold: maxCpuPercent,
    },
    "status-check": {
      group,
      description: "An instance fails EC2's status checks.",
      metrics: { failed: { ...ofInstances, metricName: "StatusCheckFailed", statistic: "Maximum" } },
      threshold: 1,
      periodSeconds: 60,
      evaluationPeriods: 5,
    },
  };
}

/** Failed deployments, configuration changes and managed updates of an application's environments. */
export function beanstalkEvents({ applicationName }: { readonly applicationName: Text }): Events {
  return {
    "environment-trouble": {
      description: "Elastic Beanstalk warns about an environment: health, deployment or managed update.",
      pattern: {
        source: ["aws.elasticbeanstalk"],
        detail: { ApplicationName: [applicationName], Severity: ["WARN", "ERROR", "FATAL"] },
      },
    },
  };
}

import { type Expression, tf } from "../../../lib/expression";
import { holdsToken } from "../../../lib/values";
import type { Alarms, Count, Events, Text } from "../compose";

/** A service by its names, or by a map in Terraform that has them as ClusterName and ServiceName. */
type Service =
  { readonly clusterName: Text; readonly serviceName: Text } | { readonly dimensions: Expression };

interface Utilization {
  /** Average CPU of the tasks in percent that scaling should have prevented. Default 80. */
  readonly maxCpuPercent?: Count;
  /** Average memory of the tasks in percent. Default 80. */
  readonly maxMemoryPercent?: Count;
}

interface TaskCount {
  /** What the service never has fewer of, such as the minimum of its scaling. 0 for a service that may rest. Default 1. */
  readonly minRunningTasks?: Count;
}

const group = "services";
const fiveMinutes = { periodSeconds: 60, evaluationPeriods: 5 };
const dimensionsOf = (service: Service) =>
  "dimensions" in service
    ? service.dimensions
    : { ClusterName: service.clusterName, ServiceName: service.serviceName };

/** CPU and memory of one ECS service; thresholds, statistics and periods as in CloudWatch's recommended alarms for ECS. */
export function ecsServiceAlarms({
  maxCpuPercent = 80,
  maxMemoryPercent = 80,
  ...service
}: Service & Utilization): Alarms {
  const used = (metricName: string) => ({
    used: { namespace: "AWS/ECS", metricName, dimensions: dimensionsOf(service), statistic: "Average" },
  });
  return {
    cpu: {
      group,
      description:
        "CPU of the tasks has been high for five minutes although scaling should have helped, in percent.",
      runbook: "Is the maximum number of tasks reached? Raise it, or give the tasks more CPU.",
      metrics: used("CPUUtilization"),
      comparison: "GreaterThanThreshold",
      threshold: maxCpuPercent,
      ...fiveMinutes,
    },
    memory: {
      group,
      description:
        "Memory of the tasks has been high for five minutes, in percent. A task that needs more is killed.",
      runbook:
        "Give the tasks more memory. Memory that only ever rises is a leak: a new deployment buys time.",
      metrics: used("MemoryUtilization"),
      comparison: "GreaterThanThreshold",
      threshold: maxMemoryPercent,
      ...fiveMinutes,
    },
  };
}

/** The number of tasks of one ECS service, for a cluster with Container Insights: without, the first alarm never ends. */
export function ecsTaskCountAlarms({ minRunningTasks = 1, ...service }: Service & TaskCount): Alarms {
  const tasks = (metricName: string) => ({
    namespace: "ECS/ContainerInsights",
    metricName,
    dimensions: dimensionsOf(service),
    statistic: "Average",
  });
  return {
    "running-tasks": {
      group,
      description: "Too few tasks run: fewer than the service's minimum.",
      runbook: "The service's events and its stopped tasks in ECS show why tasks do not start, or stop.",
      metrics: { running: tasks("RunningTaskCount") },
      comparison: "LessThanThreshold",
      threshold: minRunningTasks,
      // Without any running task, Container Insights publishes nothing.
      treatMissingData: missingData(minRunningTasks),
      ...fiveMinutes,
    },
    "missing-tasks": {
      group,
      description: "For 15 minutes, fewer tasks have run than desired: tasks do not start, or stop again.",
      runbook: "The service's events and its stopped tasks in ECS show why.",
      metrics: { desired: tasks("DesiredTaskCount"), running: tasks("RunningTaskCount") },
      expression: { text: "desired - running" },
      threshold: 1,
      periodSeconds: 60,
      evaluationPeriods: 15,
    },
  };
}

/** A service that may have no task has no data then, which is no fault. */
function missingData(minRunningTasks: Count) {
  if (!holdsToken(minRunningTasks)) return Number(minRunningTasks) > 0 ? "breaching" : "notBreaching";
  return tf`${minRunningTasks} > 0 ? "breaching" : "notBreaching"`;
}

/** Deployments that failed, and tasks that cannot be placed, started or configured, of services by their ARNs. */
export function ecsServiceEvents({
  serviceArns,
}: {
  readonly serviceArns: readonly Text[] | Expression;
}): Events {
  return {
    "deployment-failed": {
      description: "A deployment of a service failed: the circuit breaker or a deployment alarm stopped it.",
      pattern: {
        source: ["aws.ecs"],
        "detail-type": ["ECS Deployment State Change"],
        resources: serviceArns,
        detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
      },
    },
    "service-impaired": {
      description: "A service cannot start, place or configure its tasks.",
      pattern: {
        source: ["aws.ecs"],
        "detail-type": ["ECS Service Action"],
        resources: serviceArns,
        detail: {
          eventName: [
            "SERVICE_TASK_START_IMPAIRED",
            "SERVICE_TASK_PLACEMENT_FAILURE",
            "SERVICE_TASK_CONFIGURATION_FAILURE",
          ],
        },
      },
    },
  };
}

import { inUsEast1 } from "../../lib/aws/providers";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { EncryptionKey } from "../encryption-key";
import { Monitoring } from "../monitoring";
import { type AlarmGroup, allAlarms, allEvents, keyEvents } from "../monitoring/presets";
import type { FoundationInputs } from "./inputs";

// What an application has in us-east-1 because of CloudFront, wherever the rest is.

/** Key in us-east-1 of what belongs to distributions there: their firewalls' logs, and the topic of their alarms. */
export interface EdgeKey {
  readonly arn: Expression;
  /** Whether there is a distribution. */
  readonly needed: Expression;
}

/**
 * A key of its own even where the rest is in us-east-1, too: the region may be known after apply only, and cannot decide what is made.
 */
export function edgeKey(
  module: ModuleStack,
  { name, forceDestroy }: Pick<FoundationInputs, "name" | "forceDestroy">,
  needed: Expression,
): EdgeKey {
  const key = new EncryptionKey(
    module,
    "edge_key",
    {
      name: `${name}-edge`,
      description: `${name}: alarms and firewall logs in us-east-1`,
      servicePrincipals: ["cloudwatch.amazonaws.com"],
      deletionProtection: tf`!(${forceDestroy.given})`,
    },
    { ...inUsEast1, when: needed },
  );
  return { arn: key.outputs.arn, needed };
}

/**
 * Alarms of distributions, their certificates and firewalls, and the topic that they notify: CloudFront publishes its metrics in
 * us-east-1 only, and an alarm notifies topics of its own region only.
 */
export function edgeMonitoring(
  module: ModuleStack,
  { name, monitoring }: Pick<FoundationInputs, "name" | "monitoring">,
  key: EdgeKey,
  alarms: Readonly<Record<string, AlarmGroup>>,
) {
  return new Monitoring(
    module,
    "edge_monitoring",
    {
      name: `${name}-edge`,
      kmsKeyArn: key.arn,
      alarms: allAlarms(module, alarms),
      events: allEvents(module, keyEvents({ keyArns: tf`[${key.arn}]` }), "edge_events"),
      // The application's own budget counts what is here, too.
      subscriptions: monitoring.subscriptions,
    },
    { ...inUsEast1, when: key.needed },
  ).outputs;
}

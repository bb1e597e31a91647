import { awsInUsEast1 } from "../../lib/aws/providers";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { monitoringPart } from "../foundation/inputs";
import { Monitoring } from "../monitoring";
import {
  type AlarmGroup,
  type Alarms,
  alarmsByName,
  alarmsWhen,
  allAlarms,
  certificateAlarms,
  distributionAlarms,
  firewallAlarms,
} from "../monitoring/presets";
import type { EdgeKey } from "./edge-key";
import type { MadeFirewall } from "./firewall";
import type { Inputs } from "./inputs";

const inUsEast1 = { providers: { aws: awsInUsEast1 } } as const;

/** A distribution, its certificate, and its firewall. */
interface Watched {
  readonly distributionId: Expression;
  readonly certificateArn: Expression;
  readonly firewall: MadeFirewall;
}

/**
 * Alarms of the distributions, their certificates and firewalls, and the topic that they notify: CloudFront publishes its metrics in
 * us-east-1 only, and an alarm notifies topics of its own region only.
 */
export function edgeOperations(
  module: ModuleStack,
  { name, app, storage, monitoring }: Inputs,
  key: EdgeKey,
  watched: Readonly<Record<"app" | "storage", Watched>>,
) {
  return new Monitoring(
    module,
    "edge_monitoring",
    {
      name: `${name}-edge`,
      kmsKeyArn: key.arn,
      alarms: allAlarms(module, {
        app_edge: alarmsWhen(tf`!(${app.servedElsewhere.given})`, alarmsOf("app", watched.app)),
        app_firewall: firewallOf("app", watched.app),
        storage_edge: alarmsWhen(
          tf`!(${storage.servedElsewhere.given})`,
          alarmsOf("storage", watched.storage),
        ),
        storage_firewall: firewallOf("storage", watched.storage),
      }),
      ...monitoringPart.from(monitoring),
    },
    { ...inUsEast1, count: tf`${key.needed} ? 1 : 0` },
  ).outputs;
}

const firewallOf = (key: string, { firewall }: Watched): AlarmGroup =>
  alarmsWhen(
    firewall.made,
    alarmsByName({ [key]: firewall.metricName }, (metricName) => firewallAlarms({ metricName })),
  );

/** What is null without the distribution is computed, and left out afterwards. */
const alarmsOf = (key: string, { distributionId, certificateArn }: Watched): Alarms =>
  alarmsByName({ [key]: "" }, () => ({
    ...distributionAlarms({ distributionId: tf`coalesce(${distributionId}, "none")` }),
    ...certificateAlarms({ certificateArn: tf`coalesce(${certificateArn}, "none")` }),
  }));

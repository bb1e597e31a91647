import { awsInUsEast1 } from "../../lib/aws/providers";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { EncryptionKey } from "../encryption-key";
import { monitoringPart } from "../foundation/inputs";
import { Monitoring } from "../monitoring";
import {
  type Alarms,
  alarmsByName,
  alarmsWhen,
  allAlarms,
  certificateAlarms,
  distributionAlarms,
} from "../monitoring/presets";
import type { Inputs } from "./inputs";

const inUsEast1 = { providers: { aws: awsInUsEast1 } } as const;

/** A distribution, and its certificate. */
interface Watched {
  readonly distributionId: Expression;
  readonly certificateArn: Expression;
}

/**
 * Alarms of the distributions and their certificates, and the topic that they notify: CloudFront publishes its metrics in us-east-1
 * only, and an alarm notifies topics of its own region only. The topic's key is another one even where the rest is in us-east-1, too:
 * the region may be known after apply only, and cannot decide what is made.
 */
export function edgeOperations(
  module: ModuleStack,
  { name, app, storage, monitoring }: Inputs,
  watched: Readonly<Record<"app" | "storage", Watched>>,
) {
  const served = {
    app: tf`!(${app.servedElsewhere.given})`,
    storage: tf`!(${storage.servedElsewhere.given})`,
  };
  const count = tf`${served.app} || ${served.storage} ? 1 : 0`;
  const key = new EncryptionKey(
    module,
    "edge_key",
    {
      name: `${name}-edge`,
      description: `${name}: alarms in us-east-1`,
      servicePrincipals: ["cloudwatch.amazonaws.com"],
    },
    { ...inUsEast1, count },
  ).outputs;
  return new Monitoring(
    module,
    "edge_monitoring",
    {
      name: `${name}-edge`,
      kmsKeyArn: key.arn,
      alarms: allAlarms(module, {
        app_edge: alarmsWhen(served.app, alarmsOf("app", watched.app)),
        storage_edge: alarmsWhen(served.storage, alarmsOf("storage", watched.storage)),
      }),
      ...monitoringPart.from(monitoring),
    },
    { ...inUsEast1, count },
  ).outputs;
}

/** What is null without the distribution is computed, and left out afterwards. */
const alarmsOf = (key: string, { distributionId, certificateArn }: Watched): Alarms =>
  alarmsByName({ [key]: "" }, () => ({
    ...distributionAlarms({ distributionId: tf`coalesce(${distributionId}, "none")` }),
    ...certificateAlarms({ certificateArn: tf`coalesce(${certificateArn}, "none")` }),
  }));

import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { type EdgeKey, edgeMonitoring } from "../foundation/edge";
import {
  type AlarmGroup,
  type Alarms,
  alarmsByName,
  alarmsWhen,
  certificateAlarms,
  distributionAlarms,
  firewallAlarms,
} from "../monitoring/presets";
import type { MadeFirewall } from "./firewall";
import type { Inputs } from "./inputs";

/** A distribution, its certificate, and its firewall. */
interface Watched {
  readonly distributionId: Expression;
  readonly certificateArn: Expression;
  readonly firewall: MadeFirewall;
}

/** Alarms of the distributions, their certificates and firewalls. */
export function edgeOperations(
  module: ModuleStack,
  input: Inputs,
  key: EdgeKey,
  watched: Readonly<Record<"app" | "storage", Watched>>,
) {
  const { app, storage } = input;
  return edgeMonitoring(module, input, key, {
    app_edge: alarmsWhen(tf`!(${app.servedElsewhere.given})`, alarmsOf("app", watched.app)),
    app_firewall: firewallOf("app", watched.app),
    storage_edge: alarmsWhen(tf`!(${storage.servedElsewhere.given})`, alarmsOf("storage", watched.storage)),
    storage_firewall: firewallOf("storage", watched.storage),
  });
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

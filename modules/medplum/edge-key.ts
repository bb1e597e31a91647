import { awsInUsEast1 } from "../../lib/aws/providers";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { EncryptionKey } from "../encryption-key";
import type { Inputs } from "./inputs";

/** Key in us-east-1 of what belongs to the distributions there: their firewalls' logs, and the topic of their alarms. */
export interface EdgeKey {
  readonly arn: Expression;
  /** Whether there is a distribution. */
  readonly needed: Expression;
}

/**
 * A key of its own even where the rest is in us-east-1, too: the region may be known after apply only, and cannot decide what is made.
 */
export function edgeKey(module: ModuleStack, { name, app, storage }: Inputs): EdgeKey {
  const needed = local(
    module,
    "any_distribution",
    tf`!(${app.servedElsewhere.given}) || !(${storage.servedElsewhere.given})`,
  );
  const key = new EncryptionKey(
    module,
    "edge_key",
    {
      name: `${name}-edge`,
      description: `${name}: alarms and firewall logs in us-east-1`,
      servicePrincipals: ["cloudwatch.amazonaws.com"],
    },
    { providers: { aws: awsInUsEast1 }, count: tf`${needed} ? 1 : 0` },
  );
  return { arn: key.outputs.arn, needed };
}

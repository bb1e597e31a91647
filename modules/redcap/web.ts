import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { Beanstalk } from "../beanstalk";
import type { Keys } from "../foundation/key";
import type { NetworkOfApplication } from "../foundation/network";
import type { ApplicationVariables } from "./application";
import type { Inputs } from "./inputs";
import { beanstalkPart, webPart } from "./parts";

interface Parts {
  readonly network: NetworkOfApplication;
  readonly keys: Keys;
  readonly balancers: Expression;
  /** Whether a colour's load balancer is internal, by colour. */
  readonly internal: Expression;
  readonly sourceBundle: Expression;
  readonly hostHeaders: Expression;
  readonly application: ApplicationVariables;
  readonly database: { readonly outputs: Record<"port" | "securityGroupId", Expression> };
  /** Whether instances talk SMTP to SES. */
  readonly smtp: Expression;
}

/** The Elastic Beanstalk environments. */
export function web(module: ModuleStack, input: Inputs, parts: Parts) {
  const { network, keys, application, database } = parts;
  const balancers = local(
    module,
    "load_balancers",
    tf`{for colour, balancer in ${parts.balancers} : colour => {
      arn = balancer.arn, security_group_id = balancer.security_group_id, listener_arn = balancer.listener_arn,
      listener_port = balancer.listener_port, internal = ${parts.internal}[colour]
    }}`,
  );
  const egress = {
    database: tf`{ port = ${database.outputs.port}, cidr = null, security_group_id = ${database.outputs.securityGroupId} }`,
    smtp: tf`{ port = 587, cidr = "0.0.0.0/0", security_group_id = null }`,
  };
  return new Beanstalk(module, "beanstalk", {
    name: input.name,
    vpcId: network.vpcId,
    appSubnetIds: network.appSubnetIds,
    kmsKeyArn: keys.data,
    logKmsKeyArn: keys.logs,
    loadBalancers: balancers,
    sourceBundle: parts.sourceBundle,
    hostHeaders: parts.hostHeaders,
    documentRoot: "/redcap",
    // As platform/ sets them on the instances.
    php: { memoryLimit: "512M", maxExecutionTimeSeconds: 600 },
    logRetentionDays: input.logRetentionDays,
    forceDestroyLogs: input.forceDestroy.given,
    egress: tf`merge(${input.web.egress}, { database = ${egress.database} }, ${parts.smtp} ? { smtp = ${egress.smtp} } : {})`,
    environmentVariables: application.variables,
    environmentSecrets: application.secrets,
    instancePolicies: application.policies,
    inlinePolicies: application.inlinePolicies,
    ...beanstalkPart.from(input),
    ...webPart.from(input.web),
  });
}

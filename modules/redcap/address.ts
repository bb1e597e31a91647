import type { AwsContext } from "../../lib/aws/context";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { certificateFor } from "../certificate/for-name";
import type { NetworkOfApplication } from "../foundation/network";
import { LoadBalancer } from "../load-balancer";
import type { Closed } from "./edge";
import type { Inputs } from "./inputs";
import { loadBalancerPart } from "./parts";

/** Where REDCap is reached. */
export interface Address {
  /** Load balancers by colour: the outputs of their module. */
  readonly balancers: Expression;
  /** Whether they are internal, by colour: known at plan. */
  readonly internal: Expression;
  /** That of the active environment. */
  readonly active: Expression;
  readonly certificateArn: Expression;
  /** With a slash at its end. */
  readonly url: string;
}

interface Around {
  readonly network: NetworkOfApplication;
  /** ID of the zone; null where none is given. */
  readonly zone: Expression;
  readonly accessLogsBucket: Expression;
  readonly closed: Closed;
}

/** A load balancer for each environment, and the certificate that they share. */
export function address(
  module: ModuleStack,
  input: Inputs,
  { network, zone, accessLogsBucket, closed }: Around,
): Address {
  const { domain, plainHttp, environments } = input;
  const certificate = certificateOf(module, input, zone);
  const open = tf`contains(${closed.open}, ${environments.each.key})`;
  const internal = local(
    module,
    "internal_load_balancers",
    tf`{for colour in keys(${environments}) : colour => !contains(${closed.open}, colour) || ${input.loadBalancer.internal}}`,
  );
  new LoadBalancer(
    module,
    "load_balancer",
    {
      name: `${input.name}-${environments.each.key}`,
      vpcId: network.vpcId,
      subnetIds: tf`${open} ? ${network.publicSubnetIds} : ${network.appSubnetIds}`.list,
      certificateArn: tf`${plainHttp.given} ? null : ${certificate.arn}`,
      plainHttp,
      allowedCidrs: tf`${open} ? ${input.allowedCidrs} : {}`,
      allowedPrefixListIds: tf`${open} ? {} : { cloudfront = ${closed.prefixListId} }`,
      // CloudFront has appended the client's address, and nobody else comes here.
      forwardedFor: tf`${open} ? "append" : "preserve"`,
      accessLogsBucket,
      deletionProtection: input.deletionProtection,
      ...loadBalancerPart.from(input.loadBalancer),
      internal: tf`${internal}[${environments.each.key}]`,
    },
    { forEach: environments },
  );
  const balancers = reference("module.load_balancer");
  const active = tf`${balancers}[${input.activeEnvironment}]`;
  const scheme = local(module, "scheme", tf`${plainHttp.given} ? "http" : "https"`);
  const host = local(
    module,
    "host",
    tf`${plainHttp.given} ? ${active}.dns_name : coalesce(${domain.orNull.name}, "none")`,
  );
  return {
    balancers,
    internal,
    active,
    certificateArn: certificate.arn,
    url: `${scheme.string}://${host.string}/`,
  };
}

function certificateOf(module: ModuleStack, { domain }: Inputs, zone: Expression) {
  const { name, existingCertificate } = domain.orNull;
  return certificateFor(module, "certificate", { domainName: name, existingCertificate }, zone, {
    when: domain.given,
  });
}

/** Host names that load balancers pass on: the name's siblings too, such as that of a trial before the move. */
export function hostHeaders(module: ModuleStack, { domain }: Inputs, aws: AwsContext): Expression {
  const { name } = domain.orNull;
  const labels = local(module, "host_labels", tf`split(".", coalesce(${name}, "none"))`);
  const siblings = tf`join(".", concat(["*"], slice(${labels}, 1, length(${labels}))))`;
  const own = tf`length(${labels}) > 2 ? [${siblings}] : [${name}, join(".", ["*", ${name}])]`;
  return local(
    module,
    "host_headers",
    tf`${domain.given} ? (${own}) : [${`*.${aws.region}.elb.${aws.dnsSuffix}`}]`,
  );
}

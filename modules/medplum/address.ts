import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { certificateFor } from "../certificate/for-name";
import type { NetworkOfApplication } from "../foundation/network";
import { LoadBalancer } from "../load-balancer";
import { clientCertificateHeaders } from "../load-balancer/refused-headers-input";
import type { Inputs } from "./inputs";
import { loadBalancerPart } from "./parts";

type BalancerOutputs = InstanceType<typeof LoadBalancer>["outputs"];

/** Where the server is reached. */
export interface Address {
  /** Outputs of the load balancer for everybody. */
  readonly api: BalancerOutputs;
  /** Outputs of the one for clients with certificates; null without it. */
  readonly mutual: BalancerOutputs;
  /** Certificates' ARNs by load balancer, for their alarms. */
  readonly certificateArns: Readonly<Record<"api" | "mutual", Expression>>;
  /** With a slash at its end, as the server wants it. */
  readonly baseUrl: string;
}

/** One load balancer or two, their certificates, and the server's names in DNS. */
export function address(
  module: ModuleStack,
  input: Inputs,
  network: NetworkOfApplication,
  zone: Expression,
  accessLogsBucket: Expression,
): Address {
  const { name, api, deletionProtection } = input;
  const mutual = api.mutualTls;
  const certificates = {
    api: certificateFor(module, "api_certificate", api, zone).arn,
    mutual: certificateFor(module, "mutual_tls_certificate", mutual.orNull, zone, { when: mutual.given }).arn,
  };
  const common = { vpcId: network.vpcId, accessLogsBucket, deletionProtection };
  // The server believes what this header says, whichever load balancer a request came through.
  const refused = local(module, "certificate_headers", clientCertificateHeaders);
  const balancer = new LoadBalancer(module, "load_balancer", {
    name,
    ...common,
    subnetIds: subnetsOf(network, tf`${api.internal}`),
    certificateArn: certificates.api,
    refusedHeaders: tf`${mutual.given} ? ${refused} : {}`,
    ...loadBalancerPart.from(api),
  }).outputs;
  const second = new LoadBalancer(
    module,
    "mutual_tls_load_balancer",
    {
      name: `${name}-mtls`,
      ...common,
      subnetIds: subnetsOf(network, tf`${mutual.orNull.internal}`),
      certificateArn: certificates.mutual,
      mutualAuthentication: {
        mode: tf`${mutual.orNull.trustStore.given} ? "verify" : "passthrough"`,
        trustStore: mutual.orNull.trustStore,
      },
      internal: mutual.orNull.internal,
      allowedCidrs: mutual.orNull.allowedCidrs,
      sslPolicy: api.sslPolicy,
      idleTimeoutSeconds: api.idleTimeoutSeconds,
      rulesPerSecurityGroup: api.rulesPerSecurityGroup,
    },
    { when: mutual.given },
  ).outputs;
  const inZone = input.zone.given;
  addRecord(module, "api", { name: api.domainName, count: tf`${inZone} ? 1 : 0`, zone, balancer });
  addRecord(module, "api_ipv6", {
    name: api.domainName,
    type: "AAAA",
    count: tf`${inZone} && length(${api.allowedIpv6Cidrs}) > 0 ? 1 : 0`,
    zone,
    balancer,
  });
  addRecord(module, "mutual_tls", {
    name: mutual.orNull.domainName,
    count: tf`${inZone} && ${mutual.given} ? 1 : 0`,
    zone,
    balancer: second,
  });
  return {
    api: balancer,
    mutual: second,
    certificateArns: certificates,
    baseUrl: `https://${api.domainName}/`,
  };
}

/** Public subnets, or those of the tasks for an internal load balancer. */
const subnetsOf = (network: NetworkOfApplication, internal: Expression): string[] =>
  tf`coalesce(${internal}, false) ? ${network.appSubnetIds} : ${network.publicSubnetIds}`.list;

interface Alias {
  readonly name: string;
  /** Default A; AAAA for a load balancer that takes IPv6. */
  readonly type?: "AAAA";
  readonly count: Expression;
  readonly zone: Expression;
  readonly balancer: BalancerOutputs;
}

function addRecord(module: ModuleStack, id: string, { name, type, count, zone, balancer }: Alias): void {
  const record = new Route53Record(module, id, {
    zoneId: zone.string,
    name,
    type: type ?? "A",
    alias: {
      name: balancer.dnsName.string,
      zoneId: balancer.zoneId.string,
      evaluateTargetHealth: false,
    },
  });
  record.addOverride("count", count);
}

import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { DataResource } from "cdktf";
import { inUsEast1 } from "../../lib/aws/providers";
import { warnUnless } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { certificateFor } from "../certificate/for-name";
import { Distribution } from "../distribution";
import type { LogBucket } from "../log-bucket";
import type { Inputs } from "./inputs";
import { edgePart } from "./parts";

/** Which load balancers are behind CloudFront. */
export interface Closed {
  /** Whether there is a distribution. */
  readonly exists: Expression;
  /** Colours whose load balancers clients reach themselves. */
  readonly open: Expression;
  /** CloudFront's prefix list; null without a distribution. */
  readonly prefixListId: Expression;
}

/** Who reaches which load balancer: CloudFront alone, unless it stays open. */
export function closed(module: ModuleStack, { edge, environments }: Inputs): Closed {
  const exists = edge.given;
  const count = tf`${exists} ? 1 : 0`;
  const open = local(
    module,
    "open_environments",
    tf`${exists} ? ${edge.orNull.openEnvironments} : keys(${environments})`,
  );
  const list = new DataAwsEc2ManagedPrefixList(module, "cloudfront", {
    name: "com.amazonaws.global.cloudfront.origin-facing",
  });
  list.addOverride("count", count);
  // Kept in the state: a caller's depends_on defers the lookup to the apply.
  const kept = new DataResource(module, "cloudfront_prefix_list", {
    lifecycle: { ignoreChanges: ["input"] },
  });
  kept.addOverride("count", count);
  kept.addOverride("input", tf`one(${list.fqn}[*].id)`);
  return { exists, open, prefixListId: tf`one(${kept.fqn}[*].output)` };
}

interface Before {
  readonly closed: Closed;
  /** Load balancers by colour. */
  readonly balancers: Expression;
  /** ID of the zone; null where none is given. */
  readonly zone: Expression;
  readonly logs: InstanceType<typeof LogBucket>["outputs"];
  readonly webAclArn: Expression;
}

/** The distribution, which reaches the load balancers by VPC origins; its outputs are null without edge. */
export function edge(
  module: ModuleStack,
  input: Inputs,
  { closed: { exists, open }, balancers, zone, logs, webAclArn }: Before,
) {
  const { name, domain, activeEnvironment, environments } = input;
  const given = input.edge.orNull;
  const certificate = certificateFor(
    module,
    "edge_certificate",
    { domainName: domain.orNull.name, existingCertificate: given.existingCertificate },
    zone,
    { ...inUsEast1, when: exists },
  );
  // While the address still leads to an open one, a closed one waits behind CloudFront, and can be tried.
  const serving = local(
    module,
    "edge_environment",
    tf`contains(${open}, ${activeEnvironment}) ? try(sort(setsubtract(keys(${environments}), ${open}))[0], "") : ${activeEnvironment}`,
  );
  const cachedPaths = local(module, "cached_paths", tf`coalesce(${given.cachedPaths}, [])`);
  const distribution = new Distribution(
    module,
    "distribution",
    {
      name,
      httpOrigin: {
        domainName: tf`try(${balancers}[${serving}].dns_name, null)`,
        vpcOrigin: serving,
        // REDCap's name, for which the load balancer's certificate is, and by which its rule finds the environment.
        hostHeader: "viewer",
        readTimeoutSeconds: given.readTimeoutSeconds,
      },
      vpcOrigins: tf`{for colour, balancer in ${balancers} : colour => { arn = balancer.arn } if !contains(${open}, colour)}`,
      aliases: { redcap: domain.orNull.name },
      certificateArn: certificate.arn,
      cachedPaths,
      // PHP runs /redcap_v1.0.0/index.php/Resources/x, too, and sets cookies.
      uncachedPaths: tf`length(${cachedPaths}) > 0 ? ["*.php*", "*.phar*"] : []`,
      securityHeaders: {
        strictTransportSecurity: given.strictTransportSecurity,
        // REDCap's own: a setting of its says whether surveys may be framed, and pages may ask for the position and the camera.
        frameOptions: "none",
        permissionsPolicy: {},
      },
      webAclArn,
      accessLogs: { bucketArn: logs.bucketArn },
      ...edgePart.from(given),
    },
    { ...inUsEast1, when: exists },
  ).outputs;
  warnAboutIpv6(module, input);
  return { ...distribution, certificateArn: certificate.arn };
}

function warnAboutIpv6(module: ModuleStack, { edge: wanted, firewall: { admitOnly } }: Inputs): void {
  const { cidrs, ipSetArns } = admitOnly.orNull;
  const admitted = tf`length(${ipSetArns}) > 0 || anytrue([for cidr in ${cidrs} : strcontains(cidr, ":")])`;
  warnUnless(module, "ipv6", {
    condition: tf`${wanted.given} && ${admitOnly.given} ? !${wanted.orNull.ipv6} || ${admitted} : true`,
    message:
      "firewall.admit_only has no IPv6 range, and the name has an IPv6 address: users with IPv6 are refused. Give their ranges, or set " +
      "edge.ipv6 to false.",
  });
}

import type { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** A and AAAA records of the aliases. */
export function addRecords(
  module: ModuleStack,
  { aliases, records }: Inputs,
  distribution: CloudfrontDistribution,
): void {
  for (const [id, type] of [
    ["ipv4", "A"],
    ["ipv6", "AAAA"],
  ] as const) {
    const record = new Route53Record(module, id, {
      zoneId: records.orNull.zoneId,
      name: aliases.each.value,
      type,
      alias: {
        name: distribution.domainName,
        zoneId: distribution.hostedZoneId,
        // CloudFront's health cannot be evaluated.
        evaluateTargetHealth: false,
      },
    });
    record.addOverride("for_each", tf`{for key, alias in ${aliases} : key => alias if ${records.given}}`);
  }
}

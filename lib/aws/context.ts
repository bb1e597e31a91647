import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsService } from "@cdktf/provider-aws/lib/data-aws-service";
import { DataResource } from "cdktf";
import { reference, tf } from "../expression";
import type { ModuleStack } from "../stack";

/** Where a module runs. Works in every partition. */
export interface AwsContext {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** `amazonaws.com`, or the partition's own suffix. */
  readonly dnsSuffix: string;
  /** ARN of something in this account and region: `arn("logs", "log-group:/x")`. */
  arn(service: string, resource: string): string;
  /**
   * Name of something in IAM, whose names are the whole account's: the region distinguishes two of one name in two regions.
   * IAM's names end after 64 characters.
   */
  iamName(name: string, purpose: string): string;
}

/** Any service, for its region. Not aws_region, whose attribute for the name differs between the provider's versions 5 and 6. */
const serviceHere = (module: ModuleStack): DataAwsService =>
  (module.node.tryFindChild("here") as DataAwsService | undefined) ??
  new DataAwsService(module, "here", { serviceId: "sts" });

/**
 * The region, for conditions only, which may wait for the apply where a caller's `depends_on` defers data sources: nothing has
 * to be kept in the state, as {@link awsContext} does.
 */
export const regionForConditions = (module: ModuleStack): string => serviceHere(module).region;

/**
 * Where a module runs, added once to a module. Terraform learns it from data sources when the module is made and keeps it
 * in the state: a caller's `depends_on` defers data sources to the apply, and a name that is unknown at plan would replace
 * what it belongs to.
 */
export function awsContext(module: ModuleStack): AwsContext {
  const caller = new DataAwsCallerIdentity(module, "caller");
  const cloud = new DataAwsPartition(module, "cloud");
  const service = serviceHere(module);
  for (const source of [caller, cloud]) source.overrideLogicalId("current");
  const here = new DataResource(module, "where", {
    input: {
      account: caller.accountId,
      dns_suffix: cloud.dnsSuffix,
      partition: cloud.partition,
      region: service.region,
    },
    lifecycle: {
      ignoreChanges: ["input"],
      postcondition: [
        {
          condition: tf`self.input.account == ${caller.accountId} && self.input.region == ${service.region}`
            .string,
          errorMessage:
            `This was made in \${self.input.account}, \${self.input.region}; the provider is now for ${caller.accountId}, ` +
            `${service.region}. Set the provider back, or call the module once more for the other account or region.`,
        },
      ],
    },
  });
  here.overrideLogicalId("here");
  const known = (attribute: string) => tf`${reference(here.fqn)}.input.${reference(attribute)}`.string;
  const [account, partition, region] = [known("account"), known("partition"), known("region")];
  return {
    account,
    region,
    partition,
    dnsSuffix: known("dns_suffix"),
    arn: (service, resource) => `arn:${partition}:${service}:${region}:${account}:${resource}`,
    iamName: (name, purpose) => `${name}-${region}-${purpose}`,
  };
}

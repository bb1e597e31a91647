import { regions } from "../lib/aws/regions";
import { inRegion } from "../lib/aws/same-region";

/** What of an application's inputs is in one region, as far as it is given. */
interface Placed {
  readonly existingKmsKey?: { readonly arn?: unknown };
  readonly network?: { readonly availabilityZones?: unknown };
}

const texts = (value: unknown): string[] =>
  [value].flat().filter((each): each is string => typeof each === "string" && !each.includes("${"));

/** What an application's inputs name in another region than the environment's: AWS would refuse it in the middle of an apply. */
export function regionProblems(inputs: object, region: string, prefix: string): string[] {
  if (!(regions as readonly string[]).includes(region)) return [];
  const { existingKmsKey, network } = inputs as Placed;
  const key = texts(existingKmsKey?.arn)
    .filter((arn) => /^arn:[^:]*:kms:/.test(arn) && arn.split(":")[3] !== region)
    .map(
      (arn) => `${prefix}existingKmsKey.arn ${inRegion("a key", region, "what it encrypts")} (got ${arn})`,
    );
  const zones = texts(network?.availabilityZones).flatMap((zone, i) =>
    /^[a-z]{2}-[a-z-]+-[0-9][a-z]$/.test(zone) && zone.slice(0, -1) !== region
      ? [`${prefix}network.availabilityZones[${i}] ${inRegion("a zone", region, "the VPC")} (got ${zone})`]
      : [],
  );
  return [...key, ...zones];
}

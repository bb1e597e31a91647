import { z } from "zod";
import { quoted } from "../expression";
import { snakeCase } from "../names";
import { regions } from "./regions";
import { constrain, oneOf } from "../requirements";

/** A name prefix: what AWS accepts wherever modules use it (buckets and load balancers are the strictest). */
export function namePrefix(maximum = 24) {
  const rule = new RegExp(`^[a-z][a-z0-9-]{0,${maximum - 2}}[a-z0-9]$`);
  return z
    .string()
    .regex(
      rule,
      `must be 2 to ${maximum} lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen`,
    );
}

/** A network range in canonical form: `10.0.0.0/16`, not `10.0.0.5/16`. */
export function cidrBlock() {
  return constrain(z.string(), {
    message: "must be an IPv4 range in canonical form, like 10.0.0.0/16",
    check: (value) => {
      const range = parseCidr(value);
      return range !== undefined && range.start % 2 ** (32 - range.prefix) === 0;
    },
    // cidrsubnet(x, 0, 0) is the canonical form of x; IPv6 has no dots.
    condition: (ref) =>
      `can(regex("^[0-9.]+/[0-9]+$", ${ref})) && try(cidrsubnet(${ref}, 0, 0) == ${ref}, false)`,
  });
}

/** First address as a number and prefix length of an IPv4 range, or undefined for anything else. */
export function parseCidr(value: string): { start: number; prefix: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(value);
  if (!match) return undefined;
  const numbers = match.slice(1).map(Number);
  // Terraform refuses leading zeros, which some tools read as octal.
  if (match.slice(1).some((text) => text.length > 1 && text.startsWith("0"))) return undefined;
  const [a, b, c, d, prefix] = numbers as [number, number, number, number, number];
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  return { start: a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d, prefix };
}

/** A DNS name of two labels or more, in lower case, without a final dot. */
export function domainName() {
  return z
    .string()
    .max(253)
    .regex(
      /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "must be a domain name in lower case, like www.example.edu",
    );
}

/**
 * An email address, as RFC 5322 writes it without quotes, less the characters `$` and backtick: addresses reach files of mail systems
 * and shells' environments. The mail system has the last word.
 */
export function emailAddress() {
  return z
    .string()
    .max(254)
    .regex(
      /^[A-Za-z0-9.!#%&'*+/=?^_{|}~-]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
      "must be an email address",
    );
}

/** The ID of a Route 53 hosted zone. */
export function zoneId() {
  return z
    .string()
    .regex(/^[A-Z0-9]{1,32}$/, "must be the ID of a Route 53 hosted zone, like Z0123456789ABCDEFGHIJ");
}

/** The ID of a VPC. */
export function vpcId() {
  return z.string().regex(/^vpc-[0-9a-f]+$/, "must be the ID of a VPC, like vpc-0123456789abcdef0");
}

/** The ID of a subnet. */
export function subnetId() {
  return z.string().regex(/^subnet-[0-9a-f]+$/, "must be the ID of a subnet, like subnet-0123456789abcdef0");
}

/** The ID of a security group. */
export function securityGroupId() {
  return z.string().regex(/^sg-[0-9a-f]+$/, "must be the ID of a security group, like sg-0123456789abcdef0");
}

/** A name of the caller's choice, for the entries of a map. */
export function entryName() {
  return z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, hyphens and underscores");
}

/** An IAM policy as JSON. */
export function policyJson() {
  return constrain(z.string(), {
    message: "must be an IAM policy as JSON, with a Statement",
    check: (text) => {
      try {
        return "Statement" in (JSON.parse(text) as object);
      } catch {
        return false;
      }
    },
    condition: (ref) => `can(jsondecode(${ref}).Statement)`,
  });
}

/** Days in which Secrets Manager can restore a deleted secret. */
export function recoveryWindowDays() {
  return constrain(z.int(), {
    message: "must be 0, or 7 to 30",
    check: (days) => days === 0 || (days >= 7 && days <= 30),
    condition: (ref) => `${ref} == 0 || (${ref} >= 7 && ${ref} <= 30)`,
  });
}

/** Whether log groups are destroyed with what writes to them: an argument for `skip_destroy`, turned around. */
export function forceDestroyLogs() {
  return z
    .boolean()
    .default(false)
    .describe(
      "Lets Terraform destroy the log groups with the logs in them. Default: they stay in AWS, outside Terraform, and retention ends their logs.",
    );
}

/** Key of a module's log groups, where `kmsKeyArn` is that of its data. */
export function logKmsKeyArn() {
  return arn("kms", "key/").optional().describe("Key of the log groups. Default: kmsKeyArn.");
}

/** What RDS and ElastiCache refuse in names; `why` ends the message. */
export const noDoubleHyphens = (why = "") => ({
  message: `must not have two hyphens in a row${why}`,
  check: (name: string) => !name.includes("--"),
  condition: (ref: string) => `!strcontains(${ref}, "--")`,
});

/** An ARN of a service: `arn("kms", "key/")`. Any partition. */
export function arn(service: string, resource = "") {
  const rule = new RegExp(
    `^arn:aws(-[a-z-]+)?:${service}:[a-z0-9-]*:[0-9]*:${resource.replace(/\//g, "\\/")}.+$`,
  );
  return z.string().regex(rule, `must be an ARN like arn:aws:${service}:<region>:<account>:${resource}…`);
}

/** The ARN of a secret in Secrets Manager, in the characters that its names have. */
export function secretArn() {
  return z
    .string()
    .regex(
      /^arn:aws(-[a-z-]+)?:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+$/,
      "must be an ARN like arn:aws:secretsmanager:<region>:<account>:secret:…",
    );
}

/** Retention periods that CloudWatch Logs supports, in days. */
export const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Retention period of a log group in days. */
export function logRetention() {
  return oneOf<z.ZodType<number>>(z.number(), logRetentionDays);
}

/** What S3 refuses although the characters are valid: some prefixes and suffixes are reserved. */
const noBucketName =
  /\.\.|^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** The name of an S3 bucket. */
export function bucketName() {
  const name = z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends",
    );
  return constrain(name, {
    message:
      "must be a bucket name: no two dots in a row, no IP address, none of the reserved prefixes (xn--, sthree-, " +
      "amzn-s3-demo-) and suffixes (-s3alias, --ol-s3, .mrap, --x-s3, --table-s3)",
    check: (value) => !noBucketName.test(value),
    condition: (ref) => `!can(regex(${quoted(noBucketName.source)}, ${ref}))`,
  });
}

/** A list without duplicates. */
export function unique<T extends z.ZodArray<z.ZodType<string>>>(list: T): T {
  return constrain(list, {
    message: "must not repeat an earlier item",
    check: (values) => values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : [])),
    offenders: (ref) => `[for i, value in ${ref} : i if index(${ref}, value) < i]`,
  });
}

/** A map whose values are distinct. */
export function uniqueValues<T extends z.ZodRecord<z.ZodString, z.ZodType<string>>>(map: T): T {
  return constrain(map, {
    message: "must not have the same value as another entry",
    check: (values) => {
      const entries = Object.entries<string>(values);
      const repeated = ([name, value]: readonly [string, string]) =>
        entries.some(([other, same]) => other !== name && same === value);
      return entries.filter(repeated).map(([name]) => name);
    },
    offenders: (ref) =>
      `[for name, value in ${ref} : name if length([for same in values(${ref}) : same if same == value]) > 1]`,
  });
}

/**
 * A map whose entries differ, altogether or in at least one of some attributes: AWS refuses, or merges, what is the same twice.
 */
export function distinct<T extends z.ZodRecord<z.ZodString, z.ZodType<object>>>(
  map: T,
  attributes: readonly string[] = [],
): T {
  const partOf = (entry: object) =>
    JSON.stringify(attributes.length > 0 ? attributes.map((name) => entry[name as keyof object]) : entry);
  const same = attributes.map((name) => `other.${snakeCase(name)} == entry.${snakeCase(name)}`).join(" && ");
  return constrain(map, {
    message: `must not ${attributes.length > 0 ? `have the same ${attributes.join(", ")} as` : "be the same as"} another entry`,
    check: (entries) => {
      const parts = Object.entries<object>(entries).map(([key, entry]) => [key, partOf(entry)] as const);
      return parts
        .filter(([key, part]) => parts.some(([other, taken]) => other !== key && taken === part))
        .map(([key]) => key);
    },
    offenders: (ref) =>
      `[for key, entry in ${ref} : key if length([for other in values(${ref}) : other if ${same || "other == entry"}]) > 1]`,
  });
}

/** The name of an AWS region, in any partition. */
export function regionName() {
  return constrain(z.string(), {
    message: "must be an AWS region, like us-east-1",
    check: (value) => (regions as readonly string[]).includes(value),
    condition: (ref) => `contains(local.aws_regions, ${ref})`,
    locals: { aws_regions: regions },
  });
}

/** Why an unsafe choice is acceptable, for auditors. It becomes a tag, hence the characters. */
export function tagReason() {
  return z
    .string()
    .min(10)
    .max(256)
    .regex(
      /^[A-Za-z0-9 _.:\/=+@-]+$/,
      "must contain only letters, digits, spaces and _ . : / = + @ -, as tags do",
    );
}

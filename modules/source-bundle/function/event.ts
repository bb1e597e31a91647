import * as z from "zod/mini"; // zod/mini, because the Lambda's package is committed: 18 KB where zod itself takes 570 KB
import { problems } from "./errors";

/** A text field whose one error message says what is allowed. */
function text(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).check(z.regex(pattern, { error: allowed }));
}

/** An object that names its keys when it is given an unknown one: a misspelt optional key would go unnoticed otherwise. */
function fields<T extends z.core.$ZodLooseShape>(shape: T) {
  const allowed = `an object with the keys ${Object.keys(shape).join(", ")}`;
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `${allowed}, and no others (got ${issue.keys.join(", ")})`
        : allowed,
  });
}

const bucket = text(
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "the name of an S3 bucket (3 to 63 of a-z 0-9 . -)",
);

const sha256 = z.nullish(
  text(/^[0-9a-f]{64}$/, "the SHA-256 of the zip, 64 hexadecimal digits in lower case, or nothing"),
);

const source = z.discriminatedUnion(
  "kind",
  [
    fields({
      kind: z.literal("s3"),
      bucket,
      key: text(/^[^/][^]{0,1023}$/, "the key of REDCap's zip in the bucket, without a leading slash"),
      version_id: z.nullish(text(/^\S{1,1024}$/, "the version of the S3 object, or nothing for the newest")),
      region: z.nullish(
        text(/^[a-z]{2,}(-[a-z]+)+-\d+$/, "the bucket's region, such as us-east-1, or nothing"),
      ),
      sha256,
    }),
    fields({
      kind: z.literal("community"),
      version: text(/^(latest|\d+\.\d+\.\d+)$/, '"latest" or a version such as 16.0.18'),
      credentials_secret_arn: text(
        /^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/,
        'the ARN of a Secrets Manager secret with {"username": …, "password": …}',
      ),
      sha256,
    }),
  ],
  { error: 'an object whose kind is "s3" or "community"' },
);

const schema = fields({
  source,
  overlay: z.nullish(
    fields({
      bucket,
      prefix: text(/^(?!\/)[^]{0,900}$/, "a prefix of S3 keys without a leading slash, or an empty string"),
      trusted_accounts: z
        .array(text(/^\d{12}$/, "the ID of an AWS account, 12 digits"), {
          error: "a list of AWS accounts, the bucket's own first",
        })
        .check(z.minLength(1, { error: "a list of AWS accounts, the bucket's own first" })),
    }),
  ),
  target: fields({
    bucket,
  }),
  previous_version: text(/^(auto|none|\d+\.\d+\.\d+)$/, '"auto", "none" or a version such as 16.0.18'),
  platform_version: text(/^[0-9a-f]{64}$/, "the hash of the platform files"),
});

/** What Terraform sends, in the keys of Terraform. `null` counts as absent, because `jsonencode` writes absent values so. */
export type BundleEvent = z.infer<typeof schema>;
export type S3Source = Extract<BundleEvent["source"], { kind: "s3" }>;
export type CommunitySource = Extract<BundleEvent["source"], { kind: "community" }>;

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
}

/** Checks the Lambda's event. Throws one BundlerError that lists every problem: where, what is allowed, what was given. */
export function parseEvent(input: unknown): BundleEvent {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  const found = result.error.issues.map(({ path, message }) => {
    const given = JSON.stringify(valueAt(input, path)) ?? "nothing";
    return `${["event", ...path].join(".")} must be ${message} (got ${given.length > 120 ? `${given.slice(0, 120)}…` : given})`;
  });
  throw problems(
    "The event is not a valid request for a REDCap bundle:",
    found,
    "Correct the input of the invocation.",
  );
}

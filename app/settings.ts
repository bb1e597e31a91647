import { z } from "zod";
import { arn, bucketName } from "../lib/aws/inputs";
import { regions } from "../lib/aws/regions";
import { nearest } from "../lib/names";
import { part } from "../lib/part";
import type { Rule } from "../lib/rules";
import { StateBackend } from "../modules/state-backend";
import { accessShape } from "./access";
import { tags } from "./tags";

const region = z.string().refine((value) => (regions as readonly string[]).includes(value), {
  error: ({ input }) => {
    const near = nearest(String(input), regions);
    return `must be an AWS region${near ? `; did you mean ${near}?` : `: one of ${regions.join(", ")}`}`;
  },
});

const state = z.strictObject({
  bucket: bucketName().optional().describe("State bucket. Default: terraform-state-<account>-<region>."),
  region: region.optional().describe("Region of the state bucket. Default: the environment's."),
  lockTable: StateBackend.definition.inputs.lockTableName.describe(
    "DynamoDB table that holds the locks. Default: the bucket's name with -locks.",
  ),
  lock: z
    .enum(["dynamodb", "s3", "both"])
    .default("dynamodb")
    .describe(
      "Where the lock is taken. Terraform 1.11 deprecates the table: `both`, then `s3`, is the way out.",
    ),
  kmsKeyArn: arn("kms", "key/")
    .optional()
    .describe(
      "Existing key for state and locks, in the bucket's region. Default: one that bootstrap makes for the bucket.",
    ),
  logBucket: z
    .strictObject({
      bucketName: bucketName()
        .optional()
        .describe("Name of the log bucket. Default: the state bucket's name with -logs."),
    })
    .prefault({})
    .describe(
      "The bucket that bootstrap makes for the access logs of the state bucket, which it keeps for six years.",
    ),
  existingLogBucket: StateBackend.definition.inputs.existingLogBucket,
});

/** For its rules about the log bucket. */
const backendPart = part(StateBackend, ["logBucket", "existingLogBucket"]);

/** What every environment has, whatever it runs. */
export const settingsShape = {
  account: z
    .string()
    .regex(/^\d{12}$/, "must be an AWS account number: 12 digits, as a string")
    .describe("The only account that this environment may touch; the provider refuses any other."),
  region: region.describe("Region of everything but CloudFront's parts, which live in us-east-1."),
  tags: tags
    .default({})
    .describe("Tags on everything but the state backend, in addition to Environment and ManagedBy."),
  state: state.prefault({}).describe("Where Terraform keeps this environment's state."),
  ...accessShape,
};

/** The settings of an environment with every default filled in. */
export type Settings = z.output<z.ZodObject<typeof settingsShape>>;

/** The settings as an environment's file writes them. */
export type GivenSettings = z.input<z.ZodObject<typeof settingsShape>>;

/** Conditions over several settings. */
export const settingsRules: readonly Rule[] = [
  {
    inputs: ["state", "region"],
    at: "state.kmsKeyArn",
    message: "must be a key in the region of the state bucket",
    check: ({ state: { kmsKeyArn, region: own }, region: common }: Settings) =>
      kmsKeyArn === undefined || kmsKeyArn.split(":")[3] === (own ?? common),
  },
  ...backendPart.rules({
    inputs: ["state", "account", "region"],
    at: (input) => `state.${input}`,
    given: (settings: Settings) => ({ ...settings.state, bucketName: stateBucket(settings) }),
  }),
];

/** The state bucket of an environment. */
export const stateBucket = ({
  account,
  region,
  state,
}: Pick<Settings, "account" | "region" | "state">): string =>
  state.bucket ?? `terraform-state-${account}-${state.region ?? region}`;

/** An environment's settings without its applications, defaults filled in. */
export function settingsOf(values: GivenSettings): Settings {
  return z.object(settingsShape).parse(values);
}

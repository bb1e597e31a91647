import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { TlsProvider } from "@cdktf/provider-tls/lib/provider";
import { S3Backend, TerraformOutput, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { z } from "zod";
import { Redcap } from "../modules/redcap";
import { StateBackend } from "../modules/state-backend";
import { type Expression, tf, verbatim } from "../lib/expression";
import { arn, bucketName } from "../lib/aws/inputs";
import type { InputsOf } from "../lib/module";
import { nearest, snakeCase } from "../lib/names";
import { problemsOf } from "../lib/problems";
import type { Rule } from "../lib/rules";
import { configurationName, type ProviderRequirement } from "../lib/provider-requirement";
import { regions } from "../lib/aws/regions";
import { NamedStack } from "../lib/stack";

/** The modules that an environment may hold, by the key under which its file gives their inputs. */
const applications = { redcap: Redcap } as const;
type ApplicationName = keyof typeof applications;

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
});

/** What AWS accepts in keys and values of tags. */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+@-]*$/u;
const tagCharacters = "letters, digits, spaces and _ . : / = + - @";
/** Tags that environments or modules set, in any case: IAM sees no difference. */
const ownTags = ["environment", "managedby", "name"];

const tags = z
  .record(
    z
      .string()
      .min(1, "must be at least 1 character")
      .max(127, "must be at most 127 characters")
      .regex(tagText, `must consist of ${tagCharacters}`)
      .regex(
        /^(?!(aws|elasticbeanstalk):)/i,
        "must not begin with aws: or elasticbeanstalk:, which AWS keeps for itself",
      )
      .refine(
        (key) => !ownTags.includes(key.toLowerCase()),
        "must not be Environment, ManagedBy or Name, which are set already",
      ),
    z.string().max(255).regex(tagText, `must consist of ${tagCharacters}`),
  )
  // AWS takes 50 of a resource. Environment, ManagedBy, and three of Elastic Beanstalk's are among them.
  .refine((given) => Object.keys(given).length <= 45, "must have at most 45 entries")
  .refine(
    (given) => new Set(Object.keys(given).map((key) => key.toLowerCase())).size === Object.keys(given).length,
    "must not have keys that differ in case only, which IAM takes for one",
  );

/** Conditions over several settings. */
const rules: readonly Rule[] = [
  {
    inputs: ["state", "region"],
    at: "state.kmsKeyArn",
    message: "must be a key in the region of the state bucket",
    check: ({ state: { kmsKeyArn, region: own }, region: common }: Settings) =>
      kmsKeyArn === undefined || kmsKeyArn.split(":")[3] === (own ?? common),
  },
];

/** What every environment has, whatever it runs. */
export const environmentShape = {
  account: z
    .string()
    .regex(/^\d{12}$/, "must be an AWS account number: 12 digits, as a string")
    .describe("The only account that this environment may touch; the provider refuses any other."),
  region: region.describe("Region of everything but CloudFront's parts, which live in us-east-1."),
  tags: tags
    .default({})
    .describe("Tags on everything but the state backend, beside Environment and ManagedBy."),
  state: state.prefault({}).describe("Where Terraform keeps this environment's state."),
  profile: z.string().min(1).optional().describe("Profile of the AWS configuration files to use."),
  sharedConfigFiles: z
    .array(z.string())
    .optional()
    .describe("AWS config files, seen from terraform/envs/<name>."),
  sharedCredentialsFiles: z
    .array(z.string())
    .optional()
    .describe("AWS credentials files, seen from terraform/envs/<name>."),
  maxRetries: z
    .int()
    .min(1)
    .max(25)
    .optional()
    .describe("How often a failed AWS call is repeated. Default: the provider's 25."),
};

/** The settings of an environment with every default filled in. */
export type Settings = z.output<z.ZodObject<typeof environmentShape>>;
type Applications = {
  readonly [K in ApplicationName]?: InputsOf<(typeof applications)[K]["definition"]["inputs"]>;
};

/** An environment as its file writes it: settings, and the inputs of each application that it runs. */
export type Environment = z.input<z.ZodObject<typeof environmentShape>> & Applications;

/** Declares an environment; its name is the file's. Problems are reported together, at synth. */
export function environment(values: Environment): Environment {
  return values;
}

/** An environment's settings without its applications, defaults filled in. */
export function settingsOf(values: Environment): Settings {
  return z.object(environmentShape).parse(values);
}

/** The applications' keys, so that a misspelt one is recognized; what is below them is the modules' matter. */
const applicationKeys = Object.fromEntries(Object.keys(applications).map((key) => [key, z.unknown()]));

/** Everything that is wrong with an environment, one sentence each. */
export function environmentProblems(name: string, values: Environment): string[] {
  const prefix = `envs/${name}: `;
  const problems = problemsOf({ ...environmentShape, ...applicationKeys }, rules, values, prefix);
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) {
    problems.push(
      `${prefix}the file's name must be 1 to 31 lower-case letters, digits and hyphens (got ${name})`,
    );
  }
  const present = presentApplications(values);
  if (present.length === 0)
    problems.push(`${prefix}needs at least one of ${Object.keys(applications).join(", ")}`);
  return [
    ...problems,
    ...present.flatMap((key) => applications[key].problems(values[key] ?? {}, `${prefix}${key}.`)),
  ];
}

const presentApplications = (values: Environment): ApplicationName[] =>
  (Object.keys(applications) as ApplicationName[]).filter((key) => values[key] !== undefined);

/** The root module of one environment: backend, providers, guards and the calls of its applications. */
export class EnvironmentStack extends NamedStack {
  readonly folder: string;

  constructor(scope: Construct, name: string, values: Environment) {
    super(scope, name);
    this.folder = `envs/${name}`;
    const settings = settingsOf(values);
    const present = presentApplications(values);
    addBackend(this, settings, "terraform.tfstate");
    const configured = this.addProviders(name, settings, present);
    this.addWorkspaceGuard(name);
    for (const key of present) {
      const call = new applications[key](this, key, values[key]!, { providers: configured });
      for (const [output, description] of Object.entries(applications[key].definition.outputs)) {
        new TerraformOutput(this, `${key}_${snakeCase(output)}`, {
          value: (call.outputs as Record<string, Expression>)[output],
          description,
        });
      }
    }
  }

  /** State of one environment must never be planned against the configuration of another. */
  private addWorkspaceGuard(name: string): void {
    const output = new TerraformOutput(this, "environment", {
      description: "Name of the environment. Every workspace but its own is refused.",
      value: name,
    });
    // CDKTF 0.21 accepts a precondition but does not write it.
    output.addOverride("precondition", {
      condition: tf`terraform.workspace == ${name}`,
      error_message:
        `envs/${name} belongs to the workspace ${name}, but the selected one is \${terraform.workspace}. Run ` +
        `terraform workspace select ${name}, or set TF_WORKSPACE=${name}.`,
    });
  }

  private addProviders(
    name: string,
    settings: Settings,
    present: readonly ApplicationName[],
  ): Readonly<Record<string, TerraformProvider>> {
    const required = new Map<string, ProviderRequirement>();
    for (const key of present) {
      for (const provider of applications[key].definition.providers)
        required.set(configurationName(provider), provider);
    }
    const aws = awsProviderConfig(name, settings);
    for (const provider of required.values()) {
      // The bindings write "aws", which Terraform completes; reviewers read the full address.
      this.addOverride(`terraform.required_providers.${provider.name}.source`, provider.source);
    }
    return {
      aws: new AwsProvider(this, "aws", { ...aws, region: settings.region }),
      ...(required.has("aws.us_east_1")
        ? {
            "aws.us_east_1": new AwsProvider(this, "aws_us_east_1", {
              ...aws,
              region: "us-east-1",
              alias: "us_east_1",
            }),
          }
        : {}),
      ...(required.has("random") ? { random: new RandomProvider(this, "random") } : {}),
      ...(required.has("tls") ? { tls: new TlsProvider(this, "tls") } : {}),
    };
  }
}

/** What both AWS providers of an environment have in common. */
export function awsProviderConfig(name: string, settings: Settings) {
  return {
    allowedAccountIds: [settings.account],
    defaultTags: [{ tags: { ...settings.tags, Environment: name, ManagedBy: "Terraform" } }],
    ...(verbatim(access(settings)) as ReturnType<typeof access>),
  };
}

/** The S3 backend of an environment, under a key of the state bucket. */
export function addBackend(stack: NamedStack, settings: Settings, key: string): void {
  const { state } = settings;
  const { bucket, region, lockTable } = stateLocation(settings);
  new S3Backend(stack, {
    bucket,
    region,
    key,
    workspaceKeyPrefix: "envs",
    dynamodbTable: state.lock === "s3" ? undefined : lockTable,
    encrypt: state.kmsKeyArn ? true : undefined,
    kmsKeyId: state.kmsKeyArn,
    allowedAccountIds: [settings.account],
    ...access(settings),
  });
  // CDKTF 0.21 does not know the lock file.
  if (state.lock !== "dynamodb") stack.addOverride("terraform.backend.s3.use_lockfile", true);
}

/** Bucket, region and lock table of an environment's state; the bootstrap command makes what this names. */
export function stateLocation({ account, state, ...settings }: Settings) {
  const region = state.region ?? settings.region;
  const bucket = state.bucket ?? `terraform-state-${account}-${region}`;
  return { bucket, region, lockTable: state.lockTable ?? `${bucket}-locks` };
}

/** How the provider and the backend reach AWS. */
function access({ profile, sharedConfigFiles, sharedCredentialsFiles, maxRetries }: Settings) {
  return { profile, sharedConfigFiles, sharedCredentialsFiles, maxRetries };
}

import { z } from "zod";
import { accessKeyReplacement } from "../../lib/aws/access-key";
import { arn, emailAddress, secretArn } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { Database } from "../database";
import { replicaKmsKeyArns } from "../secrets/inputs";
import { databasePart, filesPart } from "./parts";
import { signInInputs } from "./sign-in-inputs";

const databaseUser = () =>
  z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, "must be 1 to 32 lower-case letters, digits and underscores");

/** REDCap itself, and where it keeps its data. */
export const applicationInputs = {
  database: z
    .strictObject({
      ...databasePart.shape,
      parameters: Database.definition.inputs.parameters,
      databaseName: z
        .string()
        .regex(
          /^[A-Za-z][A-Za-z0-9_]{0,54}$/,
          "must be 1 to 55 letters, digits and underscores, beginning with a letter",
        )
        .default("redcap")
        .describe("REDCap's database. A restored cluster keeps the snapshot's."),
      username: databaseUser().default("redcap_user").describe("Database user of REDCap's pages."),
      upgradeUsername: databaseUser()
        .default("redcap_user2")
        .describe("Database user that changes the schema, during installation and upgrades."),
      readReplica: z
        .boolean()
        .default(false)
        .describe("Lets REDCap send long-running reports to the readers. Requires a reader."),
    })
    .prefault({})
    .describe(
      "The Aurora MySQL cluster. [DatabaseInstanceType = instance_class; MultiAZDatabase = a reader; DatabaseMasterPassword has " +
        "no counterpart: RDS creates and rotates the master password, and every user has its own password]",
    ),

  application: z
    .strictObject({
      administratorEmail: emailAddress().describe("Email address of the first administrator."),
      institution: constrain(z.string().min(1).max(200), {
        message: "must be text on one line, without control characters",
        check: (text) => ![...text].some((character) => character < " " || character === "\u007f"),
        condition: (ref) => `can(regex("^[^[:cntrl:]]+$", ${ref}))`,
      }).describe("Name of the institution, shown on REDCap's pages."),
      ...signInInputs,
      timezone: z
        .string()
        .regex(
          /^(UTC|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Canada|Etc)(\/[A-Za-z0-9_+-]+)+)$/,
          "must be a time zone of the IANA database, like America/Chicago or UTC",
        )
        .default("UTC")
        .describe("Time zone of PHP, from the IANA database. REDCap advises against changing it later."),
      uploadLimitMb: z
        .int()
        .min(32)
        .max(2048)
        .default(128)
        .describe(
          "Maximum size of an upload in MB, in nginx or Apache and in PHP. The load balancer has no limit.",
        ),
      existingSalt: z
        .strictObject({
          secretArn: secretArn().describe("ARN of a secret with the JSON {salt}."),
        })
        .optional()
        .describe(
          "Salt of an existing installation that moves here. Default: a salt is generated once. It must never change, since " +
            "REDCap encrypts with it.",
        ),
      saltReplicaKmsKeyArns: replicaKmsKeyArns().describe(
        "Replicas of the salt's secret in other regions: KMS key of each region, by a name of your choice. Without the salt, REDCap's " +
          "database and files cannot be read there. Default: none.",
      ),
      secretKmsKeyArns: arn("kms", "key/")
        .array()
        .default([])
        .describe(
          "Customer managed keys of existingSalt.secretArn, identityProvider.secretArn, shibboleth.secretArn and of " +
            "mail.existing.smtpSecretArn.",
        ),
      cron: decides(z.boolean())
        .default(true)
        .describe(
          "Whether cron.php runs. Set false for a copy that runs in parallel with the original: its jobs would send messages twice.",
        ),
      copy: z
        .strictObject({
          snapshot: z
            .string()
            .regex(
              /^[A-Za-z][A-Za-z0-9-]{0,254}$/,
              "must be the name of a cluster snapshot: letters, digits and hyphens, beginning with a letter",
            )
            .describe(
              "Name of the snapshot from which the database is restored: another name, another copy.",
            ),
        })
        .optional()
        .describe(
          "This installation runs a copy of another one's database (npm run redcap:copy). Once for each snapshot, before any user gets in: " +
            "scheduled invitations and alerts are deleted, automated ones, text messages and data entry triggers switched off, API tokens removed, " +
            "and this installation's address and bucket brought in. Requires cron = false, and no mail.",
        ),
      cronHours: constrain(
        z.strictObject({
          from: z.int().min(0).max(23).describe("First hour."),
          to: z.int().min(0).max(23).describe("Hour at which it ends. Smaller than from: on the next day."),
        }),
        {
          message: "must have from and to that differ: without cronHours, it runs at all hours",
          check: ({ from, to }) => from !== to,
          condition: (ref) => `${ref}.from != ${ref}.to`,
        },
      )
        .optional()
        .describe(
          "Hours of the day in which cron.php runs, in timezone. Outside of them no jobs run, and no instance keeps a connection open, which " +
            "a database with min_capacity 0 needs to pause. Default: all hours.",
        ),
    })
    .describe(
      "REDCap's own settings. Administrator, institution and authentication are applied once, at installation; later changes are " +
        "made in the Control Center.",
    ),

  setupHours: z
    .int()
    .min(1)
    .max(24)
    .default(4)
    .describe(
      "Hours in which instances may read the secrets of the set-up: the database's master and upgrade users, the first administrator, the " +
        "files' access key, the identity provider. They begin when the database is created, and again with each apply that replaces " +
        "it or terraform_data.set_up.",
    ),

  files: z
    .strictObject({
      ...filesPart.shape,
      accessKey: z
        .strictObject(accessKeyReplacement)
        .prefault({})
        .describe(
          "Replacement of the access key of REDCap's storage: two applies, and no moment without a key (see the README). The topic of the alarms is " +
            "notified when the key is a year old.",
        ),
      bucketName: filesPart.shape.bucketName.describe(
        "Name of the bucket. Default: <name>-files-<account>-<region>. The bucket of an existing installation keeps its name; " +
          "import it before the first apply (see the README).",
      ),
    })
    .prefault({})
    .describe("Bucket of the files that users upload."),
};

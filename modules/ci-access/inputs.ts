import { z } from "zod";
import { arn, bucketName, namePrefix, regionName } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { environment } from "./environment-inputs";
import { branch, environmentName, subjects } from "./names";

export const inputs = {
  name: namePrefix(20)
    .default("ci")
    .describe("Prefix of the roles' and policies' names. No environment's name prefix may begin like it."),
  github: z
    .strictObject({
      repository: z
        .string()
        .regex(
          /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/,
          "must be a repository as owner/name, without wildcards: each role trusts one repository",
        )
        .describe("Repository on github.com, as `owner/name`."),
      repositoryIds: z
        .strictObject({
          owner: z
            .string()
            .regex(/^[0-9]{1,20}$/, "must be a number")
            .describe("ID of the owner."),
          repository: z
            .string()
            .regex(/^[0-9]{1,20}$/, "must be a number")
            .describe("ID of the repository."),
        })
        .optional()
        .describe(
          "GitHub's IDs of owner and repository, which nobody gets again: then nobody who takes over a name that was given up is trusted. " +
            "Required for repositories with immutable subject claims: those that were created, renamed or moved since July 2026.",
        ),
      checkClaims: z
        .boolean()
        .default(true)
        .describe(
          "Checks the token's ref and repository_id, in addition to its subject. Turn it off only in a partition whose STS does not " +
            "know these condition keys: there, only the GitHub environment's own rules limit an apply to its branch.",
        ),
    })
    .optional()
    .describe("GitHub Actions, as the one that signs in."),
  gitlab: z
    .strictObject({
      project: z
        .string()
        .regex(
          /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/,
          "must be a project as group/project, without wildcards: each role trusts one project",
        )
        .describe("Project, as `group/project`, with subgroups in between."),
      host: z
        .string()
        .regex(
          /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/,
          "must be a host name in lower case, without https://",
        )
        .default("gitlab.com")
        .describe("Host of GitLab, which AWS must reach from the internet."),
      audience: z
        .string()
        .regex(/^[A-Za-z0-9:/._-]{1,255}$/, "must be an audience without wildcards")
        .optional()
        .describe("`aud` of the jobs' id_tokens. Default: `https://` and the host."),
    })
    .optional()
    .describe("GitLab CI/CD, as the one that signs in."),
  existingProvider: z
    .strictObject({ arn: arn("iam", "oidc-provider/").describe("ARN of the provider.") })
    .optional()
    .describe(
      "OIDC provider of GitHub or GitLab that the account has already: it can have one for each URL. Its audiences must include the one that is " +
        "checked here. Default: one is created.",
    ),
  defaultBranch: branch()
    .default("main")
    .describe("Branch that is deployed, and whose scheduled jobs look for drift."),
  state: z
    .strictObject({
      bucketName: bucketName().describe("Name of the state bucket."),
      lock: z
        .enum(["dynamodb", "s3", "both"])
        .default("dynamodb")
        .describe("How Terraform locks the state: by a row of the table, a file next to the state, or both."),
      lockTableName: z
        .string()
        .regex(/^[A-Za-z0-9_.-]{3,255}$/, "must be 3 to 255 letters, digits, dots, hyphens or underscores")
        .optional()
        .describe("Name of the lock table. Default: the bucket's name with `-locks`."),
      kmsKeyArn: arn("kms", "key/").describe("ARN of the key that encrypts state and locks."),
      region: regionName().optional().describe("Region of the state bucket. Default: the provider's."),
    })
    .describe("The state backend, as the state-backend module makes it."),
  environments: decides(
    constrain(z.record(environmentName(), environment), {
      message: "must have at least one environment",
      check: (environments) => Object.keys(environments).length > 0,
      condition: (ref) => `length(${ref}) > 0`,
    }),
  ).describe(
    "Environments that are deployed, by the name that Terraform's workspace and the environment in GitHub have, too. Each has a role of its own.",
  ),
  plan: z
    .strictObject({
      pullRequests: z
        .boolean()
        .default(true)
        .describe(
          "Whether pull requests (in GitLab: all branches) may assume the role, or the default branch only.",
        ),
      lock: z
        .boolean()
        .default(false)
        .describe(
          "Whether the role may lock states. Default: no, and plans of pull requests are made with -lock=false, since who may take a lock may " +
            "also remove one, from under an apply.",
        ),
      secretNames: z
        .array(
          z.string().regex(/^[A-Za-z0-9/_+=.@!-]{1,512}$/, "must be the name of a secret, without wildcards"),
        )
        .max(10)
        .default([])
        .describe(
          "Secrets that every plan reads, since ephemeral values come from them, and that pull requests may therefore read: Medplum's " +
            "`<name>/database/password`. Default: none, and such environments are planned by the other roles.",
        ),
      subjects: subjects(
        "Subjects of tokens that may assume the role, exactly, for repositories that customize subject claims. Default: by pullRequests.",
      ),
    })
    .prefault({})
    .describe("The role of plans: it reads settings and states, and no secret."),
  drift: z
    .strictObject({
      subjects: subjects(
        "Subjects of tokens that may assume the role, exactly. Default: the default branch's.",
      ),
    })
    .optional()
    .describe(
      "A role for scheduled plans of the default branch, which refresh everything: it locks states, and reads the secrets that Terraform manages, by " +
        "which the provider refreshes them. Default: none.",
    ),
  maxSessionSeconds: z
    .int()
    .min(3600)
    .max(43_200)
    .default(7200)
    .describe(
      "Longest session, in seconds. Default: two hours, since databases and distributions take their time.",
    ),
  permissionsBoundary: z
    .strictObject({ arn: arn("iam", "policy/").describe("ARN of the policy.") })
    .optional()
    .describe("Permissions boundary of the roles that are made here. Default: none."),
};

export type Inputs = InputReferences<typeof inputs>;

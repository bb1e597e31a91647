import { z } from "zod";

/** The settings that say how Terraform signs in to AWS. */
export const accessShape = {
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
  s3UsePathStyle: z
    .boolean()
    .optional()
    .describe(
      "Whether S3 is called by path instead of by the bucket's host name. For emulators of AWS at an address such as 127.0.0.1, which has no subdomains.",
    ),
};

/** Those settings, with their defaults filled in. */
export type Access = z.output<z.ZodObject<typeof accessShape>>;

/** The arguments of the provider and the backend that have the same name in both. */
function common({ profile, sharedConfigFiles, sharedCredentialsFiles, maxRetries }: Access) {
  return { profile, sharedConfigFiles, sharedCredentialsFiles, maxRetries };
}

/** The arguments by which the provider reaches AWS. */
export const providerAccess = (given: Access) => ({
  ...common(given),
  s3UsePathStyle: given.s3UsePathStyle,
});

/** The arguments by which the backend reaches AWS. */
export const backendAccess = (given: Access) => ({ ...common(given), usePathStyle: given.s3UsePathStyle });

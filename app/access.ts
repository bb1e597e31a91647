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
};

/** Those settings, with their defaults filled in. */
export type Access = z.output<z.ZodObject<typeof accessShape>>;

/** The arguments by which the provider and the backend, which share their names, reach AWS. */
export function access({ profile, sharedConfigFiles, sharedCredentialsFiles, maxRetries }: Access): Access {
  return { profile, sharedConfigFiles, sharedCredentialsFiles, maxRetries };
}

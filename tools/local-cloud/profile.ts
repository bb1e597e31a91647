import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";

/** The account that the local cloud belongs to. */
export const LOCAL_ACCOUNT = "123456789012";
/** The AWS profile that leads to it. */
export const LOCAL_PROFILE = "local";

/** The AWS shared configuration files of a local cloud. */
export interface ProfileFiles {
  /** For `shared_config_files` in HCL, or `AWS_CONFIG_FILE`. */
  readonly config: string;
  /** For `shared_credentials_files` in HCL, or `AWS_SHARED_CREDENTIALS_FILE`. */
  readonly credentials: string;
}

/** Where a local cloud's profile files are. They exist once it has been started. */
export function profileFiles(directory: string): ProfileFiles {
  return { config: path.join(directory, "config"), credentials: path.join(directory, "credentials") };
}

/**
 * Writes the profile `local`: the endpoint, a region and keys that are worth nothing. It is all that Terraform, its S3 backend, the
 * AWS CLI and the SDKs need to reach the local cloud, and they cannot reach the real AWS with it.
 */
export async function writeProfile(directory: string, url: string): Promise<void> {
  const files = profileFiles(directory);
  await mkdir(directory, { recursive: true });
  await writeFile(
    files.config,
    `[profile ${LOCAL_PROFILE}]\nregion = us-east-1\nendpoint_url = ${url}\ns3 =\n  addressing_style = path\n`,
  );
  // moto has one account whatever the key is; LocalStack takes a key of 12 digits as the account.
  await writeFile(
    files.credentials,
    `[${LOCAL_PROFILE}]\naws_access_key_id = ${LOCAL_ACCOUNT}\naws_secret_access_key = local\n`,
  );
}

/**
 * `env` without the variables that outrank a profile: AWS_ENDPOINT_URL, AWS_PROFILE, AWS_ACCESS_KEY_ID and all others of AWS's.
 * Start Terraform with it, so that neither an emulator's nor the real AWS's settings in the caller's shell get in the way.
 */
export function withoutAwsVariables(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("AWS_")));
}

/** `env` for programs that take AWS's settings from variables (the AWS CLI, SDKs), so that they use the local cloud. */
export function localCloudEnvironment(
  directory: string,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const { config, credentials } = profileFiles(directory);
  return {
    ...withoutAwsVariables(env),
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_PROFILE: LOCAL_PROFILE,
  };
}

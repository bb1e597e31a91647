import * as path from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Settings } from "../../app/settings";
import { withAwsVariables } from "./aws-variables";

/** An environment whose AWS is called. */
export interface Access {
  /** What messages call it, such as envs/prod. */
  readonly label: string;
  readonly settings: Settings;
  /** Folder of the environment's root module, from which its settings name AWS's files. */
  readonly root: string;
  /** Environment variables for Terraform (from terraformEnvironment). */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Does `work` while the AWS clients of this process reach what the environment's provider block leads Terraform to. Refuses credentials
 * of another account than the environment's, before anything is done. Clients need a region.
 */
export function withAccess<T>(access: Access, work: () => Promise<T>): Promise<T> {
  return withAwsVariables(variables(access), async () => {
    await checkAccount(access);
    return work();
  });
}

/** The same with a client of AWS, which is closed afterwards. */
export function withClient<C extends { destroy(): void }, T>(
  access: Access,
  open: (region: string) => C,
  work: (client: C) => Promise<T>,
): Promise<T> {
  return withAccess(access, async () => {
    const client = open(access.settings.region);
    try {
      return await work(client);
    } finally {
      client.destroy();
    }
  });
}

async function checkAccount({ label, settings: { account, region } }: Access): Promise<void> {
  const { Account } = await new STSClient({ region })
    .send(new GetCallerIdentityCommand({}))
    .catch((error: Error) => {
      throw new Error(
        `${label}: AWS does not accept these credentials, or cannot be reached (${error.message}). Sign in, or set AWS_PROFILE.`,
      );
    });
  if (Account !== account) {
    throw new Error(
      `${label}: account is ${account}, but the credentials belong to ${Account}. Use credentials of ${account}, ` +
        `or correct its account.`,
    );
  }
}

/** The AWS variables of the environment's provider block. */
function variables({ settings, root, env }: Access): NodeJS.ProcessEnv {
  const { profile, sharedConfigFiles, sharedCredentialsFiles } = settings;
  const absolute = (files?: readonly string[]) => files?.[0] && path.resolve(root, files[0]);
  const config = absolute(sharedConfigFiles);
  const credentials = absolute(sharedCredentialsFiles);
  return {
    ...env,
    ...(profile && { AWS_PROFILE: profile }),
    ...(config && { AWS_CONFIG_FILE: config }),
    ...(credentials && { AWS_SHARED_CREDENTIALS_FILE: credentials }),
  };
}

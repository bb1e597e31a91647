import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParametersByPathCommand, SSMClient } from "@aws-sdk/client-ssm";

/** The parameters directly under a path, decrypted, by what follows the path in their names. */
export async function readParameters(region: string, path: string): Promise<Record<string, string>> {
  const client = new SSMClient({ region });
  const parameters: Record<string, string> = {};
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetParametersByPathCommand({ Path: path, WithDecryption: true, NextToken }),
    );
    for (const { Name, Value } of page.Parameters ?? []) parameters[Name!.replace(path, "")] = Value!;
    ({ NextToken } = page);
  } while (NextToken);
  client.destroy();
  return parameters;
}

/** The current value of a secret. */
export async function readSecret(region: string, arn: string): Promise<string> {
  const client = new SecretsManagerClient({ region });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  client.destroy();
  return SecretString ?? "";
}

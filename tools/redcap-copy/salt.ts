import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type Access, withClient } from "../support/aws-access";

/**
 * Brings the original's salt into a secret of the other environment, under its key. The value stays in this process. Gives the secret's ARN.
 */
export async function copySalt(
  from: Access & { readonly saltArn: string },
  to: Access & { readonly secretName: string; readonly kmsKeyArn: string; readonly description: string },
): Promise<string> {
  const value = await secretsManager(from, async (client) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: from.saltArn }));
    const salt: unknown = SecretString && (JSON.parse(SecretString) as { salt?: unknown }).salt;
    if (typeof salt !== "string" || salt === "")
      throw new Error(`${from.label}: the secret ${from.saltArn} has no field "salt"`);
    return JSON.stringify({ salt });
  });
  return secretsManager(to, async (client) => {
    const SecretId = to.secretName;
    const known = await client.send(new DescribeSecretCommand({ SecretId })).catch((error: Error) => {
      if (error.name === "ResourceNotFoundException") return undefined;
      throw error;
    });
    if (!known) {
      const made = await client.send(
        new CreateSecretCommand({
          Name: SecretId,
          Description: to.description,
          KmsKeyId: to.kmsKeyArn,
          SecretString: value,
        }),
      );
      return made.ARN!;
    }
    if (known.DeletedDate)
      throw new Error(
        `${to.label}: the secret ${SecretId} is scheduled for deletion. Restore it: aws secretsmanager restore-secret --secret-id ${SecretId}`,
      );
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    if (SecretString !== value)
      await client.send(new PutSecretValueCommand({ SecretId, SecretString: value }));
    return known.ARN!;
  });
}

const secretsManager = <T>(access: Access, work: (client: SecretsManagerClient) => Promise<T>): Promise<T> =>
  withClient(access, (region) => new SecretsManagerClient({ region }), work);

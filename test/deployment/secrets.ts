import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { GetParametersByPathCommand, SSMClient } from "@aws-sdk/client-ssm";
import { LOCAL_ACCOUNT } from "../../tools/local-cloud";
import { type State, textsIn, textsOf } from "./state";

/** What holds a secret in a state or plan, as the README lists it with the reasons. */
export const exceptions = [
  "aws_elasticache_replication_group.auth_token",
  "aws_iam_access_key.secret",
  "aws_iam_access_key.ses_smtp_password_v4",
  "random_password.result",
  "tls_private_key.private_key_openssh",
  "tls_private_key.private_key_pem",
  "tls_private_key.private_key_pem_pkcs8",
];

/**
 * The places in a state or plan that hold a secret: attributes of resources by their names, and all of the document
 * (outputs, variables, checks, names) by the values of all secrets that there are. The firewall's lock tokens are none:
 * they only number its versions.
 */
export async function secretsIn(url: string, document: string, resources: State): Promise<string[]> {
  const secrets = await secretValues(url);
  expect(secrets.length).toBeGreaterThan(5);
  const named = textsOf(resources)
    .filter(
      ({ attribute }) =>
        /(^|\.)(passwords?|secret|token|secret_string|secret_binary|salt)$/.test(attribute) ||
        (/(password|token|private_key(_(pem|openssh|pem_pkcs8))?|secret_access_key)(_v4)?$/.test(attribute) &&
          !/(^|\.)lock_token$/.test(attribute)),
    )
    .map(({ type, attribute }) => `${type}.${attribute.replace(/^(before|after)\./, "")}`);
  const valued = textsIn(JSON.parse(document))
    .filter(({ text: value }) => secrets.some((secret) => value.includes(secret)))
    .map(({ place }) => place);
  return [...new Set([...named, ...valued])].sort();
}

/** The values of all secrets in the account, parameters included, that are worth hiding: no names of hosts and users. */
export async function secretValues(url: string): Promise<string[]> {
  const config = {
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" },
  };
  return (await Promise.all([secretsOf(config), secureParametersOf(config)])).flat();
}

type Config = ConstructorParameters<typeof SecretsManagerClient>[0] & object;

async function secretsOf(config: Config): Promise<string[]> {
  const client = new SecretsManagerClient(config);
  const { SecretList = [] } = await client.send(new ListSecretsCommand({ MaxResults: 100 }));
  const values = await Promise.all(
    SecretList.map(
      async ({ ARN }) => (await client.send(new GetSecretValueCommand({ SecretId: ARN }))).SecretString!,
    ),
  );
  client.destroy();
  return values.flatMap((value) => {
    // One that holds nothing but a password is no document.
    if (!value.startsWith("{")) return [value];
    return Object.entries(JSON.parse(value) as Record<string, unknown>)
      .filter(([key]) => !/^(username|host|port|dbname|engine|access_key_id|user|ssl|tls)$/.test(key))
      .map(([, secret]) => String(secret));
  });
}

async function secureParametersOf(config: Config): Promise<string[]> {
  const client = new SSMClient(config as ConstructorParameters<typeof SSMClient>[0] & object);
  const values: string[] = [];
  let NextToken: string | undefined;
  do {
    const input = { Path: "/", Recursive: true, WithDecryption: true, NextToken };
    const page = await client.send(new GetParametersByPathCommand(input));
    for (const { Type, Value } of page.Parameters ?? []) if (Type === "SecureString") values.push(Value!);
    NextToken = page.NextToken;
  } while (NextToken);
  client.destroy();
  return values;
}

import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { LOCAL_ACCOUNT } from "../../tools/local-cloud";
import { type State, textsIn, textsOf } from "./state";

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
        /(^|\.)(password|secret|token|private_key|secret_string|secret_binary|salt)$/.test(attribute) ||
        (/(password|token|private_key|secret_access_key)(_v4)?$/.test(attribute) &&
          !/(^|\.)lock_token$/.test(attribute)),
    )
    .map(({ type, attribute }) => `${type}.${attribute.replace(/^(before|after)\./, "")}`);
  const valued = textsIn(JSON.parse(document))
    .filter(({ text: value }) => secrets.some((secret) => value.includes(secret)))
    .map(({ place }) => place);
  return [...new Set([...named, ...valued])].sort();
}

/** The values of all secrets in the account that are worth hiding: no names of hosts and users. */
export async function secretValues(url: string): Promise<string[]> {
  const client = new SecretsManagerClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" },
  });
  const { SecretList = [] } = await client.send(new ListSecretsCommand({ MaxResults: 100 }));
  const values = await Promise.all(
    SecretList.map(
      async ({ ARN }) => (await client.send(new GetSecretValueCommand({ SecretId: ARN }))).SecretString!,
    ),
  );
  client.destroy();
  return values.flatMap((value) =>
    Object.entries(JSON.parse(value) as Record<string, unknown>)
      .filter(([key]) => !/^(username|host|port|dbname|engine|access_key_id|user)$/.test(key))
      .map(([, secret]) => String(secret)),
  );
}

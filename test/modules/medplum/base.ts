import type { Inputs } from "../synthesis";

const account = "123456789012";
export const arn = (rest: string): string => `arn:aws:${rest}`;
export const secret = (name: string): string =>
  arn(`secretsmanager:us-east-1:${account}:secret:${name}-AbCdEf`);
export const certificate = {
  arn: arn(`acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555`),
};
export const kmsKey = arn(`kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`);

/** The least that a caller has to say. */
export const base = {
  name: "medplum",
  network: { availabilityZones: ["us-east-1a", "us-east-1b"] },
  zone: { name: "example.edu" },
  api: { domainName: "api.example.edu" },
  app: { domainName: "app.example.edu" },
  storage: { domainName: "storage.example.edu" },
  server: { image: "medplum/medplum-server:5.1.12", cpu: 1024, memory: 2048 },
  database: {},
  mail: { supportEmail: "support@example.edu", domain: "example.edu", zone: { name: "example.edu" } },
};

/** The least, with some inputs changed or left out. */
export const changed = (changes: object): Inputs => ({ ...base, ...changes });

/** A key pair of the operator's own, of which Terraform gets the public half; its last line has no end. */
export const publicKey = [
  "-----BEGIN PUBLIC KEY-----",
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3cnmD3HQbJU7WTGT2ZSO",
  "Lt71c+xQ91m5FAzdFagfkQAG0CeyzHq8VzjLPinLDlOWCwQXfunjoBMP7iyVt/pE",
  "46ngR55In3UlzsMySHpUAi740u6oh0VeJOZA1x/FrVRYsxFx4XFJ92gcs5VvdT66",
  "wWTX7KznaIrxIvTWz384ogqXfg41QeoIISM2YUjqSMkyx7wY3xGrFvG5UuAAivbr",
  "i/ZZkkM2q9frpidpJx4evIuaHZS8fstbHFDbbFFqDMyuk7eAJRea1KH5TsjCHvTK",
  "5ANRyzq+mty47TKrI+2AQsxjH4mel2lC/at3udgtmfz1MTT7daFWfDKsVn8h3DsA",
  "JwIDAQAB",
  "-----END PUBLIC KEY-----",
].join("\n");

export const mail = (changes: object): Inputs => changed({ mail: { ...base.mail, ...changes } });
export const server = (changes: object): Inputs => changed({ server: { ...base.server, ...changes } });
export const api = (changes: object): Inputs => changed({ api: { ...base.api, ...changes } });

export const app = (changes: object): Inputs => changed({ app: { ...base.app, ...changes } });

export const smtp = { host: "smtp.example.edu", username: "medplum" };
export const password = {
  secretSettings: { "smtp.password": { generation: 1 } },
  secretValues: { "smtp.password": "secret" },
};
export const ownKey = { keys: { a: { own: { publicKey } } } };
export const ownKeySecret = { secretSettings: { signingKey: {} }, secretValues: { signingKey: "private" } };
export const existingDatabase = {
  secretArn: secret("database"),
  egress: { database: { port: 5432, cidr: "10.0.0.0/8" } },
};
export const mutualTls = { domainName: "mtls.example.edu" };
export const noZoneMail = { supportEmail: "support@example.edu", domain: "example.edu" };

import type { Inputs } from "../synthesis";
import { base, certificate, changed, publicKey, secret } from "./base";

const mail = (changes: object): Inputs => changed({ mail: { ...base.mail, ...changes } });
const server = (changes: object): Inputs => changed({ server: { ...base.server, ...changes } });
const api = (changes: object): Inputs => changed({ api: { ...base.api, ...changes } });

const smtp = { host: "smtp.example.edu", username: "medplum" };
const password = {
  secretSettings: { "smtp.password": { generation: 1 } },
  secretValues: { "smtp.password": "secret" },
};
const ownKey = { keys: { a: { own: { publicKey } } } };
const ownKeySecret = { secretSettings: { signingKey: {} }, secretValues: { signingKey: "private" } };
const existingDatabase = {
  secretArn: secret("database"),
  egress: { database: { port: 5432, cidr: "10.0.0.0/8" } },
};
const mutualTls = { domainName: "mtls.example.edu" };
const noZoneMail = { supportEmail: "support@example.edu", domain: "example.edu" };

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least": base,
  "a task of 512 MiB": server({ cpu: 256, memory: 512 }),
  "no zone, and existing certificates": changed({
    zone: undefined,
    mail: noZoneMail,
    api: {
      ...base.api,
      existingCertificate: certificate,
      mutualTls: { ...mutualTls, existingCertificate: certificate },
    },
  }),
  "mail by SMTP": changed({ mail: { supportEmail: "support@example.org", smtp }, ...password }),
  "a signing key of one's own": changed({ signingKey: ownKey, ...ownKeySecret }),
  "an existing database": changed({
    database: undefined,
    existingDatabase: { ...existingDatabase, reader: { secretArn: secret("reader") } },
  }),
  "background work in workers only": changed({
    server: { ...base.server, workers: [] },
    workers: { jobs: { cpu: 512, memory: 1024 } },
  }),
  "settings of a later version": changed({ settings: { someLaterKey: "1", maxBatchSize: "1000" } }),
};

const addressRefused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "app and API under one name": [
    changed({ app: { domainName: "api.example.edu" } }),
    /^app\.domainName must differ from api\.domainName/,
  ],
  "files under the app's name": [
    changed({ storage: { domainName: "app.example.edu" } }),
    /^storage\.domainName must differ from api\.domainName and app\.domainName/,
  ],
  "certificates under the API's name": [
    api({ mutualTls: { domainName: "api.example.edu" } }),
    /^api\.mutualTls\.domainName must differ from api\.domainName and app\.domainName and storage\.domainName/,
  ],
  "an API outside the zone": [
    api({ domainName: "api.example.org" }),
    /^api\.domainName must be the name of the zone or a name below it/,
  ],
  "an app outside the zone": [
    changed({ app: { domainName: "app.sample.edu" } }),
    /^app\.domainName must be the name of the zone or a name below it/,
  ],
  "files outside the zone": [
    changed({ storage: { domainName: "storage.example.com" } }),
    /^storage\.domainName must be the name of the zone/,
  ],
  "certificates outside the zone": [
    api({ mutualTls: { domainName: "mtls.example.com" } }),
    /^api\.mutualTls\.domainName must be the name of the zone/,
  ],
  "neither zone nor certificate": [
    changed({ zone: undefined, mail: noZoneMail }),
    /^api must have existingCertificate where no zone is given/,
  ],
  "neither zone nor certificate for clients with certificates": [
    changed({
      zone: undefined,
      mail: noZoneMail,
      api: { ...base.api, existingCertificate: certificate, mutualTls },
    }),
    /^api\.mutualTls must have existingCertificate where no zone is given/,
  ],
  "an origin with a path": [
    changed({ allowedOrigins: ["https://portal.example.edu/app"] }),
    /^allowedOrigins\[0\] must be an origin without a path/,
  ],
  "an algorithm that load balancers lack": [
    api({ loadBalancingAlgorithm: "random" }),
    /^api\.loadBalancingAlgorithm must be one of round_robin/,
  ],
};

const serverRefused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "an image without a tag": [server({ image: "medplum/medplum-server" }), /^server\.image .*(tag|version)/],
  "nobody for background work": [
    server({ workers: [] }),
    /^server\.workers must not be empty without workers/,
  ],
  "two ways to say what a worker does": [
    changed({
      workers: { jobs: { cpu: 512, memory: 1024, environment: { MEDPLUM_WORKERS_ENABLED: "*" } } },
    }),
    /^workers\.jobs must not have MEDPLUM_WORKERS_ENABLED in environment/,
  ],
  "a server on Spot in a cluster without it": [
    server({ capacityProviders: { FARGATE_SPOT: { weight: 1 } } }),
    /^server\.capacityProviders must not have FARGATE_SPOT without cluster\.fargateSpot/,
  ],
  "a worker on Spot in a cluster without it": [
    changed({ workers: { jobs: { cpu: 512, memory: 1024, capacityProviders: { FARGATE_SPOT: {} } } } }),
    /^workers\.jobs must not have FARGATE_SPOT in capacityProviders without cluster\.fargateSpot/,
  ],
  "a worker of an unusual name": [
    changed({ workers: { "Bulk Export": { cpu: 512, memory: 1024 } } }),
    /^workers\.Bulk Export must be 1 to 11 lower-case letters and digits/,
  ],
};

const dataRefused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "no database": [
    changed({ database: undefined }),
    /^database or existingDatabase must be given, exactly one/,
  ],
  "a proxy before an existing database": [
    changed({
      database: undefined,
      existingDatabase,
      databaseProxy: {},
    }),
    /^databaseProxy requires database/,
  ],
  "an existing database that tasks cannot reach": [
    changed({ database: undefined, existingDatabase: { ...existingDatabase, egress: {} } }),
    /^existingDatabase\.egress must have at least one rule/,
  ],
  "a cache for a purpose that the server does not have": [
    changed({ caches: { main: {}, sessions: {} } }),
    /^caches\.sessions must be one of main, cache, rate-limit, pub-sub, background-jobs/,
  ],
  "no main cache": [changed({ caches: { cache: {} } }), /^caches must have main/],
  "a cache class that is no longer sold": [
    changed({ caches: { main: { nodeType: "cache.t2.medium" } } }),
    /^caches\.main\.nodeType must not be of a family that is no longer sold\. Use cache\.t4g for/,
  ],
};

const settingsRefused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a switch that cannot be turned off": [
    changed({ settings: { vmContextBotsEnabled: "false" } }),
    /^settings\.vmContextBotsEnabled/,
  ],
  "TLS of the database as a parameter": [
    changed({ settings: { "database.ssl": '{"require":true}' } }),
    /^settings\.database\.ssl/,
  ],
  "a setting of another input": [
    changed({ settings: { baseUrl: "https://api.example.edu/" } }),
    /^settings\.baseUrl is set by another input/,
  ],
  "a secret among the settings": [
    changed({ settings: { googleClientSecret: "x" } }),
    /^settings\.googleClientSecret is a secret/,
  ],
  "a secret without a value": [
    changed({ secretSettings: { recaptchaSecretKey: {} } }),
    /^secretSettings must each have a value in secretValues/,
  ],
  "a setting that is plain and secret": [
    changed({
      settings: { someLaterKey: "1" },
      secretSettings: { someLaterKey: {} },
      secretValues: { someLaterKey: "1" },
    }),
    /^secretSettings\.someLaterKey is also in settings/,
  ],
  "a secret that is generated here": [
    changed({
      secretSettings: { defaultSuperAdminPassword: {} },
      secretValues: { defaultSuperAdminPassword: "known" },
    }),
    /^secretSettings\.defaultSuperAdminPassword is set by another input, or by the module itself/,
  ],
  "a switch among the secrets": [
    changed({
      secretSettings: { vmContextBotsEnabled: {} },
      secretValues: { vmContextBotsEnabled: "false" },
    }),
    /^secretSettings\.vmContextBotsEnabled is not text to the server/,
  ],
  "a key of one's own without its private half": [
    changed({ signingKey: ownKey }),
    /^secretSettings must have "signingKey" if, and only if, signingKey\.activeKey names a key of your own/,
  ],
  "a private key for a key that Terraform generates": [
    changed(ownKeySecret),
    /^secretSettings must have "signingKey" if, and only if/,
  ],
  "an encrypted key without its passphrase": [
    changed({ signingKey: { ...ownKey, encrypted: true }, ...ownKeySecret }),
    /^secretSettings must have "signingKeyPassphrase" if, and only if, signingKey\.encrypted/,
  ],
  "a passphrase for a key that Terraform generates": [
    changed({
      signingKey: { encrypted: true },
      secretSettings: { signingKeyPassphrase: {} },
      secretValues: { signingKeyPassphrase: "x" },
    }),
    /^signingKey\.encrypted must be false for a key that Terraform generates/,
  ],
  "a path without its last slash": [
    changed({ parameterPath: "/medplum/prod" }),
    /^parameterPath must begin and end with a slash/,
  ],
};

const mailRefused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "mail from nowhere": [
    changed({ mail: { supportEmail: "support@example.edu" } }),
    /^mail must have exactly one of domain .*, existing .* and smtp /,
  ],
  "mail by SES and SMTP": [
    changed({ mail: { ...base.mail, smtp }, ...password }),
    /^mail must have exactly one of domain /,
  ],
  "a zone for an existing identity": [
    changed({
      mail: {
        supportEmail: "support@example.edu",
        zone: { name: "example.edu" },
        existing: { identityArn: "arn:aws:ses:us-east-1:123456789012:identity/example.edu" },
      },
    }),
    /^mail\.zone must be given with domain only/,
  ],
  "a zone that cannot hold the mail's domain": [
    mail({ zone: { name: "mail.example.edu" } }),
    /^mail\.zone\.name must be mail.domain itself or a domain above it/,
  ],
  "a support address of another domain": [
    mail({ supportEmail: "support@example.org" }),
    /^mail\.supportEmail must be an address of mail\.domain/,
  ],
  "a sender of another domain": [
    mail({ approvedSenderEmails: ["a@clinic.example.edu", "b@example.org"] }),
    /^mail\.approvedSenderEmails\[1\] must be an address of mail\.domain/,
  ],
  "SMTP without its password": [
    changed({ mail: { supportEmail: "support@example.org", smtp } }),
    /^mail\.smtp requires smtp\.password in secretSettings/,
  ],
  "a password for SMTP, and mail by SES": [
    changed(password),
    /^secretSettings must not have smtp\.password without mail\.smtp/,
  ],
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name that load balancers reserve": [
    changed({ name: "internal-medplum" }),
    /^name must not begin with internal-/,
  ],
  "a name that ElastiCache refuses": [
    changed({ name: "medplum--prod" }),
    /^name must not begin .* two hyphens in a row/,
  ],
  "no network": [changed({ network: undefined }), /^network or existingNetwork must be given, exactly one/],
  ...addressRefused,
  ...serverRefused,
  ...dataRefused,
  ...settingsRefused,
  ...mailRefused,
};

/** What the variables of the composed modules refuse, or Terraform in words of its own. */
export const refusedAtSynth: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a size that Fargate does not have": [
    server({ cpu: 256, memory: 8192 }),
    /^server\.memory must be one of Fargate's sizes for cpu: nearest with cpu 256 is 2048 MiB; 8192 MiB needs cpu 1024 or 2048/,
  ],
  "a worker of such a size": [
    changed({ workers: { jobs: { cpu: 512, memory: 512 } } }),
    /^workers\.jobs\.memory must be one of Fargate's sizes for cpu: nearest with cpu 512 is 1024 MiB/,
  ],
  "a sidecar that a worker's does not leave room for": [
    changed({
      workers: {
        jobs: {
          cpu: 512,
          memory: 1024,
          sidecars: { agent: { image: "example/agent:1", cpu: 512 } },
        },
      },
    }),
    /^workers\.jobs\.sidecars must leave some of the task's cpu/,
  ],
  "an engine version under Extended Support": [
    changed({ database: { engineVersion: "12.9" } }),
    /^database\.engineVersion must be a version of the engine under standard support/,
  ],
  "a key that is not there": [
    changed({ signingKey: { activeKey: "b" } }),
    /^signingKey\.activeKey must be one of the names in keys/,
  ],
  "reports about a record that is not made": [
    mail({ dmarcReportAddress: "dmarc@example.edu" }),
    /^mail\.dmarcReportAddress requires a dmarcPolicy other than unmanaged/,
  ],
  "two workers of one name, in different case": [
    changed({ workers: { jobs: { cpu: 512, memory: 1024 }, JOBS: { cpu: 512, memory: 1024 } } }),
    /^workers\.JOBS must be 1 to 11 lower-case letters and digits/,
  ],
  "no image": [changed({ server: { cpu: 1024, memory: 2048 } }), /^server\.image is required/],
  "a misspelt input": [changed({ cache: {} }), /^cache is not an input; did you mean caches\?/],
};

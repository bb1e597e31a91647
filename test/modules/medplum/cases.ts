import type { Inputs } from "../synthesis";
import {
  mail,
  server,
  api,
  app,
  smtp,
  password,
  ownKey,
  ownKeySecret,
  existingDatabase,
  mutualTls,
  noZoneMail,
  base,
  certificate,
  changed,
  secret,
} from "./base";
import { foundationRefused, partsRefused } from "../foundation/cases";
import { existingNetwork } from "../foundation/complete";
import { firewallAccepted, firewallRefused, firewallRefusedAtSynth } from "./firewall/cases";
import { mailRefused, settingsRefused } from "./settings-cases";

const elsewhere = { arn: certificate.arn.replace("us-east-1", "eu-west-1") };
export const accepted: Readonly<Record<string, Inputs>> = {
  "the least": base,
  "a network that exists": changed({ network: undefined, existingNetwork }),
  "a rehearsal whose files go with it": changed({
    deletionProtection: false,
    forceDestroy: { reason: "A rehearsal with invented records" },
  }),
  "a task of 512 MiB": server({ cpu: 256, memory: 512 }),
  "no zone, and existing certificates": changed({
    zone: undefined,
    mail: noZoneMail,
    api: {
      ...base.api,
      existingCertificate: certificate,
      mutualTls: { ...mutualTls, existingCertificate: certificate },
    },
    app: { ...base.app, existingCertificate: certificate },
    storage: { ...base.storage, servedElsewhere: {} },
  }),
  "the API under the app's name, too": app({ apiProxy: {} }),
  "sources of the hospital's own": app({
    additionalSources: { "frame-ancestors": ["https://portal.example.edu"], "img-src": ["blob:"] },
  }),
  "mail by SMTP": changed({
    mail: { supportEmail: "support@example.org", smtp: { ...smtp, port: 465 } },
    ...password,
  }),
  "a signing key of one's own": changed({ signingKey: ownKey, ...ownKeySecret }),
  "an existing database": changed({
    database: undefined,
    existingDatabase: { ...existingDatabase, reader: { secretArn: secret("reader") } },
  }),
  "background work in workers only": changed({
    server: { ...base.server, workers: [] },
    workers: { jobs: { cpu: 512, memory: 1024 } },
  }),
  "bots with a role that is made here, a layer of others, and a log group": changed({
    bots: { logGroups: { "medplum-bot-lambda-1": {} } },
  }),
  ...firewallAccepted,
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
  ...Object.fromEntries(
    (["app", "storage"] as const).map((input) => [
      `neither zone nor certificate for ${input}`,
      [
        changed({
          zone: undefined,
          mail: noZoneMail,
          api: { ...base.api, existingCertificate: certificate },
          app: { ...base.app, servedElsewhere: {} },
          storage: { ...base.storage, servedElsewhere: {} },
          [input]: base[input],
        }),
        new RegExp(
          `^${input} must have existingCertificate \\(of us-east-1\\) or servedElsewhere where no zone`,
        ),
      ] as const,
    ]),
  ),
  "an app's certificate of another region": [
    app({ existingCertificate: elsewhere }),
    /^app\.existingCertificate\.arn must be the ARN of an ACM certificate in us-east-1/,
  ],
  "a certificate of another region for files": [
    changed({ storage: { ...base.storage, existingCertificate: elsewhere } }),
    /^storage\.existingCertificate\.arn must be the ARN of an ACM certificate in us-east-1/,
  ],
  "a distribution by its ID": [
    changed({ storage: { ...base.storage, servedElsewhere: { distribution: { arn: "E0123456789ABC" } } } }),
    /^storage\.servedElsewhere\.distribution\.arn must be an ARN like arn:aws:cloudfront/,
  ],
  "an API under a name that another distribution has": [
    app({ apiProxy: {}, servedElsewhere: {} }),
    /^app\.apiProxy must not be given with servedElsewhere/,
  ],
  "an API under the app's name that the internet does not reach": [
    changed({ app: { ...base.app, apiProxy: {} }, api: { ...base.api, internal: true } }),
    /^app\.apiProxy must not be given with api\.internal/,
  ],
  "a source without its quotes": [
    app({ additionalSources: { "script-src": ["unsafe-eval"] } }),
    /^app\.additionalSources\.script-src\[0\] must be a CSP source/,
  ],
  "a source without encryption": [
    app({ additionalSources: { "connect-src": ["http://terminology.example.edu"] } }),
    /^app\.additionalSources\.connect-src\[0\] must be a CSP source/,
  ],
  "nothing in addition": [
    app({ additionalSources: { "connect-src": [], "frame-src": ["'none'"] } }),
    /^app\.additionalSources\.connect-src must list sources to add[^]*\n[^]*frame-src must list sources to add/,
  ],
  "sources of what has none": [
    app({ additionalSources: { "upgrade-insecure-requests": ["'self'"] } }),
    /^app\.additionalSources\.upgrade-insecure-requests must list sources to add/,
  ],
  "a directive that does not exist": [
    app({ additionalSources: { "fetch-src": ["https://terminology.example.edu"] } }),
    /^app\.additionalSources\.fetch-src must be a directive that lists sources/,
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
  "a worker of the name that ClamAV's service has": [
    changed({ workers: { clamd: { cpu: 512, memory: 1024 } }, malwareScan: { clamav: {} } }),
    /^workers\.clamd must not be called clamd with malwareScan\.clamav/,
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

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name that load balancers reserve": [
    changed({ name: "internal-medplum" }),
    /^name must not be a name that AWS reserves: sg-… \(security groups\), internal-/,
  ],
  "a name that ElastiCache refuses": [
    changed({ name: "medplum--prod" }),
    /^name must not have two hyphens in a row/,
  ],
  "a trail of a name that CloudTrail refuses": [
    changed({ name: "mp", auditTrail: {} }),
    /^name must have at least 3 characters and no two hyphens in a row with auditTrail/,
  ],
  "the state's bucket for the trail of others": [
    changed({
      auditTrail: { existingLogGroup: { name: "organization/trail" }, stateBucket: { name: "our-state" } },
    }),
    /^auditTrail\.stateBucket must not be given with existingLogGroup/,
  ],
  ...foundationRefused(changed),
  ...addressRefused,
  ...firewallRefused,
  ...serverRefused,
  ...dataRefused,
  ...settingsRefused,
  ...mailRefused,
};

/** What the variables of the composed modules refuse, or Terraform in words of its own. */
export const refusedAtSynth: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  ...partsRefused(changed),
  "a database that the engine reserves": [
    changed({ database: { databaseName: "identity" } }),
    /^database\.databaseName must not be a word that the engine reserves/,
  ],
  ...firewallRefusedAtSynth,
  "a place for ClamAV of the caller's own": [
    changed({ malwareScan: { clamav: { vpcId: "vpc-0123456789abcdef0" } } }),
    /^malwareScan\.clamav\.vpcId is not an input/,
  ],
  "fewer scans at a time than the queue starts": [
    changed({ malwareScan: { clamav: { concurrency: 9 }, reservedConcurrency: { scan: 9 } } }),
    /^malwareScan\.reservedConcurrency\.scan must be at least one more than clamav\.concurrency/,
  ],
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

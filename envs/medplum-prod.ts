import { environment } from "../app/environment";
import { secretVariable } from "../app/outside";

/**
 * A full production Medplum: three zones, a reader to fail over to, background work apart from requests, and jobs in a cache group of
 * their own. Account, domain and addresses are examples: put yours. `TF_VAR_medplum_secrets` holds the values of `secretSettings`.
 */
export default environment({
  account: "111122223333",
  region: "us-east-1",
  tags: { Owner: "clinical-systems@example.edu", DataClass: "PHI" },
  // Terraform 1.11 deprecates the lock table; with both, the lock file in the bucket can take over at any time.
  state: { lock: "both" },
  medplum: {
    name: "medplum-prod",
    parameterPath: "/medplum/prod/",
    network: {
      cidr: "10.24.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    },
    zone: { name: "example.edu" },
    // No existingCertificate: ACM issues one, and renews it through the zone.
    api: { domainName: "fhir.example.edu" },
    app: { domainName: "medplum.example.edu" },
    storage: { domainName: "medplum-files.example.edu" },
    server: {
      image: "medplum/medplum-server:5.1.12",
      cpu: 2048,
      memory: 4096,
      scaling: { min: 3, max: 9, cpu: { targetPercent: 60 } },
      // What users wait for; the rest is the workers'.
      workers: ["subscription"],
    },
    workers: {
      jobs: { cpu: 1024, memory: 2048, scaling: { min: 2, max: 6, cpu: {} } },
    },
    database: {
      instanceClass: "db.r8g.large",
      readers: { standby: {} },
    },
    // At most 15 tasks, twice that while a deployment overlaps, stay below what the class accepts.
    connectionsPerTask: 40,
    caches: {
      main: { nodeType: "cache.m7g.large" },
      "background-jobs": { nodeType: "cache.t4g.medium", evictionPolicy: "noeviction" },
    },
    settings: { registerEnabled: "false", redactAuditEvents: "true", logAuditEvents: "true" },
    // A key pair of the hospital's own, so that the private key is not in Terraform's state.
    signingKey: {
      keys: {
        a: {
          own: {
            publicKey: `-----BEGIN PUBLIC KEY-----
              MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2NwtWMHiUQcpkPl5vTvq
              ktvUsF0y70yVqzWFoiyVVeFqzqW/E+7OguwP9EpQl0vFZvfEBHb/wuOx6un5jniv
              ns3FAv16gaKQvGuWXOYaIponmKVDp4ElGdLgG0yG+6EM8OjUgdnAbuksEAs48o8b
              2TxHl8k+kiMYUOFDS5SezXqXGF/qvqk/25KvbRhblsT62/t4fuaGW3MNtk7KB7lU
              xG/ggmOTBWsK6Ie4BnpEfAPu3u6iOiLYcA5XL9fP6azrgwfpZjZgAmtXM1U+KK4r
              1UoyGzV0vs9Dhy5mAnfSlMWx7qqii2hWRz9KTDwZHxOUi5QpW+P0nzI4hcaQ9vHS
              bwIDAQAB
              -----END PUBLIC KEY-----`,
          },
        },
      },
      encrypted: true,
    },
    secretSettings: { signingKey: {}, signingKeyPassphrase: {} },
    secretValues: secretVariable("medplum_secrets", "Medplum's secret settings by key."),
    mail: {
      supportEmail: "support@medplum.example.edu",
      domain: "medplum.example.edu",
      zone: { name: "example.edu" },
      dmarcPolicy: "quarantine",
      dmarcReportAddress: "dmarc@example.edu",
    },
    monitoring: {
      subscriptions: { "on-call": { protocol: "email", endpoint: "clinical-oncall@example.edu" } },
    },
    backup: { lock: { mode: "governance", minRetentionDays: 7, maxRetentionDays: 400 } },
    // A file can be read once it is known to be clean, some seconds after its upload.
    malwareScan: { guardduty: {}, untagged: "refused" },
    // As if Medplum had an account of its own, which is best. In an account that another environment audits, leave this out and name this
    // environment's buckets there: auditTrail.dataEventBuckets.
    auditTrail: { guardDuty: {}, publicAccessBlock: {}, ebsEncryption: {}, passwordPolicy: {} },
  },
});

import { environment } from "../app/environment";

/** A full production REDCap. Account, domain and addresses are examples: put yours. */
export default environment({
  account: "111122223333",
  region: "us-east-1",
  tags: { Owner: "research-it@example.edu", DataClass: "PHI" },
  // Terraform 1.11 deprecates the lock table; with both, the lock file in the bucket can take over at any time.
  state: { lock: "both" },
  redcap: {
    name: "redcap-prod",
    network: {
      cidr: "10.20.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    },
    domain: { name: "redcap.example.edu", zone: { name: "example.edu" } },
    redcapSource: {
      kind: "community",
      redcapVersion: "16.0.18",
      credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:redcap-community-AbCdEf",
    },
    environments: {
      blue: { minInstances: 2, maxInstances: 6, phpVersion: "8.4", cnamePrefix: "redcap-prod-example" },
    },
    web: { instanceTypes: ["m7i.large", "m6i.large"] },
    database: {
      instanceClass: "db.r8g.large",
      readers: { standby: {} },
    },
    application: {
      administratorEmail: "redcap-admins@example.edu",
      institution: "Example University Hospital",
      timezone: "America/New_York",
      uploadLimitMb: 256,
    },
    mail: {
      domain: "example.edu",
      zone: { name: "example.edu" },
      dmarcPolicy: "none",
      dmarcReportAddress: "dmarc@example.edu",
    },
    monitoring: {
      subscriptions: { "on-call": { protocol: "email", endpoint: "redcap-oncall@example.edu" } },
    },
    backup: { lock: { mode: "governance", minRetentionDays: 7, maxRetentionDays: 400 } },
    // A file can be read once it is known to be clean, some seconds after its upload.
    malwareScan: { guardduty: {}, untagged: "refused" },
    // The account's: no other environment of the account may have these settings.
    auditTrail: { guardDuty: {}, publicAccessBlock: {}, ebsEncryption: {}, passwordPolicy: {} },
    firewall: { administratorCidrs: ["192.0.2.0/24"] },
  },
});

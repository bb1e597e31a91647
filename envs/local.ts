import { environment } from "../app/environment";

/**
 * A small REDCap and a small Medplum in the local cloud of `npm start`, without the internet and without an AWS account. What it
 * leaves out, each by an input that every environment has:
 * - REDCap's source is a ready bundle with a sample application, since REDCap itself may not be shipped; Medplum's server is an
 *   image that is named only, since the local cloud starts no containers;
 * - one NAT gateway each, one instance, one task a service, no final snapshots and no deletion protection, because they are
 *   short-lived;
 * - the databases have no readers, for which the provider would wait three more minutes;
 * - root volumes are not encrypted, since EBS encryption by default is off in the local cloud, and there are no instances;
 * - the account has no block of public buckets, since S3 Control is called at a host name of the account's, which is none here;
 * - the databases have no enhanced monitoring, which the local cloud lacks;
 * - REDCap's files are not scanned, as Medplum's are; ClamAV would be a container.
 *
 * Medplum's background jobs have a service and a cache group of their own, which small installations do without.
 */
export default environment({
  account: "123456789012",
  region: "us-east-1",
  // npm start writes these files: the profile reaches the local cloud and nothing else.
  profile: "local",
  sharedConfigFiles: ["../../../.cache/local-cloud/config"],
  sharedCredentialsFiles: ["../../../.cache/local-cloud/credentials"],
  // A call that the local cloud lacks is not worth the provider's 25 attempts.
  maxRetries: 5,
  redcap: {
    name: "redcap-local",
    network: { availabilityZones: ["us-east-1a", "us-east-1b"], natGateways: "single" },
    domain: { name: "redcap.example.edu", zone: { name: "example.edu" } },
    redcapSource: { kind: "bundle", bucket: "redcap-local-source", key: "sample-application.zip" },
    web: { unencryptedRootVolume: { reason: "The local cloud starts no instances" } },
    environments: { blue: { minInstances: 1, maxInstances: 2, cnamePrefix: "redcap-local" } },
    database: { skipFinalSnapshot: true, monitoringIntervalSeconds: 0 },
    application: { administratorEmail: "redcap@example.edu", institution: "Example University Hospital" },
    mail: { domain: "example.edu", zone: { name: "example.edu" } },
    auditTrail: { guardDuty: {}, passwordPolicy: {} },
    firewall: { administratorCidrs: ["192.0.2.0/24"] },
    deletionProtection: false,
    forceDestroy: { reason: "The local cloud is short-lived" },
  },
  medplum: {
    name: "medplum-local",
    network: {
      cidr: "10.1.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      natGateways: "single",
    },
    zone: { name: "example.edu" },
    api: { domainName: "api.medplum.example.edu" },
    app: { domainName: "app.medplum.example.edu" },
    storage: { domainName: "storage.medplum.example.edu" },
    server: {
      image: "medplum/medplum-server:5.1.12",
      cpu: 1024,
      memory: 2048,
      scaling: { min: 1, max: 2, cpu: {} },
      workers: [],
    },
    workers: { jobs: { cpu: 512, memory: 1024, scaling: { min: 1 } } },
    database: { skipFinalSnapshot: true, monitoringIntervalSeconds: 0 },
    caches: {
      main: { skipFinalSnapshot: true },
      "background-jobs": { evictionPolicy: "noeviction", skipFinalSnapshot: true },
    },
    bots: {},
    malwareScan: { guardduty: {} },
    mail: {
      supportEmail: "support@medplum.example.edu",
      domain: "medplum.example.edu",
      zone: { name: "example.edu" },
    },
    settings: { registerEnabled: "false" },
    deletionProtection: false,
    forceDestroy: { reason: "The local cloud is short-lived" },
  },
});

import { environment } from "../app/environment";

/**
 * A small REDCap in the local cloud of `npm start`, which no internet and no AWS account is needed for. What production
 * has and this leaves out, each by an input that everybody has:
 * - the source is a ready bundle with a sample application, since REDCap's own source may not be shipped;
 * - one NAT gateway, one instance and no deletion protection, because it lives for minutes;
 * - the database has no reader, for which the provider would wait three more minutes;
 * - root volumes are not encrypted, since the account of the local cloud does not ask for it and there are no instances;
 * - the database is not monitored inside its operating system, for which the local cloud has no metrics.
 */
export default environment({
  account: "123456789012",
  region: "us-east-1",
  // npm start writes these files: the profile leads to the local cloud and nowhere else.
  profile: "local",
  sharedConfigFiles: ["../../../.cache/local-cloud/config"],
  sharedCredentialsFiles: ["../../../.cache/local-cloud/credentials"],
  // A call that the local cloud does not know is not worth the provider's 25 tries.
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
    deletionProtection: false,
  },
});

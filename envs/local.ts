import { environment } from "../app/environment";

/**
 * A small REDCap in the local cloud of `npm start`, without the internet and without an AWS account. What it leaves out, each
 * by an input that every environment has:
 * - the source is a ready bundle with a sample application, since REDCap itself may not be shipped;
 * - one NAT gateway, one instance and no deletion protection, because it is short-lived;
 * - the database has no reader, for which the provider would wait three more minutes;
 * - root volumes are not encrypted, since EBS encryption by default is off in the local cloud, and there are no instances;
 * - the database has no enhanced monitoring, which the local cloud lacks.
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
    firewall: { administratorCidrs: ["192.0.2.0/24"] },
    deletionProtection: false,
  },
});

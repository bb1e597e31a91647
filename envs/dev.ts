import { environment } from "../app/environment";

/** The cheapest REDCap that is still encrypted: one NAT gateway, one small instance, a database that sleeps at night. */
export default environment({
  account: "444455556666",
  region: "us-east-1",
  tags: { Owner: "research-it@example.edu" },
  redcap: {
    name: "redcap-dev",
    network: {
      cidr: "10.22.0.0/20",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      natGateways: "single",
    },
    domain: { name: "redcap-dev.example.edu", zone: { name: "example.edu" } },
    redcapSource: {
      kind: "s3",
      bucket: "example-redcap-sources",
      key: "redcap16.0.18.zip",
    },
    environments: { blue: { minInstances: 1, maxInstances: 2 } },
    database: {
      serverlessV2Scaling: { minCapacity: 0, maxCapacity: 4, secondsUntilAutoPause: 1800 },
      backupRetentionDays: 7,
      skipFinalSnapshot: true,
    },
    application: {
      administratorEmail: "redcap-admins@example.edu",
      institution: "Example University Hospital (development)",
      timezone: "America/New_York",
      // Cron would keep the database awake.
      cronHours: { from: 7, to: 19 },
    },
    firewall: { administratorCidrs: ["192.0.2.0/24"] },
    deletionProtection: false,
  },
});

import { environment } from "../app/environment";

/** Like production, one size smaller: what is rehearsed here is what production does. */
export default environment({
  account: "444455556666",
  region: "us-east-1",
  tags: { Owner: "research-it@example.edu" },
  redcap: {
    name: "redcap-staging",
    network: {
      cidr: "10.21.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
    },
    domain: { name: "redcap-staging.example.edu", zone: { name: "example.edu" } },
    redcapSource: {
      kind: "community",
      redcapVersion: "16.0.18",
      credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:444455556666:secret:redcap-community-AbCdEf",
    },
    database: { readers: { standby: {} } },
    application: {
      administratorEmail: "redcap-admins@example.edu",
      institution: "Example University Hospital (staging)",
      timezone: "America/New_York",
    },
    mail: { domain: "redcap-staging.example.edu", zone: { name: "example.edu" } },
    firewall: { administratorCidrs: ["192.0.2.0/24"] },
  },
});

import { environment } from "../app/environment";
import prod from "../envs/prod";

const { redcap } = prod;

/**
 * Production in another region, after the loss of the first: see second-region.md. Kept as envs/prod-west.ts in your repository (there,
 * the imports are "../app/environment" and "./prod"), and deployed when it is needed, or for a rehearsal.
 */
export default environment({
  ...prod,
  region: "us-west-2",
  redcap: {
    ...redcap,
    // Names of roles and of the dashboard are the account's, not the region's.
    name: "redcap-west",
    network: {
      cidr: "10.24.0.0/16",
      availabilityZones: ["us-west-2a", "us-west-2b", "us-west-2c"],
    },
    // Its own name until the move, when it becomes that of production.
    domain: { name: "redcap-west.example.edu", zone: { name: "example.edu" } },
    redcapSource: {
      kind: "community",
      redcapVersion: "16.0.18",
      credentialsSecretArn: "arn:aws:secretsmanager:us-west-2:111122223333:secret:redcap-community-AbCdEf",
    },
    environments: {
      blue: { minInstances: 2, maxInstances: 6, phpVersion: "8.4", cnamePrefix: "redcap-west-example" },
    },
    database: { ...redcap?.database, snapshot: { identifier: "redcap-west-restore" } },
    application: {
      ...redcap!.application,
      // The replica of production's secret, which has the same name in each region, under a key of this region.
      existingSalt: {
        secretArn: "arn:aws:secretsmanager:us-west-2:111122223333:secret:redcap-prod/salt-AbCdEf",
      },
      secretKmsKeyArns: ["arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555"],
      saltReplicaKmsKeyArns: {},
      // At a rehearsal, the original's jobs run already. True when this is production.
      cron: false,
    },
    // Production's copies and replicas come here. This region's go nowhere, until it is production for longer.
    backup: { ...redcap?.backup, copyVaultArns: [] },
    files: { ...redcap?.files, replication: undefined },
    // SES is a region's: its quota and way out of the sandbox, too. At a rehearsal, nothing is sent.
    mail: undefined,
    // The account's settings and the trail of all regions are those of envs/prod; the region's own settings were made beforehand.
    auditTrail: undefined,
  },
});

import { part } from "../../lib/part";
import { Beanstalk } from "../beanstalk";
import { Database } from "../database";
import { Distribution } from "../distribution";
import { Email } from "../email";
import { FileStorage } from "../file-storage";
import { ofDatabase, ofFiles, ofMail } from "../foundation/names";
import { LoadBalancer } from "../load-balancer";

// What REDCap's callers may say of the modules that it is composed of. Each list is both: inputs here, and what a call gets.

/** Which of the load balancer's rules are about the ranges, which REDCap's callers give beside it. */
export const clientsPart = part(LoadBalancer, ["allowedCidrs"]);

export const loadBalancerPart = part(LoadBalancer, [
  "internal",
  "sslPolicy",
  "idleTimeoutSeconds",
  "rulesPerSecurityGroup",
]);

export const edgePart = part(Distribution, ["priceClass", "allowedCountries"]);

export const beanstalkPart = part(Beanstalk, ["environments", "applicationUpgrades"]);

export const webPart = part(Beanstalk, [
  "instanceTypes",
  "ec2Key",
  "proxy",
  "autoscaling",
  "deploymentPolicy",
  "managedUpdates",
  "rootVolumeSizeGb",
  "unencryptedRootVolume",
  "logVolumeSizeGb",
  "systemsManager",
]);

export const databasePart = part(Database, ofDatabase);

/** For its rule: a caller reads REDCap's own description. */
export const databaseNamePart = part(Database, ["databaseName"]);

export const filesPart = part(FileStorage, ofFiles);

export const mailPart = part(Email, [...ofMail, "transport"]);

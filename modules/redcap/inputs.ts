import { namePrefix, noDoubleHyphens } from "../../lib/aws/inputs";
import { notReserved, reservedForApplications } from "../../lib/aws/reserved-names";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import { Beanstalk } from "../beanstalk";
import { foundationInputs } from "../foundation/inputs";
import { addressInputs } from "./address-inputs";
import { applicationInputs } from "./application-inputs";
import { edgeInput } from "./edge-inputs";
import { firewallInput } from "./firewall-inputs";
import { mailInput } from "./mail-inputs";
import { webInputs } from "./web-inputs";

const {
  network,
  existingNetwork,
  existingKmsKey,
  monitoring,
  backup,
  malwareScan,
  auditTrail,
  deletionProtection,
  forceDestroy,
} = foundationInputs;

/** Names in brackets are those of the parameters of REDCap's CloudFormation templates. */
export const inputs = {
  name: notReserved(
    constrain(namePrefix(20), noDoubleHyphens(", which RDS refuses")),
    ...reservedForApplications,
  ).describe("Prefix of every name. [EBEndpoint names the environment; see environments for the CNAME.]"),
  network: network.describe(
    "A new VPC. Exactly one of network and existingNetwork. [VPCcidr = cidr; p1cidr, p2cidr, a1cidr, a2cidr, d1cidr, d2cidr = " +
      "subnet_cidrs]",
  ),
  existingNetwork,
  existingKmsKey,
  ...addressInputs,
  edge: edgeInput,
  ...webInputs,
  ...applicationInputs,
  mail: mailInput,
  firewall: firewallInput,
  monitoring,
  backup: backup.describe("AWS Backup of database and files, in addition to the database's own backups."),
  malwareScan,
  auditTrail,
  logRetentionDays: Beanstalk.definition.inputs.logRetentionDays.describe(
    "Days to keep logs in CloudWatch. Audit logs and access logs are kept for six years regardless.",
  ),
  deletionProtection,
  forceDestroy,
};

export type Inputs = InputReferences<typeof inputs>;

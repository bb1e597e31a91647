import { namePrefix, noDoubleHyphens } from "../../lib/aws/inputs";
import { notReserved, reservedForApplications } from "../../lib/aws/reserved-names";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import { foundationInputs } from "../foundation/inputs";
import { malwarePart } from "../foundation/malware-inputs";
import { addressInputs } from "./address-inputs";
import { dataInputs } from "./data-inputs";
import { firewallsInput } from "./firewall-inputs";
import { serverInputs } from "./server-inputs";
import { settingsInputs } from "./settings-inputs";

const {
  network,
  existingNetwork,
  existingKmsKey,
  monitoring,
  backup,
  malwareScan,
  auditTrail,
  logRetentionDays,
  deletionProtection,
  forceDestroy,
} = foundationInputs;

/** Names in brackets are the keys of Medplum's own configuration file. */
export const inputs = {
  name: notReserved(
    constrain(namePrefix(20), noDoubleHyphens(", which RDS and ElastiCache refuse")),
    ...reservedForApplications,
  ).describe("Prefix of every name. [name, with medplum- before it; stackName has no counterpart]"),
  network: network.describe(
    "A VPC to make. Exactly one of network and existingNetwork. [maxAzs = availability_zones]",
  ),
  existingNetwork: existingNetwork.describe(
    "An existing VPC. Exactly one of network and existingNetwork. [vpcId]",
  ),
  existingKmsKey,
  ...addressInputs,
  ...serverInputs,
  ...dataInputs,
  ...settingsInputs,
  ...firewallsInput,
  monitoring,
  backup,
  malwareScan: malwareScan
    .unwrap()
    .extend({ reservedConcurrency: malwarePart.shape.reservedConcurrency })
    .optional()
    .describe(
      `${malwareScan.description} [clamscanEnabled, guardDutyMalwareProtectionEnabled; guardDutyMalwareProtectionOnDemandOnly = guardduty.on_demand_only]`,
    ),
  auditTrail: auditTrail.describe(`${auditTrail.description} [cloudTrailAlarms]`),
  logRetentionDays,
  deletionProtection,
  forceDestroy,
};

export type Inputs = InputReferences<typeof inputs>;

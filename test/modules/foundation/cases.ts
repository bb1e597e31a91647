import type { Inputs } from "../synthesis";

/** What the parts that all applications share refuse themselves, in a plan; TypeScript callers learn of it at synth. */
export const partsRefused = (
  changed: (changes: object) => Inputs,
): Readonly<Record<string, readonly [Inputs, RegExp]>> => ({
  "an alarm of the audit trail that does not exist": [
    changed({ auditTrail: { thresholds: { "root-usage": 2 } } }),
    /^auditTrail\.thresholds\.root-usage must be the name of an alarm/,
  ],
  "a malware scan without an engine": [
    changed({ malwareScan: {} }),
    /^malwareScan\.guardduty or clamav must be given, exactly one/,
  ],
  "a malware scan with two": [
    changed({ malwareScan: { guardduty: {}, clamav: {} } }),
    /^malwareScan\.guardduty or clamav must be given, exactly one/,
  ],
  "prefixes for scans on request": [
    changed({ malwareScan: { guardduty: { onDemandOnly: true }, prefixes: ["binary/"] } }),
    /^malwareScan\.prefixes must be empty with guardduty\.onDemandOnly/,
  ],
  "a size of ClamAV that Fargate does not have": [
    changed({ malwareScan: { clamav: { cpu: 512, memory: 5120 } } }),
    /^malwareScan\.clamav\.memory must be one of Fargate's sizes for cpu/,
  ],
});

/** What the rules of every application refuse, in both languages. */
export const foundationRefused = (
  changed: (changes: object) => Inputs,
): Readonly<Record<string, readonly [Inputs, RegExp]>> => ({
  "no network": [changed({ network: undefined }), /^network or existingNetwork must be given, exactly one/],
  "a reader in a zone without a subnet": [
    changed({ database: { readers: { standby: { availabilityZone: "us-east-1f" } } } }),
    /^database\.readers\.standby must have an availabilityZone that is one of network\.availabilityZones/,
  ],
  "records that may be destroyed, of what may not": [
    changed({ forceDestroy: { reason: "A rehearsal with invented records" } }),
    /^forceDestroy must be left out with deletionProtection/,
  ],
});

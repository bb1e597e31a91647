import type { Inputs } from "../synthesis";
import { good, postgres } from "./good";

/** Versions and passwords that are refused, by what is wrong, with what the message must say. */
export const refusedVersionsAndPasswords: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a version whose support has ended": [
    { ...good, engineVersion: "5.7.mysql_aurora.2.12.4" },
    /3\.10\.5 \(LTS, until 2028-04-30\).*Aurora MySQL 2 \(5\.7\) on 2024-10-31/s,
  ],
  "an unknown version": [{ ...good, engineVersion: "8.0.mysql_aurora.3.99.0" }, /List reviewed on 20\d\d-/],
  "a version that is not exact": [{ ...postgres, engineVersion: "17" }, /17\.7 \(LTS, until/],
  "a version of the other engine": [{ ...good, engineVersion: "17.7" }, /must be a version of the engine/],
  "two versions": [
    {
      ...postgres,
      engineVersion: "17.7",
      unreviewedEngineVersion: { version: "16.9", reason: "An old stack" },
    },
    /unreviewedEngineVersion must not be given together with engineVersion/,
  ],
  "an unreviewed version of the other engine": [
    { ...good, unreviewedEngineVersion: { version: "16.9", reason: "An old stack" } },
    /unreviewedEngineVersion\.version must be a version of the engine/,
  ],
  "an unreviewed version that is reviewed": [
    { ...postgres, unreviewedEngineVersion: { version: "16.8", reason: "An old stack" } },
    /unreviewedEngineVersion\.version is on the reviewed list: give it as engineVersion/,
  ],
  "an unreviewed version that is not exact": [
    { ...postgres, unreviewedEngineVersion: { version: "16", reason: "An old stack" } },
    /unreviewedEngineVersion\.version must be an exact engine version, like 16\.9/,
  ],
  "an unreviewed version without a real reason": [
    { ...postgres, unreviewedEngineVersion: { version: "16.9", reason: "so" } },
    /unreviewedEngineVersion\.reason must have at least 10/,
  ],
  "an unreviewed version with a long reason": [
    { ...postgres, unreviewedEngineVersion: { version: "16.9", reason: "x".repeat(257) } },
    /unreviewedEngineVersion\.reason must have at most 256/,
  ],
  "a password that is not rotated, for no reason": [
    { ...postgres, fixedMasterPassword: { reason: "so" } },
    /fixedMasterPassword\.reason must have at least 10/,
  ],
  "a password's reason that no tag takes": [
    { ...postgres, fixedMasterPassword: { reason: "Because; of (this)" } },
    /fixedMasterPassword\.reason must contain only letters, digits/,
  ],
  "a password's generation before the first": [
    { ...postgres, fixedMasterPassword: { reason: "Read at start only", generation: 0 } },
    /fixedMasterPassword\.generation must be at least 1/,
  ],
  "authorities that are none": [
    {
      ...postgres,
      fixedMasterPassword: { reason: "Read at start only", certificateAuthorities: "bundle.pem" },
    },
    /fixedMasterPassword\.certificateAuthorities must be certificates in PEM/,
  ],
  "more authorities than a secret holds": [
    {
      ...postgres,
      fixedMasterPassword: {
        reason: "Read at start only",
        certificateAuthorities: "-----BEGIN CERTIFICATE-----\n".repeat(1000),
      },
    },
    /fixedMasterPassword\.certificateAuthorities must have at most 20000/,
  ],
};

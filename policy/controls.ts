/**
 * Controls by what rules are about, as AWS's conformance packs map them: Operational Best Practices for HIPAA Security, and for NIST 800-53
 * rev 5 (https://docs.aws.amazon.com/config/latest/developerguide/conformancepack-sample-templates.html). Of NIST's, those that a rule
 * serves directly: the packs name up to forty.
 */

const hipaa = (...sections: readonly string[]): string[] => sections.map((section) => `45 CFR ${section}`);
const nist = (...controls: readonly string[]): string[] =>
  controls.map((control) => `NIST 800-53 ${control}`);

export const ENCRYPTED_AT_REST = [
  ...hipaa("164.312(a)(2)(iv)", "164.312(e)(2)(ii)"),
  ...nist("SC-13", "SC-28(1)"),
];

export const ENCRYPTED_IN_TRANSIT = [
  ...hipaa("164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)", "164.312(e)(2)(ii)"),
  ...nist("SC-8", "SC-8(1)", "SC-13", "SC-23"),
];

export const LEAST_RIGHTS = [
  ...hipaa("164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(B)", "164.308(a)(4)(ii)(C)"),
  ...hipaa("164.312(a)(1)"),
  ...nist("AC-2", "AC-3", "AC-6"),
];

export const NOT_PUBLIC = [
  ...hipaa("164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)"),
  ...hipaa("164.312(a)(1)", "164.312(e)(1)"),
  ...nist("AC-3", "AC-4(21)", "SC-7"),
];

export const NETWORK_CLOSED = [
  ...hipaa("164.308(a)(3)(i)", "164.308(a)(4)(i)", "164.312(a)(1)", "164.312(e)(1)"),
  ...nist("AC-4(21)", "CM-7", "SC-7"),
];

export const LOGGED = [
  ...hipaa("164.308(a)(3)(ii)(A)", "164.312(b)"),
  ...nist("AU-2", "AU-3", "AU-12", "SI-4"),
];

export const LOGS_KEPT = [...hipaa("164.312(b)"), ...nist("AU-11", "AU-6(3)")];

export const MONITORED = [...hipaa("164.312(b)"), ...nist("CA-7", "SI-4")];

export const NOTIFIED = [...hipaa("164.312(b)"), ...nist("AU-6(1)", "CA-7", "SI-4(12)")];

export const BACKED_UP = [
  ...hipaa("164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(B)"),
  ...nist("CP-9", "CP-10", "SI-13(5)"),
];

export const AVAILABLE = [...hipaa("164.308(a)(7)(i)", "164.308(a)(7)(ii)(C)"), ...nist("CP-10", "SC-5(2)")];

export const UNCHANGED = [...hipaa("164.312(c)(1)", "164.312(c)(2)"), ...nist("AU-9", "SI-7")];

export const PATCHED = [...hipaa("164.308(a)(5)(ii)(A)"), ...nist("SI-2")];

export const FIREWALL = [...hipaa("164.308(a)(5)(ii)(B)", "164.312(e)(1)"), ...nist("SC-7", "SI-3", "SI-4")];

export const SECRETS = [
  ...hipaa("164.308(a)(5)(ii)(D)", "164.312(a)(1)", "164.312(d)"),
  ...nist("IA-5", "SC-28"),
];

export const ROTATED = [...hipaa("164.308(a)(4)(ii)(B)", "164.308(a)(5)(ii)(D)"), ...nist("AC-2(1)", "IA-5")];

export const KNOWN_SOFTWARE = [...hipaa("164.312(c)(1)"), ...nist("CM-2", "SI-7")];

/** A PHP branch of Elastic Beanstalk on Amazon Linux 2023 that this module creates environments on. */
export interface PhpBranch {
  readonly version: string;
  /** Last day of security fixes by the PHP project; Elastic Beanstalk retires a branch within three months of it. */
  readonly securityFixesUntil: string;
}

/**
 * The reviewed list. A branch leaves it a year before its end: an environment stays on its branch for life, and reaching
 * the next one takes a second environment. Sources: php.net "Supported Versions"; "Elastic Beanstalk platforms".
 */
export const phpBranches: readonly PhpBranch[] = [
  { version: "8.3", securityFixesUntil: "2027-12-31" },
  { version: "8.4", securityFixesUntil: "2028-12-31" },
  { version: "8.5", securityFixesUntil: "2029-12-31" },
];

export const phpVersions = phpBranches.map(({ version }) => version);

/** Ends the sentence "<input> …" for a version that is not on the list. */
export const phpVersionMessage =
  `must be one of ${phpBranches.map((b) => `${b.version} (security fixes until ${b.securityFixesUntil})`).join(", ")}; ` +
  `PHP 8.2 retires on 2027-03-31, older versions are gone from Elastic Beanstalk`;

/** Names of platform versions of those branches: `64bit Amazon Linux 2023 v4.13.7 running PHP 8.4`. */
export const solutionStackPattern = new RegExp(
  `^64bit Amazon Linux 2023 v4\\.[0-9]+\\.[0-9]+ running PHP (${phpVersions.map((v) => v.replace(".", "\\.")).join("|")})$`,
);

/** What stands in place of a value that is not to be shown, and of one that is not shown and changes. */
export const SENSITIVE = "(sensitive)";
export const SENSITIVE_CHANGED = "(sensitive, changed)";

/** Whether something stands in place of a value that is not to be shown. */
export const isMasked = (value: unknown): boolean => value === SENSITIVE || value === SENSITIVE_CHANGED;

/** Beginnings that only credentials have: of GitHub, GitLab, Slack, Google, Stripe, npm, SendGrid, JSON Web Tokens and PEM. */
const PREFIXES =
  /\b(gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{30,}|[rs]k_live_\w{16,}|npm_[A-Za-z0-9]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+)|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g;

/** Names of what is secret, as the last words of a key: `DB_PASSWORD`, `apiKey`, but not `password_length` or `secret_arn`. */
const NAMES =
  /(^|[^a-z])(pass(word|wd|phrase)?|pwd|secret|secret[_-]?(key|string|access[_-]?key)|(auth|access|api|github|gitlab|bearer|refresh)?[_-]?token|api[_-]?key|private[_-]?key)$/i;

/** Tokens that services hand out to order requests, and that give nobody any rights. */
const NO_CREDENTIAL = /(lock|next|page|continuation|client|idempotency)_?token$/i;

/** The credentials within a URL. */
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]{3,})@/gi;

/** A secret that a script or a file sets: `export DB_PASSWORD=…`, `aws_secret_access_key = …`. */
const SET =
  /\b\w*(?:password|passwd|secret_access_key|secret_key|api_?key|auth_token|access_token)["']?[ \t]*[=:][ \t]*["']?([^\s"'$<>{}();,`\\|&]{6,})/gi;

/** Values that name where a secret is, or say that there is none. */
const NO_SECRET =
  /^(arn:|\$\{|\/|https?:\/\/|alias\/|projects\/|true$|false$|null$|none$|disabled$|enabled$|required$|optional$|ssm:|secretsmanager:)/i;

/** Secrets that a text has in it, whatever it is called. */
export function secretsWithin(text: string): string[] {
  const found = [...text.matchAll(PREFIXES)].map(([match]) => match);
  for (const [, password] of text.matchAll(IN_URL)) if (!password!.startsWith("${")) found.push(password!);
  // In an expression, what stands behind the sign is a name.
  for (const [, value] of text.includes("${") ? [] : text.matchAll(SET))
    if (!NO_SECRET.test(value!) && /\d/.test(value!)) found.push(value!);
  return found;
}

/** Whether a value is a secret because of what it is called, like a password in an environment variable. */
export const isSecretByName = (name: string, value: string): boolean =>
  NAMES.test(snaked(name)) &&
  !NO_CREDENTIAL.test(snaked(name)) &&
  value.length >= 4 &&
  !NO_SECRET.test(value) &&
  !/^[\d.]+$/.test(value);

/** Names of values that look random and are none: checksums, identifiers, whole documents. */
const RANDOM_LOOKING =
  /(hash|sha\d*|md5|etag|checksum|fingerprint|digest|thumbprint|policy|body|_id|arn|certificate|public_key)$/i;

/** Whether a literal in a configuration is as random as a key: long, of all kinds of characters, and with no word in it. */
export function looksRandom(name: string, value: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]{24,200}$/.test(value) || RANDOM_LOOKING.test(snaked(name))) return false;
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value) || !/\d/.test(value)) return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  const bits = [...counts.values()].reduce(
    (sum, n) => sum - (n / value.length) * Math.log2(n / value.length),
    0,
  );
  return bits >= 4 && !/[A-Z]?[a-z]{6,}/.test(value);
}

const snaked = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");

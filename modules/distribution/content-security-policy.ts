import { z } from "zod";
import { unique } from "../../lib/aws/inputs";
import { type Expression, tf } from "../../lib/expression";
import { constrain } from "../../lib/requirements";

const directive =
  /^((default|script|style|img|font|connect|media|object|frame|child|worker|manifest)-src|(script|style)-src-(elem|attr)|base-uri|form-action|frame-ancestors|upgrade-insecure-requests)$/;

const keyword =
  "'(none|self|unsafe-inline|unsafe-eval|wasm-unsafe-eval|unsafe-hashes|strict-dynamic|report-sample)'";
const hash = "'sha(256|384|512)-[A-Za-z0-9+/_-]+=*'";
const scheme = "(data|blob|mediastream|filesystem|https|wss):";
/** Of two labels or more: `self` without quotes is no host. Encrypted, but on a developer's own machine. */
const host =
  "((https|wss)://)?([*]\\.)?([A-Za-z0-9-]+\\.)+[A-Za-z0-9-]+(:([0-9]+|[*]))?(/[A-Za-z0-9_.~%/-]*)?";
const localhost = "((https?|wss?)://)?localhost(:([0-9]+|[*]))?";
/** One pattern each: a single one would be hard to review. */
const patterns = [keyword, hash, scheme, host, localhost, "[*]"].map((pattern) => `^(${pattern})$`);

const source = () =>
  constrain(z.string(), {
    message:
      "must be a CSP source: a keyword or a hash in single quotes ('self'), a scheme (data:), or a host (https://*.example.org; " +
      "without encryption localhost only)",
    check: (text) => patterns.some((pattern) => new RegExp(pattern).test(text)),
    condition: (ref) => `length([for kind in local.csp_sources : kind if can(regex(kind, ${ref}))]) > 0`,
    locals: { csp_sources: patterns },
  });

const withoutSources = "upgrade-insecure-requests";

const directives = () =>
  z.record(
    z
      .string()
      .regex(directive, `must be a directive that lists sources, like script-src, or ${withoutSources}`),
    unique(z.array(source())),
  );

/** Sources in addition to those that a policy has, by directive. */
export const additionalSources = constrain(directives(), {
  message: `must list sources to add, other than 'none'; ${withoutSources} has none`,
  check: (policy) =>
    Object.entries(policy)
      .filter(([name, sources]) => name === withoutSources || !sources.length || sources.includes("'none'"))
      .map(([name]) => name),
  offenders: (ref) =>
    `[for name, sources in ${ref} : name if name == "${withoutSources}" || length(sources) == 0 || contains(sources, "'none'")]`,
});

/** A Content-Security-Policy: directives by name with lists of sources. */
export const contentSecurityPolicy = constrain(
  directives(),
  {
    message: `must have sources, 'none' for nothing; ${withoutSources} has none`,
    check: (policy) =>
      Object.entries(policy)
        .filter(([name, sources]) => (name === withoutSources) !== (sources.length === 0))
        .map(([name]) => name),
    offenders: (ref) =>
      `[for name, sources in ${ref} : name if (name == "${withoutSources}") != (length(sources) == 0)]`,
  },
  {
    message: "must have no other source next to 'none'",
    check: (policy) =>
      Object.entries(policy)
        .filter(([, sources]) => sources.includes("'none'") && sources.length > 1)
        .map(([name]) => name),
    offenders: (ref) =>
      `[for name, sources in ${ref} : name if contains(sources, "'none'") && length(sources) > 1]`,
  },
);

/** For files that need nothing from elsewhere and nobody may frame. */
const strict = {
  "base-uri": ["'self'"],
  "default-src": ["'self'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
  "object-src": ["'none'"],
  "upgrade-insecure-requests": [],
} as const satisfies z.input<typeof contentSecurityPolicy>;

/** The header of a policy, sorted by directive. */
export const strictPolicy = Object.entries(strict)
  .map(([name, sources]) => [name, ...sources].join(" "))
  .join("; ");

/** The same in HCL. */
export const policyHeader = (policy: unknown): Expression =>
  tf`join("; ", [for name, sources in ${policy} : join(" ", concat([name], sources))])`;

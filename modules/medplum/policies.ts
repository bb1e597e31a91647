import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Where the web app's pages send what users upload. */
interface Hosts {
  /** Where presigned uploads go: the bucket's own address. */
  readonly uploads: Expression;
}

const self = "'self'";
const none = "'none'";

/** What Google's sign-in and reCAPTCHA need, by their documentation, for the setting that turns each on. */
const google = {
  googleClientId: {
    "connect-src": ["https://accounts.google.com/gsi/"],
    "frame-src": ["https://accounts.google.com/gsi/"],
    "script-src": ["https://accounts.google.com/gsi/client"],
    "style-src": ["https://accounts.google.com/gsi/style"],
  },
  recaptchaSiteKey: {
    "connect-src": ["https://www.google.com/recaptcha/"],
    "frame-src": ["https://www.google.com/recaptcha/", "https://recaptcha.google.com/recaptcha/"],
    "script-src": ["https://www.google.com/recaptcha/", "https://www.gstatic.com/recaptcha/"],
  },
} as const;

/** The web app's Content-Security-Policy: itself, the server, the files, and what the caller adds. */
export function appPolicy(
  module: ModuleStack,
  { api, app, storage, settings }: Inputs,
  { uploads }: Hosts,
): Expression {
  const server = [`https://${api.domainName}`, `wss://${api.domainName}`];
  const files = `https://${storage.domainName}`;
  const own = local(module, "app_policy", {
    "base-uri": [self],
    "child-src": [self],
    "connect-src": [self, ...server, files, uploads],
    "default-src": [none],
    "font-src": [self],
    "form-action": [self],
    "frame-ancestors": [none],
    "frame-src": [self, files],
    "img-src": [self, "data:", files],
    "manifest-src": [self],
    "media-src": [self, files],
    "script-src": [self],
    // Its components write styles into the page.
    "style-src": [self, "'unsafe-inline'"],
    "upgrade-insecure-requests": [],
    "worker-src": [self, "blob:"],
  });
  const ofGoogle = local(module, "google_sources", google);
  const asked = local(
    module,
    "sources_by_setting",
    tf`[for key, sources in ${ofGoogle} : sources if contains(keys(${settings}), key)]`,
  );
  const all = local(module, "app_policies", tf`concat([${own}], ${asked}, [${app.additionalSources}])`);
  const joined = local(
    module,
    "app_sources",
    tf`{for name in distinct(flatten([for policy in ${all} : keys(policy)])) : name => distinct(flatten([for policy in ${all} : lookup(policy, name, [])]))}`,
  );
  // Next to another source, 'none' has no meaning.
  return local(
    module,
    "app_content_security_policy",
    tf`{for name, sources in ${joined} : name => [for source in sources : source if source != ${none} || length(sources) == 1]}`,
  );
}

/** The policy of users' files: shown by the web apps, running nothing. A PDF or a film is a page of its own to a browser. */
export function filesPolicy(module: ModuleStack, origins: Expression): Expression {
  return local(module, "files_content_security_policy", {
    "base-uri": [none],
    "default-src": [none],
    "form-action": [none],
    "frame-ancestors": framing(origins),
    "img-src": [self],
    "media-src": [self],
    "object-src": [self],
    "style-src": ["'unsafe-inline'"],
  });
}

/** Origins with TLS, or on a developer's own machine. */
const framing = (origins: Expression): Expression =>
  tf`[for origin in ${origins} : origin if can(regex(${"^(https://[^/:]+[.][^/:]+|https?://localhost)(:[0-9]+)?$"}, origin))]`;

// What AWS's managed rules would block of Medplum's own traffic. Decided rule by rule against AWS's descriptions of them; the README
// has the table. Paths are compared decoded, normalized and in any case.

const common = "AWSManagedRulesCommonRuleSet";
const sqli = "AWSManagedRulesSQLiRuleSet";
const badInputs = "AWSManagedRulesKnownBadInputsRuleSet";

const regex = (path: string) => ({ match: "regex" as const, path });
/** Paths of the server, which answers to each below /api, too. */
const below = (paths: string) => [regex(`^(/api)?/(${paths})(/|$)`)];

const content =
  "fhir/r[0-9]|fhircast/stu[0-9]|email/v1|keyvalue/v1|dicom/ps3|scim/v2|cds-services|webhook|mcp";
const signIn = "oauth2|auth";

/**
 * Four lists, since the firewall's capacity is counted by lists: where clinical content is read and written; the same and signing in;
 * where addresses of apps are given; and where code and files are uploaded.
 */
const records = below(content);
const links = below(`${content}|${signIn}`);
const redirects = below(`${signIn}|fhir/r[0-9]/(clientapplication|bot|binary)`);
const uploads = below("fhir/r[0-9]/(bot|binary)");

/** Exceptions of everything that reaches the server: through either load balancer. */
export const serverExceptions = {
  "large-bodies": {
    priority: 10,
    group: common,
    rule: "SizeRestrictions_BODY",
    paths: records,
    reason:
      "Resources, bundles, files and messages exceed 8 KB; the server's maxJsonSize and maxBatchSize limit them",
  },
  "long-searches": {
    priority: 11,
    group: common,
    rule: "SizeRestrictions_QUERYSTRING",
    paths: records,
    reason:
      "Searches that name many ids or codes exceed 2 KB; the load balancer limits a request line to 16 KB",
  },
  narrative: {
    priority: 12,
    group: common,
    rule: "CrossSiteScripting_BODY",
    paths: records,
    reason:
      "Narrative (text.div), CDA documents and e-mails are XHTML and HTML; the server answers with JSON, never with a page",
  },
  "clinical-text": {
    priority: 13,
    group: sqli,
    rule: "SQLi_BODY",
    paths: records,
    reason:
      "Notes, GraphQL, HL7 v2 and bots' code have quotes and words such as select and union; SQL has parameters",
  },
  "clinical-text-extended": {
    priority: 14,
    group: sqli,
    rule: "SQLiExtendedPatterns_BODY",
    paths: records,
    reason:
      "Notes, GraphQL, HL7 v2 and bots' code have quotes and words such as select and union; SQL has parameters",
  },
  searches: {
    priority: 15,
    group: sqli,
    rule: "SQLi_QUERYARGUMENTS",
    paths: records,
    reason:
      "FHIR's _filter and SCIM's filter are expressions with quotes, and, or; tokens have | and --; SQL has parameters",
  },
  "searches-extended": {
    priority: 16,
    group: sqli,
    rule: "SQLiExtendedPatterns_QUERYARGUMENTS",
    paths: records,
    reason:
      "FHIR's _filter and SCIM's filter are expressions with quotes, and, or; tokens have | and --; SQL has parameters",
  },
  addresses: {
    priority: 20,
    group: common,
    rule: "GenericRFI_BODY",
    paths: links,
    reason: "Endpoints, devices and redirects of native apps have URLs with IPv4 addresses",
  },
  "local-redirects": {
    priority: 30,
    group: common,
    rule: "EC2MetaDataSSRF_QUERYARGUMENTS",
    paths: redirects,
    reason:
      "Native apps and developers sign in with redirect_uri=http://localhost or http://127.0.0.1 (RFC 8252)",
  },
  "local-redirects-in-bodies": {
    priority: 31,
    group: common,
    rule: "EC2MetaDataSSRF_BODY",
    paths: redirects,
    reason:
      "Client applications, token requests and bots' code have http://localhost; Subscription and Endpoint stay inspected",
  },
  "redirects-to-addresses": {
    priority: 32,
    group: common,
    rule: "GenericRFI_QUERYARGUMENTS",
    paths: redirects,
    reason: "Native apps sign in with redirect_uri=http://127.0.0.1 and a port (RFC 8252)",
  },
  "imports-in-code": {
    priority: 40,
    group: common,
    rule: "GenericLFI_BODY",
    paths: uploads,
    reason: "Bots' code imports ../ files, and uploaded files may have any content",
  },
  "file-names": {
    priority: 41,
    group: common,
    rule: "RestrictedExtensions_QUERYARGUMENTS",
    paths: uploads,
    reason: "Uploads give the file's name as _filename, such as device.log; nothing is run by its extension",
  },
  "templates-in-code": {
    priority: 42,
    group: badInputs,
    rule: "Log4JRCE_BODY",
    paths: uploads,
    reason:
      "Template literals in the code of bots look like lookups of Log4j, which is Java; the server is Node.js",
  },
} as const;

/** AWS's managed groups before the server. */
export const serverGroups = {
  AWSManagedRulesAmazonIpReputationList: { priority: 10, overrides: {} },
  [badInputs]: { priority: 20, overrides: {} },
  [common]: { priority: 30, overrides: {} },
  [sqli]: { priority: 40, overrides: {} },
  AWSManagedRulesLinuxRuleSet: { priority: 50, overrides: {} },
} as const;

/** Routes of the web app, whose query is a FHIR search, or tells who signs in and where to go on: all but files, which have a dot. */
const pages = [regex("^/[^.]*$")];

/** The web app's own scripts, styles and images, whose names change with their content. */
export const staticFiles = { folders: ["/assets/"] } as const;

/** Exceptions of the web app: a static site, whose pages take what the server takes in their address. */
export const appExceptions = {
  "long-searches": {
    priority: 50,
    group: common,
    rule: "SizeRestrictions_QUERYSTRING",
    paths: pages,
    reason: "Pages show searches, which they have in their address; nothing but a browser reads it",
  },
  "local-redirects": {
    priority: 51,
    group: common,
    rule: "EC2MetaDataSSRF_QUERYARGUMENTS",
    paths: pages,
    reason:
      "Native apps and developers sign in with redirect_uri=http://localhost or http://127.0.0.1 (RFC 8252)",
  },
  "redirects-to-addresses": {
    priority: 52,
    group: common,
    rule: "GenericRFI_QUERYARGUMENTS",
    paths: pages,
    reason: "Native apps sign in with redirect_uri=http://127.0.0.1 and a port (RFC 8252)",
  },
} as const;

/**
 * Further exceptions where the app's distribution passes /api/* on to the server, whose own firewall has the groups for SQL and Linux, too:
 * those of bodies and uploads. The app's own exceptions have the paths of queries.
 */
export const proxiedExceptions = {
  "large-bodies": serverExceptions["large-bodies"],
  narrative: serverExceptions.narrative,
  addresses: serverExceptions.addresses,
  "local-redirects-in-bodies": serverExceptions["local-redirects-in-bodies"],
  "imports-in-code": serverExceptions["imports-in-code"],
  "file-names": serverExceptions["file-names"],
  "templates-in-code": serverExceptions["templates-in-code"],
} as const;

/** AWS's managed groups before CloudFront and a bucket: there is no SQL and no operating system behind them to protect. */
export const edgeGroups = {
  AWSManagedRulesAmazonIpReputationList: { priority: 10, overrides: {} },
  [badInputs]: { priority: 20, overrides: {} },
  [common]: { priority: 30, overrides: {} },
} as const;

/** Pages of super administrators, who can read and change every project. */
export const guardedPaths = below("admin/super");

import type { Request } from "./evaluate";

// What AWS publishes about its managed rules, as expressions. AWS keeps the real ones to itself: these are meant to match more than they do
// (any tag is cross-site scripting, any quote before `or` is SQL), so that what passes here passes there.

type Detector = (request: Request, body: string) => boolean;

const metadata = /169\.254\.169\.254|\blocalhost\b|127\.0\.0\.1/i;
const traversal = /\.\.[/\\]/;
const extension = /\.(log|ini|conf|bak|cfg|sys|dat|config)\b/i;
const remote = /(https?|ftps?|file):\/\/[0-9]{1,3}(\.[0-9]{1,3}){3}/i;
const tag = /<\s*\/?[a-z!]|javascript:|\bon[a-z]+\s*=/i;
const java = /java\.lang\.|getRuntime\(\)/i;
const lookup = /\$\{/;
const react = /__proto__|"\$[0-9]+:/;
const sql =
  /['"][^'"]*\b(or|and|eq|union)\b|\bunion\b.+\bselect\b|\bselect\b.+\bfrom\b|\b(or|and)\b\s+\S+\s*=|--|;\s*(drop|insert|update)\b|\/\*/is;
const php = /fsockopen|\$_(GET|POST|SERVER|COOKIE)/;
const linux = /\/proc\/|\/etc\/(passwd|shadow)/i;

const longer = (text: string | undefined, bytes: number): boolean => Buffer.byteLength(text ?? "") > bytes;
const inPath =
  (pattern: RegExp): Detector =>
  ({ path }) =>
    pattern.test(path);
const inQuery =
  (pattern: RegExp): Detector =>
  ({ query }) =>
    [...new URLSearchParams(query).values()].some((value) => pattern.test(value));
const inBody =
  (pattern: RegExp): Detector =>
  (_, body) =>
    pattern.test(body);
const inCookie =
  (pattern: RegExp): Detector =>
  ({ headers }) =>
    pattern.test(headers["cookie"] ?? "");
const inHeaders =
  (pattern: RegExp): Detector =>
  ({ headers }) =>
    Object.values(headers).some((value) => pattern.test(value));

/** Addresses of Amazon's reputation lists, as far as these tests go. */
export const disreputable = "203.0.113.66";

export const detectors: Readonly<Record<string, Readonly<Record<string, Detector>>>> = {
  AWSManagedRulesCommonRuleSet: {
    NoUserAgent_HEADER: ({ headers }) => !headers["user-agent"],
    UserAgent_BadBots_HEADER: ({ headers }) => /nessus|nmap|sqlmap/i.test(headers["user-agent"] ?? ""),
    SizeRestrictions_QUERYSTRING: ({ query }) => longer(query, 2048),
    SizeRestrictions_Cookie_HEADER: ({ headers }) => longer(headers["cookie"], 10_240),
    SizeRestrictions_BODY: ({ body }) => longer(body, 8192),
    SizeRestrictions_URIPATH: ({ path }) => longer(path, 1024),
    EC2MetaDataSSRF_BODY: inBody(metadata),
    EC2MetaDataSSRF_COOKIE: inCookie(metadata),
    EC2MetaDataSSRF_URIPATH: inPath(metadata),
    EC2MetaDataSSRF_QUERYARGUMENTS: inQuery(metadata),
    GenericLFI_QUERYARGUMENTS: inQuery(traversal),
    GenericLFI_URIPATH: inPath(traversal),
    GenericLFI_BODY: inBody(traversal),
    RestrictedExtensions_URIPATH: inPath(extension),
    RestrictedExtensions_QUERYARGUMENTS: inQuery(extension),
    GenericRFI_QUERYARGUMENTS: inQuery(remote),
    GenericRFI_BODY: inBody(remote),
    GenericRFI_URIPATH: inPath(remote),
    CrossSiteScripting_COOKIE: inCookie(tag),
    CrossSiteScripting_QUERYARGUMENTS: inQuery(tag),
    CrossSiteScripting_BODY: inBody(tag),
    CrossSiteScripting_URIPATH: inPath(tag),
  },
  AWSManagedRulesKnownBadInputsRuleSet: {
    JavaDeserializationRCE_BODY: inBody(java),
    JavaDeserializationRCE_URIPATH: inPath(java),
    JavaDeserializationRCE_QUERYSTRING: ({ query }) => java.test(decodeURIComponent(query)),
    JavaDeserializationRCE_HEADER: inHeaders(java),
    Host_localhost_HEADER: ({ headers }) => /localhost/i.test(headers["host"] ?? ""),
    PROPFIND_METHOD: ({ method }) => method === "PROPFIND",
    ExploitablePaths_URIPATH: inPath(/web-inf|\.git\/|\.env\b|wp-config/i),
    Log4JRCE_QUERYSTRING: ({ query }) => lookup.test(decodeURIComponent(query)),
    Log4JRCE_BODY: inBody(lookup),
    Log4JRCE_URIPATH: inPath(lookup),
    Log4JRCE_HEADER: inHeaders(lookup),
    ReactJSRCE_BODY: inBody(react),
  },
  AWSManagedRulesSQLiRuleSet: {
    SQLi_QUERYARGUMENTS: inQuery(sql),
    SQLi_BODY: inBody(sql),
    SQLi_COOKIE: inCookie(sql),
    SQLi_URIPATH: inPath(sql),
    SQLiExtendedPatterns_QUERYARGUMENTS: inQuery(sql),
    SQLiExtendedPatterns_BODY: inBody(sql),
  },
  AWSManagedRulesLinuxRuleSet: {
    LFI_URIPATH: inPath(linux),
    LFI_QUERYSTRING: ({ query }) => linux.test(decodeURIComponent(query)),
    LFI_HEADER: inHeaders(linux),
  },
  AWSManagedRulesPHPRuleSet: {
    PHPHighRiskMethodsVariables_HEADER: inHeaders(php),
    PHPHighRiskMethodsVariables_QUERYSTRING: ({ query }) => php.test(decodeURIComponent(query)),
    PHPHighRiskMethodsVariables_BODY: inBody(php),
  },
  AWSManagedRulesAmazonIpReputationList: {
    AWSManagedIPReputationList: ({ address }) => address === disreputable,
    AWSManagedReconnaissanceList: () => false,
    AWSManagedIPDDoSList: () => false,
  },
};

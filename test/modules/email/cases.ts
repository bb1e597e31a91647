import { replacementsAccepted, replacementsRefused } from "../access-key";
import type { Inputs } from "../synthesis";

export const good: Inputs = {
  name: "demo",
  domain: "redcap.example.edu",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
};

/** Inputs that are fine, by what is special about them. */
export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "a zone": { ...good, zone: { id: "Z0123456789ABCDEFGHIJ" } },
  "senders of the domain and of a subdomain": {
    ...good,
    fromAddresses: ["noreply@redcap.example.edu", "*@study.redcap.example.edu"],
  },
  "a subscriber by e-mail": {
    ...good,
    subscriptions: { ops: { protocol: "email", endpoint: "ops@example.edu" } },
  },
  "a return path of one's own": { ...good, mailFromSubdomain: "bounce" },
  ...replacementsAccepted({ ...good, transport: "smtp" }),
  "the first step of DMARC": { ...good, dmarcPolicy: "none", dmarcReportAddress: "dmarc@example.edu" },
};

/** Inputs that are not, by what is wrong, with what the message must say. */
export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a subscriber under two names": [
    {
      ...good,
      subscriptions: {
        ops: { protocol: "email", endpoint: "ops@example.edu" },
        nights: { protocol: "email", endpoint: "ops@example.edu" },
      },
    },
    /^subscriptions\.(ops|nights) must not have the same protocol, endpoint as another entry/m,
  ],
  "an endpoint that is not of its protocol": [
    { ...good, subscriptions: { ops: { protocol: "https", endpoint: "ops@example.edu" } } },
    /^subscriptions\.ops must have an endpoint of its protocol/m,
  ],
  "a name in capitals": [{ ...good, name: "Demo" }, /name must be 2 to 32 lower-case letters/],
  "a sender of another domain": [
    { ...good, fromAddresses: ["*@redcap.example.edu", "*@example.com"] },
    /fromAddresses\[1\] must be an address of the domain or of its subdomains/,
  ],
  "a sender whose domain only ends alike": [
    { ...good, fromAddresses: ["x@evilredcap.example.edu"] },
    /fromAddresses\[0\] must be an address of the domain or of its subdomains/,
  ],
  "a sender without a domain": [{ ...good, fromAddresses: ["noreply"] }, /must be an address or a pattern/],
  "an address instead of a domain": [
    { ...good, domain: "me@example.edu" },
    /must be a domain name in lower case/,
  ],
  "a zone by its name": [
    { ...good, zone: { id: "example.edu" } },
    /zone\.id must be the ID of a Route 53 hosted zone/,
  ],
  "a return path of two labels": [
    { ...good, mailFromSubdomain: "mail.out" },
    /must be one label of a domain name/,
  ],
  "reports on a record that somebody else makes": [
    { ...good, dmarcReportAddress: "dmarc@example.edu" },
    /requires a dmarcPolicy other than unmanaged/,
  ],
  "reports to a person's name": [
    { ...good, dmarcPolicy: "none", dmarcReportAddress: "postmaster" },
    /dmarcReportAddress must be an email address/,
  ],
  "an alias for a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/mail" },
    /kmsKeyArn must be an ARN like/,
  ],
  "a DMARC policy that does not exist": [
    { ...good, dmarcPolicy: "block" },
    /must be one of none, quarantine, reject, unmanaged/,
  ],
  "a transport that does not exist": [{ ...good, transport: "sendmail" }, /must be one of api, smtp/],
  ...replacementsRefused({ ...good, transport: "smtp" }),
  "a subscriber by fax": [
    { ...good, subscriptions: { ops: { protocol: "fax", endpoint: "12345" } } },
    /must be one of email, email-json, https, lambda, sqs/,
  ],
  "a subscriber with a name of words": [
    { ...good, subscriptions: { "On call": { protocol: "email", endpoint: "ops@example.edu" } } },
    /must be lower-case letters, digits and underscores/,
  ],
  "a subscriber without an address": [
    { ...good, subscriptions: { ops: { protocol: "email", endpoint: "" } } },
    /subscriptions\.ops\.endpoint must have at least 1 character/,
  ],
};

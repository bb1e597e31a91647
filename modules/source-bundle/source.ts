import { z } from "zod";
import { arn, bucketName } from "../../lib/inputs";
import type { Rule } from "../../lib/problems";

/** Where REDCap comes from when the function fetches it. */
export const source = z.strictObject({
  kind: z
    .enum(["s3", "community"])
    .describe("s3: the REDCap zip lies in a bucket; community: it is fetched with the licensee's login."),
  bucket: bucketName().optional().describe("s3: bucket of the REDCap zip."),
  key: z.string().min(1).max(1024).optional().describe("s3: object key of the REDCap zip."),
  versionId: z
    .string()
    .min(1)
    .optional()
    .describe("s3: version of the object. Without it, a new object under the same key goes unnoticed."),
  region: z.string().min(1).optional().describe("s3: region of the bucket. Default: this one."),
  redcapVersion: z
    .string()
    .regex(/^(latest|[0-9]+\.[0-9]+\.[0-9]+)$/, "must be latest or a version like 16.0.18")
    .default("latest")
    .describe("community: version to download. `latest` is looked up once, when the bundle is first built."),
  credentialsSecretArn: arn("secretsmanager", "secret:")
    .optional()
    .describe("community: secret with the login, JSON {username, password}."),
  overlay: z
    .strictObject({
      bucket: bucketName().describe("Bucket of the overlay."),
      prefix: z
        .string()
        .min(1)
        .describe("Folder whose contents are laid over the bundle, such as overlay/redcap/modules/…"),
    })
    .optional()
    .describe(
      "The operator's own files: LDAP settings, hooks, languages, external modules. They may not replace platform files.",
    ),
  overlayRevision: z
    .string()
    .default("1")
    .describe("Any text; change it to build again after the overlay's files have changed."),
});

type Source = z.output<typeof source>;

/** What belongs to which kind, said in both languages. */
export const sourceRules: readonly Rule[] = [
  {
    inputs: ["redcapSource"],
    message: 'with kind "s3" needs bucket and key, and no credentials_secret_arn',
    check: ({ redcapSource: source }: { redcapSource: Source }) =>
      source.kind !== "s3" || Boolean(source.bucket && source.key && !source.credentialsSecretArn),
    condition:
      'var.redcap_source.kind == "s3" ? var.redcap_source.bucket != null && var.redcap_source.key != null && var.redcap_source.credentials_secret_arn == null : true',
  },
  {
    inputs: ["redcapSource"],
    message: 'with kind "community" needs credentials_secret_arn, and neither bucket nor key',
    check: ({ redcapSource: source }: { redcapSource: Source }) =>
      source.kind !== "community" || Boolean(source.credentialsSecretArn && !source.bucket && !source.key),
    condition:
      'var.redcap_source.kind == "community" ? var.redcap_source.credentials_secret_arn != null && var.redcap_source.bucket == null && var.redcap_source.key == null : true',
  },
];

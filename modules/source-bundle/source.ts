import { z } from "zod";
import { arn, bucketName, regionName } from "../../lib/aws/inputs";
import { decides } from "../../lib/schema";
import { ofKinds, type SourceKind } from "./kinds";

/** The kinds that the function fetches. */
export const sourceKinds = {
  s3: { needs: ["bucket", "key"], takes: ["versionId", "otherRegion", "overlay", "overlayRevision"] },
  community: {
    needs: ["credentialsSecretArn"],
    takes: ["redcapVersion", "overlay", "overlayRevision"],
  },
} satisfies Record<string, SourceKind>;

const attributes = z.strictObject({
  kind: decides(z.enum(["s3", "community"])).describe(
    "s3: REDCap's zip is in a bucket; community: it is downloaded from the REDCap Community with the licensee's login.",
  ),
  bucket: bucketName().optional().describe("s3: bucket of REDCap's zip."),
  key: z.string().min(1).max(1024).optional().describe("s3: object key of REDCap's zip."),
  versionId: z
    .string()
    .min(1)
    .optional()
    .describe("s3: version of the object. Without it, a new object under the same key goes unnoticed."),
  otherRegion: z
    .strictObject({ name: regionName().describe("Name of that region.") })
    .optional()
    .describe("s3: the bucket's region, where it is not the provider's. Default: the same region."),
  redcapVersion: z
    .string()
    .regex(/^(latest|[0-9]+\.[0-9]+\.[0-9]+)$/, "must be latest or a version like 16.0.18")
    .default("latest")
    .describe(
      "community: version to download. `latest` is the newest one at each build, and an update of this module builds " +
        "again: name a version in production.",
    ),
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
      "The operator's own files: LDAP settings, hooks, languages, external modules. They cannot replace platform files.",
    ),
  overlayRevision: z
    .string()
    .default("1")
    .describe("Any text; change it to build again after the overlay's files have changed."),
});

/** Where REDCap comes from when the function fetches it. */
export const source = ofKinds(attributes, sourceKinds);

import { z } from "zod";
import { bucketName, regionName, secretArn } from "../../lib/aws/inputs";
import { decides } from "../../lib/schema";
import { ofKinds, type SourceKind } from "./kinds";

/** What the function reads whatever the kind. */
const built = ["sha256", "previousVersion", "overlay", "overlayRevision"];

/** The kinds that the function fetches. */
export const sourceKinds = {
  s3: { needs: ["bucket", "key"], takes: ["versionId", "otherRegion", ...built] },
  community: { needs: ["credentialsSecretArn"], takes: ["redcapVersion", ...built] },
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
  credentialsSecretArn: secretArn()
    .optional()
    .describe("community: secret with the login, JSON {username, password}."),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits in lower case, as sha256sum prints them")
    .optional()
    .describe(
      "SHA-256 that REDCap's zip must have, from a copy that you have checked. Default: any zip is taken.",
    ),
  previousVersion: z
    .string()
    .regex(/^(auto|none|[0-9]+\.[0-9]+\.[0-9]+)$/, "must be auto, none or a version like 16.0.18")
    .default("auto")
    .describe(
      "REDCap version whose folder the bundle also holds: REDCap runs with it until its tables are upgraded (npm run redcap:upgrade), " +
        "then instances remove it. auto: the older version of which a bundle was built last; none: the new version only.",
    ),
  overlay: z
    .strictObject({
      bucket: bucketName().describe("Bucket of the overlay."),
      prefix: z
        .string()
        .min(1)
        .describe("Folder whose contents are laid over the bundle, such as overlay/redcap/modules/…"),
      trustedAccounts: z
        .array(z.string().regex(/^[0-9]{12}$/, "must be the ID of an AWS account, 12 digits"))
        .default([])
        .describe(
          "Further accounts that may own or write the bucket: whoever may write below prefix is root on the instances. " +
            "Default: this account only; the function refuses an overlay that others can write.",
        ),
    })
    .optional()
    .describe(
      "The operator's own files: LDAP settings, hooks, languages, external modules. They cannot replace platform files. " +
        "Hooks run as root: write access to this folder is root access to every instance, and to what REDCap stores.",
    ),
  overlayRevision: z
    .string()
    .default("1")
    .describe("Any text; change it to build again after the overlay's files have changed."),
});

/** Where REDCap comes from when the function fetches it. */
export const source = ofKinds(attributes, sourceKinds);

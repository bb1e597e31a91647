import { z } from "zod";
import { tagReason } from "../../lib/aws/inputs";

/** A password for applications that read theirs only at start, and a secret with all that they need to connect. */
export const fixedMasterPassword = z
  .strictObject({
    reason: tagReason().describe(
      "Why the password is not rotated by schedule, for auditors. It becomes a tag of the secrets.",
    ),
    generation: z
      .int()
      .min(1)
      .default(1)
      .describe(
        "Raise it for a new password. Applications must then be restarted: connection_secret_fingerprint changes.",
      ),
    certificateAuthorities: z
      .string()
      .regex(/-----BEGIN CERTIFICATE-----/, "must be certificates in PEM")
      .max(20_000)
      .optional()
      .describe(
        "Certificate authorities in PEM, for a region that the module's list lacks (it says so): the region's bundle, whose address the error " +
          "shows. Default: those of the list.",
      ),
  })
  .optional()
  .describe(
    "A master password that changes only when you say so, for applications that read it only when they start, and a " +
      "connection secret with host, port, database, user, password and certificate authorities. Default: RDS generates the " +
      "password and rotates it every seven days.",
  );

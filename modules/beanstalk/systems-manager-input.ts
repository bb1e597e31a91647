import { z } from "zod";
import { arn, bucketName } from "../../lib/aws/inputs";

export const systemsManager = z
  .strictObject({
    sessionKmsKeyArn: arn("kms", "key/")
      .optional()
      .describe("Key that Session Manager's preferences encrypt sessions with."),
    sessionLogGroupArn: arn("logs", "log-group:")
      .optional()
      .describe("Log group that Session Manager's preferences log sessions to."),
    sessionLogBucket: z
      .strictObject({
        name: bucketName().describe("Name of the bucket."),
        kmsKeyArn: arn("kms", "key/")
          .optional()
          .describe("Key of the bucket, if it is a customer managed one."),
      })
      .optional()
      .describe("Bucket that Session Manager's preferences log sessions to."),
    patching: z
      .boolean()
      .default(false)
      .describe(
        "Whether Patch Manager may scan and patch instances. Managed updates replace them every week anyway.",
      ),
    inventory: z
      .boolean()
      .default(false)
      .describe("Whether State Manager's associations may collect Inventory from instances."),
    distributor: z
      .boolean()
      .default(false)
      .describe(
        "Whether Distributor may install packages, such as security agents, on instances, and associations do so on new ones.",
      ),
  })
  .prefault({})
  .describe(
    "Rights of instances for Systems Manager, beyond sessions and Run Command. Each follows a preference or an association that the " +
      "account has, and that this module does not make.",
  );

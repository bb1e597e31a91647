import type { InputsOf } from "../../../lib/module";
import type { FileStorage } from "../../../modules/file-storage";

/** Every input, with everything that can be given at once. */
export const complete: InputsOf<typeof FileStorage.definition.inputs> = {
  name: "complete",
  bucketName: "complete-files",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  noncurrentVersionDays: 2192,
  archive: { afterDays: 30, storageClass: "STANDARD_IA" },
  accessLogs: { bucketName: "complete-logs", prefix: "s3/complete/" },
  accessKeyUser: true,
  clientVpcIds: ["vpc-0123456789abcdef0"],
  forceDestroy: true,
};

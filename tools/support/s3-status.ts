import { S3ServiceException } from "@aws-sdk/client-s3";

/** The HTTP status with which S3 refused; undefined for any other error. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

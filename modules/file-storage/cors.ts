import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketCorsConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import { tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

/** The one CORS rule of the bucket, if there is one. */
export function addCors(module: ModuleStack, bucket: S3Bucket, input: InputReferences<typeof inputs>): void {
  const { allowedOrigins, allowedMethods, allowedHeaders, exposedHeaders, maxAgeSeconds } = input.cors.orNull;
  const configuration = new S3BucketCorsConfiguration(module, "cors", {
    bucket: bucket.id,
    corsRule: [
      { allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders: exposedHeaders, maxAgeSeconds },
    ],
  });
  configuration.addOverride("count", tf`${input.cors.given} ? 1 : 0`);
}

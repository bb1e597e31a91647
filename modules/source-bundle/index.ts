import * as path from "node:path";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { TerraformLocal } from "cdktf";
import { awsProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { assumedBy } from "../../lib/aws/policy";
import { reference, tf } from "../../lib/expression";
import { arn, bucketName, logRetention, namePrefix } from "../../lib/aws/inputs";
import { terraformModule } from "../../lib/module";
import { HANDLER, packageBundler, RUNTIME } from "./function/package";
import { platformVersion, readPlatformFiles } from "./function/platform-files";
import { checkOverlay } from "./overlay";
import { rights } from "./rights";
import { source } from "./source";

const platform = path.join(__dirname, "platform");

/**
 * Builds REDCap's source bundle inside AWS: a function fetches REDCap (from S3, or from the REDCap Community with the
 * licensee's login), lays the platform's files and the operator's own over it, and stores the bundle. Terraform calls
 * it at apply whenever its input changes; the bundle's name carries a hash of its content.
 */
export const SourceBundle = terraformModule({
  name: "source-bundle",
  summary:
    "Lambda function that builds REDCap's Elastic Beanstalk source bundle, and the bundle that it built.",
  providers: [awsProvider],
  inputs: {
    name: namePrefix(40).describe("Prefix of every name."),
    redcapSource: source.describe("Where REDCap comes from."),
    targetBucket: bucketName().describe("Bucket for the bundles, encrypted with kmsKeyArn."),
    kmsKeyArn: arn("kms", "key/").describe("Key of the target bucket and of the function's log."),
    sourceKmsKeyArns: arn("kms", "key/")
      .array()
      .default([])
      .describe(
        "Further keys that the function must decrypt with: of the source's bucket, the overlay's, the login's secret.",
      ),
    logRetentionDays: logRetention().default(365).describe("Days to keep the function's log."),
  },
  outputs: {
    bucket: "Bucket of the bundle.",
    key: "Object key of the bundle.",
    versionLabel: "Version label: redcap-<version>-<hash of the content>.",
    redcapVersion: "REDCap version in the bundle.",
    functionName: "Name of the function.",
    logGroupName: "Log group of the function.",
  },
  files: (folder) => packageBundler(folder),
  resources(module, input) {
    const aws = awsContext(module);
    const functionName = `${input.name}-source-bundle`;
    const log = new CloudwatchLogGroup(module, "log", {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: input.logRetentionDays,
      kmsKeyId: input.kmsKeyArn,
    });
    const role = new IamRole(module, "builder", {
      name: aws.iamName(input.name, "bundle"),
      description: "What the function that builds REDCap's source bundle may do",
      assumeRolePolicy: assumedBy("lambda.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": aws.account },
      }),
    });
    const grants = new IamRolePolicy(module, "builder_rights", {
      name: "build",
      role: role.name,
      policy: rights(module, aws, input, log.arn),
    });
    const code = reference('"${path.module}/bundler.zip"');
    const builder = new LambdaFunction(module, "builder_function", {
      functionName,
      description: "Builds REDCap's Elastic Beanstalk source bundle",
      filename: "${path.module}/bundler.zip",
      sourceCodeHash: tf`filebase64sha256(${code})`.string,
      handler: HANDLER,
      runtime: RUNTIME,
      architectures: ["arm64"],
      role: role.arn,
      // One full processor; unpacking and packing REDCap takes a minute with it, several with less.
      memorySize: 1769,
      timeout: 900,
      ephemeralStorage: { size: 3072 },
      loggingConfig: { logFormat: "Text", logGroup: log.name },
      dependsOn: [grants],
    });
    builder.overrideLogicalId("builder");
    const given = (...keys: string[]) =>
      Object.fromEntries(keys.map((key) => [key, tf`${input.redcapSource}.${reference(key)}`]));
    // As text: the two kinds have different keys, and the branches of a conditional must be of one type.
    const from = tf`jsondecode(${input.redcapSource}.kind == "s3"
      ? jsonencode(${{ kind: "s3", ...given("bucket", "key", "version_id", "region") }})
      : jsonencode(${{ kind: "community", version: given("redcap_version")["redcap_version"], ...given("credentials_secret_arn") }}))`;
    const files = readPlatformFiles(platform);
    checkOverlay(
      module,
      input.redcapSource,
      files.map((file) => file.path),
    );
    const event = new TerraformLocal(
      module,
      "event",
      tf`jsonencode(${{
        source: from,
        overlay: tf`${input.redcapSource}.overlay`,
        target: { bucket: input.targetBucket, key_prefix: "bundles/" },
        platform_version: platformVersion(files),
      }})`,
    );
    const invocation = new LambdaInvocation(module, "built", {
      functionName: builder.functionName,
      input: event.asString,
      lifecycleScope: "CREATE_ONLY",
      triggers: {
        event: event.asString,
        overlay_revision: tf`${input.redcapSource}.overlay_revision`.string,
      },
    });
    const result = (key: string) => tf`jsondecode(${invocation.result}).${reference(key)}`;
    return {
      bucket: result("bucket"),
      key: result("key"),
      versionLabel: result("version_label"),
      redcapVersion: result("redcap_version"),
      functionName: builder.functionName,
      logGroupName: log.name,
    };
  },
});

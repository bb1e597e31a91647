import * as path from "node:path";
import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { reference, tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { build } from "./build";
import { builder } from "./builder";
import { packageBundler } from "./function/package";
import { platformVersion, readPlatformFiles } from "./function/platform-files";
import { inputs } from "./inputs";
import { checkOverlay } from "./overlay";

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
  inputs,
  outputs: {
    bucket: "Bucket of the bundle.",
    key: "Object key of the bundle.",
    versionLabel: "Version label: redcap-<version>-<hash of the content>.",
    redcapVersion: "REDCap version in the bundle.",
    previousVersion: "REDCap version whose folder is also in the bundle. Empty where there is none.",
    functionName: "Name of the function.",
    logGroupName: "Log group of the function.",
  },
  files: (folder) => packageBundler(folder),
  resources(module, input) {
    requireKeyInRegion(module, "bucket", { kms_key_arn: input.kmsKeyArn });
    const files = readPlatformFiles(platform);
    checkOverlay(
      module,
      input.redcapSource,
      files.map((file) => file.path),
    );
    const aws = awsContext(module);
    const { lambda, log } = builder(module, aws, input);
    const answer = build(module, aws, input, lambda.functionName, platformVersion(files));
    const answered = (key: string) => tf`${answer}.${reference(key)}`;
    return {
      bucket: answered("bucket"),
      key: answered("key"),
      versionLabel: answered("version_label"),
      redcapVersion: answered("redcap_version"),
      previousVersion: tf`try(${answered("previous_version")}, "")`,
      functionName: lambda.functionName,
      logGroupName: log.name,
    };
  },
});

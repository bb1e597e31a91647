import { z } from "zod";
import { arn } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { Beanstalk } from "../beanstalk";
import { SourceBundle } from "../source-bundle";
import { ofKinds, type SourceKind } from "../source-bundle/kinds";
import { source, sourceKinds } from "../source-bundle/source";
import { webPart } from "./parts";

const beanstalk = Beanstalk.definition.inputs;

const isOurs = (variable: string): boolean => variable.startsWith("REDCAP_");

/** A kind of which a function builds bundles. */
const built = ({ needs, takes }: SourceKind): SourceKind => ({
  needs,
  takes: [...takes, "reservedConcurrency"],
});

/** What runs, and on which instances. */
export const webInputs = {
  redcapSource: ofKinds(
    z.strictObject({
      ...source.shape,
      kind: decides(z.enum(["bundle", "s3", "community"])).describe(
        "bundle: a ready source bundle in S3; s3: REDCap's zip in S3; community: download with your login. [S3orAPI]",
      ),
      versionLabel: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe(
          "bundle: version label. Default: a hash of bucket, key and version, so give each bundle its own key.",
        ),
      kmsKeyArns: arn("kms", "key/")
        .array()
        .default([])
        .describe(
          "Customer managed keys of the source's bucket, of the overlay's bucket and of the login's secret.",
        ),
      reservedConcurrency: SourceBundle.definition.inputs.reservedConcurrency.describe(
        "s3, community: concurrency of Lambda that is kept for the function that builds bundles, and limits it. Default: none, since a new " +
          "account may have too little for any reservation (see the source-bundle module).",
      ),
    }),
    {
      s3: built(sourceKinds.s3),
      community: built(sourceKinds.community),
      bundle: { needs: ["bucket", "key"], takes: ["versionId", "versionLabel"] },
    },
  ).describe(
    "Where REDCap comes from. [S3: RedcapS3Bucket, RedcapS3Key, RedcapS3BucketRegion; community: RedcapUname and RedcapPword " +
      "are in the secret, Redcapver = redcap_version]",
  ),

  environments: z
    .record(
      z
        .string()
        .regex(
          /^[a-z][a-z0-9]{0,9}$/,
          "must be 1 to 10 lower-case letters and digits, beginning with a letter",
        ),
      beanstalk.environments.def.valueType as typeof beanstalk.environments.valueType,
    )
    .prefault({ blue: {} })
    .describe(
      "Elastic Beanstalk environments by colour. One is enough; a second one is how you upgrade PHP and the platform. " +
        "[WebAsgMin, WebAsgMax, PHPVersion, EBEndpoint = cname_prefix]",
    ),
  activeEnvironment: z
    .string()
    .default("blue")
    .describe(
      "Colour of the environment that the address leads to, that the alarms watch, and whose URL is output.",
    ),
  web: z
    .strictObject({
      ...webPart.shape,
      logVolumeSizeGb: webPart.shape.logVolumeSizeGb.describe(
        "Size in GB of the encrypted volume /dev/sdh for logs, uploads and exports. 0: none, for accounts that encrypt every " +
          "volume by default.",
      ),
      egress: beanstalk.egress,
      environmentVariables: constrain(beanstalk.environmentVariables.def.innerType, {
        message: "must not begin with REDCAP_: those are this module's",
        check: (variables) => !Object.keys(variables).some(isOurs),
        condition: (ref) => `!anytrue([for name in keys(${ref}) : startswith(name, "REDCAP_")])`,
      })
        .default({})
        .describe(
          "Environment variables of hooks, agents and modules of your own, in addition to REDCap's. No secrets. All of them together, with " +
            "REDCap's, have at most 4,096 bytes.",
        ),
      environmentSecrets: constrain(beanstalk.environmentSecrets.def.innerType, {
        message: "must not begin with REDCAP_: those are this module's",
        check: (secrets) => !Object.keys(secrets).some(isOurs),
        condition: (ref) => `!anytrue([for name in keys(${ref}) : startswith(name, "REDCAP_")])`,
      })
        .default({})
        .describe(
          "Environment variables whose values instances read from Secrets Manager or Parameter Store at deployment: an ARN, or " +
            "ARN:jsonKey, encrypted with this module's key. PHP sees them.",
        ),
      instancePolicies: beanstalk.instancePolicies.describe(
        "IAM policies (JSON) with further rights of the instances, such as a security agent's. With easy_upgrade PHP has them, too.",
      ),
    })
    .prefault({})
    .describe(
      "The instances. [EC2KeyName = ec2_key, WebInstanceType = instance_types; the default autoscaling thresholds are those " +
        "of the templates]",
    ),
  applicationUpgrades: beanstalk.applicationUpgrades.describe(
    "Who upgrades REDCap. terraform: a new source is deployed by the next apply, and the instances have few rights. " +
      "easy_upgrade: REDCap's own button works; Terraform leaves the deployed version alone, and the instances may deploy.",
  ),
};

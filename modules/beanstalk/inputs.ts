import { z } from "zod";
import { arn, logKmsKeyArn, namePrefix } from "../../lib/aws/inputs";
import { notReserved } from "../../lib/aws/reserved-names";
import type { InputReferences } from "../../lib/module";
import { applicationInputs } from "./application-inputs";
import { environmentInputs } from "./environment-inputs";
import { instanceInputs } from "./instance-inputs";

export const inputs = {
  name: notReserved(namePrefix(24), "securityGroups").describe(
    "Name of the application and prefix of every name.",
  ),
  vpcId: z.string().min(4).describe("VPC of the instances."),
  appSubnetIds: z
    .array(z.string().min(4))
    .min(1)
    .describe("Subnets of the instances, one for each zone. Instances have no public addresses."),
  kmsKeyArn: arn("kms", "key/").describe(
    "Key of the log groups, the log volume, the source bundle and the secrets. Its policy must admit Auto Scaling's service-linked role " +
      '(encryption-key: service_linked_roles = ["autoscaling.amazonaws.com"]), which cannot start instances with the log volume otherwise.',
  ),
  logKmsKeyArn: logKmsKeyArn(),
  ...environmentInputs,
  ...applicationInputs,
  ...instanceInputs,
};

export type Inputs = InputReferences<typeof inputs>;

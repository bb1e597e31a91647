import { DataAwsDefaultTags } from "@cdktf/provider-aws/lib/data-aws-default-tags";
import { requireForOutput } from "../../lib/checks";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";

/** Elastic Beanstalk tags environments with Name itself: from the provider's default tags, it would come back in every plan. */
export function refuseNameTag(module: ModuleStack): void {
  const { tags } = new DataAwsDefaultTags(module, "provider");
  requireForOutput(module, "environmentNames", [
    {
      condition: tf`!contains([for key in keys(${tags}) : lower(key)], "name")`,
      message:
        "The provider's default_tags must not have Name: Elastic Beanstalk gives environments a tag of that name, so that no plan would be empty.",
    },
  ]);
}

import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { TlsProvider } from "@cdktf/provider-tls/lib/provider";
import type { TerraformProvider } from "cdktf";
import { verbatim } from "../lib/expression";
import { configurationName, type ProviderRequirement } from "../lib/provider-requirement";
import type { NamedStack } from "../lib/stack";
import { providerAccess } from "./access";
import type { Settings } from "./settings";
import { defaultTags } from "./tags";

/** Adds the provider configurations that modules require, and returns them by the names that the modules know. */
export function addProviders(
  stack: NamedStack,
  name: string,
  settings: Settings,
  requirements: readonly ProviderRequirement[],
): Readonly<Record<string, TerraformProvider>> {
  const aws = awsProviderConfig(name, settings);
  const required = new Set(requirements.map(configurationName));
  // GovCloud and China have no us-east-1, and a module that takes its provider makes nothing with it there.
  const edgeRegion = /^(us-gov|cn)-/.test(settings.region) ? settings.region : "us-east-1";
  for (const { name: provider, source } of requirements) {
    // The bindings write "aws", which Terraform completes; reviewers read the full address.
    stack.addOverride(`terraform.required_providers.${provider}.source`, source);
  }
  return {
    aws: new AwsProvider(stack, "aws", { ...aws, region: settings.region }),
    ...(required.has("aws.us_east_1")
      ? {
          "aws.us_east_1": new AwsProvider(stack, "aws_us_east_1", {
            ...aws,
            region: edgeRegion,
            alias: "us_east_1",
          }),
        }
      : {}),
    ...(required.has("random") ? { random: new RandomProvider(stack, "random") } : {}),
    ...(required.has("tls") ? { tls: new TlsProvider(stack, "tls") } : {}),
  };
}

/** What all AWS providers of an environment have in common. */
export function awsProviderConfig(name: string, settings: Settings) {
  return {
    allowedAccountIds: [settings.account],
    defaultTags: [{ tags: defaultTags(name, settings.tags) }],
    ...(verbatim(providerAccess(settings)) as ReturnType<typeof providerAccess>),
  };
}

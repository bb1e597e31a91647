import type { ProviderRequirement } from "../provider-requirement";

// A module asks for a range; its lower bound is the version that the bindings were generated from and that every test runs
// with. Provider 6 has not been run: test/provider-6 says what was compared with its schema.

export const awsProvider = {
  name: "aws",
  source: "hashicorp/aws",
  version: ">= 5.100, < 7.0",
} as const satisfies ProviderRequirement;

/** For what AWS keeps in us-east-1 whatever the region: CloudFront's certificates and web ACLs. */
export const awsInUsEast1 = { ...awsProvider, alias: "us_east_1" } as const satisfies ProviderRequirement;

/** For the calls of modules whose provider is the one of us-east-1. */
export const inUsEast1 = { providers: { aws: awsInUsEast1 } } as const;

export const randomProvider = {
  name: "random",
  source: "hashicorp/random",
  version: "~> 3.7",
} as const satisfies ProviderRequirement;

export const tlsProvider = {
  name: "tls",
  source: "hashicorp/tls",
  version: "~> 4.1",
} as const satisfies ProviderRequirement;

import type { Inputs } from "../synthesis";
import { trailsRefused } from "../trails";

const good: Inputs = { name: "research", description: "Everything of the research application" };

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "services that use it": {
    ...good,
    servicePrincipals: ["cloudwatch.amazonaws.com", "logs.us-east-1.amazonaws.com"],
    serviceLinkedRoles: ["autoscaling.amazonaws.com", "spot.amazonaws.com"],
  },
  "no service at all": { ...good, cloudwatchLogs: false, eventBridge: false },
  "every distribution of the account": { ...good, cloudfront: {} },
  "one distribution": {
    ...good,
    cloudfront: {
      distributionArns: { files: "arn:aws:cloudfront::123456789012:distribution/E0123456789ABC" },
    },
  },
  "a trail": {
    ...good,
    trails: { account: "arn:aws:cloudtrail:us-east-1:123456789012:trail/account" },
  },
  "the shortest periods": { ...good, rotationPeriodDays: 90, deletionWindowDays: 7 },
  "the longest periods": { ...good, rotationPeriodDays: 2560, deletionWindowDays: 30 },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "an alias with its prefix": [
    { ...good, name: "alias/research" },
    /name must be 2 to 64 lower-case letters/,
  ],
  "no description": [{ ...good, description: "" }, /description must have at least 1 character/],
  "a description that is too long": [
    { ...good, description: "x".repeat(8193) },
    /description must have at most 8192 characters/,
  ],
  "a principal that is none": [
    { ...good, servicePrincipals: ["sns"] },
    /servicePrincipals\[0\] must be a service principal, like sns/,
  ],
  "a principal in place of a service": [
    { ...good, serviceLinkedRoles: ["AWSServiceRoleForAutoScaling"] },
    /serviceLinkedRoles\[0\] must be the service of a service-linked role, like autoscaling/,
  ],
  "a principal twice": [
    { ...good, servicePrincipals: ["sns.amazonaws.com", "ses.amazonaws.com", "sns.amazonaws.com"] },
    /servicePrincipals\[2\] must not repeat an earlier item/,
  ],
  "a service twice": [
    { ...good, serviceLinkedRoles: ["spot.amazonaws.com", "spot.amazonaws.com"] },
    /serviceLinkedRoles\[1\] must not repeat an earlier item/,
  ],
  "a distribution by its ID": [
    { ...good, cloudfront: { distributionArns: { files: "E0123456789ABC" } } },
    /cloudfront\.distributionArns\.files must be an ARN like arn:aws:cloudfront/,
  ],
  "a distribution by a name with a space": [
    {
      ...good,
      cloudfront: { distributionArns: { "my files": "arn:aws:cloudfront::123456789012:distribution/E0" } },
    },
    /cloudfront\.distributionArns\.my files must be 1 to 64 letters/,
  ],
  "a distribution twice": [
    {
      ...good,
      cloudfront: {
        distributionArns: {
          a: "arn:aws:cloudfront::123456789012:distribution/E0",
          b: "arn:aws:cloudfront::123456789012:distribution/E0",
        },
      },
    },
    /cloudfront\.distributionArns\.a must not have the same value/,
  ],
  ...trailsRefused(good),
  "a rotation every month": [{ ...good, rotationPeriodDays: 30 }, /rotationPeriodDays must be at least 90/],
  "a rotation every ten years": [
    { ...good, rotationPeriodDays: 3650 },
    /rotationPeriodDays must be at most 2560/,
  ],
  "a rotation after half a day": [
    { ...good, rotationPeriodDays: 100.5 },
    /rotationPeriodDays must be a whole number/,
  ],
  "a window of a day": [{ ...good, deletionWindowDays: 1 }, /deletionWindowDays must be at least 7/],
  "a window of a year": [{ ...good, deletionWindowDays: 365 }, /deletionWindowDays must be at most 30/],
  "a window of half a day more": [
    { ...good, deletionWindowDays: 7.5 },
    /deletionWindowDays must be a whole number/,
  ],
};

import type { Inputs } from "../synthesis";

const good: Inputs = { name: "research", description: "Everything of the research application" };

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "services that use it": {
    ...good,
    servicePrincipals: ["cloudwatch.amazonaws.com", "logs.us-east-1.amazonaws.com"],
    viaServices: ["ec2", "secretsmanager"],
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
    { ...good, viaServices: ["ec2.amazonaws.com"] },
    /viaServices\[0\] must be the name of a service in its endpoints, like ec2/,
  ],
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

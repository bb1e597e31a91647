import type { Inputs } from "../synthesis";

const good: Inputs = {
  name: "app-prod",
  kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555",
};

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "GovCloud, with everything": {
    ...good,
    kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/11111111-2222-3333-4444-555555555555",
    containerInsights: "disabled",
    fargateSpot: true,
    execLogRetentionDays: 3653,
  },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name in capitals": [{ ...good, name: "App" }, /name must be 2 to 32 lower-case letters/],
  "an alias instead of a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:alias/app" },
    /kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "an unknown kind of insights": [
    { ...good, containerInsights: "on" },
    /containerInsights must be one of enhanced, enabled, disabled/,
  ],
  "a retention that CloudWatch does not have": [
    { ...good, execLogRetentionDays: 2190 },
    /execLogRetentionDays must be one of 1, 3/,
  ],
};

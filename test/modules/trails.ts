import type { Inputs } from "./synthesis";

const arn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/account";

/** Refused trails, for the modules that admit trails by name. */
export const trailsRefused = (good: Inputs): Readonly<Record<string, readonly [Inputs, RegExp]>> => ({
  "a trail by its name": [
    { ...good, trails: { account: "account" } },
    /trails\.account must be an ARN like arn:aws:cloudtrail/,
  ],
  "a trail by a name with a space": [
    { ...good, trails: { "my account": arn } },
    /trails\.my account must be 1 to 64 letters/,
  ],
  "a trail twice": [
    { ...good, trails: { a: arn, b: arn } },
    /trails\.a must not have the same value as another entry/,
  ],
});

import type { Inputs } from "../synthesis";

const good: Inputs = {
  name: "research",
  kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555",
  secrets: { app: { description: "Database user", values: { username: "research" } } },
};
const app = (change: object): Inputs => ({ ...good, secrets: { app: { description: "x", ...change } } });

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": { ...good, secrets: {} },
  "a secret with a user name": good,
  "the shortest value": app({ length: 16 }),
  "the longest value": app({ length: 128, key: "salt", generation: 3 }),
  "the shortest recovery window": { ...good, recoveryWindowDays: 7 },
  "a salt with replicas in two regions": app({
    replicaKmsKeyArns: {
      west: "arn:aws:kms:us-west-2:111122223333:key/1",
      ohio: "arn:aws:kms:us-east-2:111122223333:key/2",
    },
  }),
  "no recovery window, without protection": { ...good, recoveryWindowDays: 0, deletionProtection: false },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name in upper case": [{ ...good, name: "Research" }, /name must be 2 to 64 lower-case letters/],
  "an alias instead of a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:alias/research" },
    /kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "a key with a slash": [
    { ...good, secrets: { "a/b": { description: "x" } } },
    /secrets\.a\/b must be lower-case letters/,
  ],
  "a secret without a description": [
    app({ description: "" }),
    /secrets\.app\.description must have at least 1/,
  ],
  "a description that is too long": [
    app({ description: "x".repeat(2049) }),
    /secrets\.app\.description must have at most 2048/,
  ],
  "a value without a JSON key": [app({ key: "" }), /secrets\.app\.key must have at least 1 character/],
  "a short value": [app({ length: 8 }), /secrets\.app\.length must be at least 16/],
  "a value that is too long": [app({ length: 129 }), /secrets\.app\.length must be at most 128/],
  "a value of half a character": [app({ length: 20.5 }), /secrets\.app\.length must be a whole number/],
  "a generation before the first": [app({ generation: 0 }), /secrets\.app\.generation must be at least 1/],
  "half a generation": [app({ generation: 1.5 }), /secrets\.app\.generation must be a whole number/],
  "a replica under an alias": [
    app({ replicaKmsKeyArns: { west: "arn:aws:kms:us-west-2:111122223333:alias/research" } }),
    /secrets\.app\.replicaKmsKeyArns\.west must be an ARN like arn:aws:kms/,
  ],
  "a replica by a name with a space": [
    app({ replicaKmsKeyArns: { "us west": "arn:aws:kms:us-west-2:111122223333:key/1" } }),
    /secrets\.app\.replicaKmsKeyArns\.us west must be 1 to 64 letters/,
  ],
  "one replica twice": [
    app({
      replicaKmsKeyArns: {
        a: "arn:aws:kms:us-west-2:111122223333:key/1",
        b: "arn:aws:kms:us-west-2:111122223333:key/1",
      },
    }),
    /secrets\.app\.replicaKmsKeyArns\.a must not have the same value/,
  ],
  "a recovery window of a day": [
    { ...good, recoveryWindowDays: 1 },
    /recoveryWindowDays must be 0, or 7 to 30/,
  ],
  "a recovery window of a year": [
    { ...good, recoveryWindowDays: 365 },
    /recoveryWindowDays must be 0, or 7 to 30/,
  ],
  "a recovery window of half a day more": [
    { ...good, recoveryWindowDays: 7.5 },
    /recoveryWindowDays must be a whole number/,
  ],
  "protection without a recovery window, which a destroy would leave": [
    { ...good, recoveryWindowDays: 0 },
    /recoveryWindowDays must be 7 to 30 with deletionProtection/,
  ],
};

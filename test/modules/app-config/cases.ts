import type { Inputs } from "../synthesis";

const good: Inputs = {
  path: "/app/prod/",
  kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555",
};
const secret = (change: object): Inputs => ({ ...good, secrets: { a: change }, secretValues: { a: "x" } });

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "every kind of value": {
    ...good,
    values: { "database.maxConnections": "50", baseUrl: "https://app.example.edu/" },
    secrets: { "smtp.password": {}, key: { generation: 2 } },
    secretValues: { "smtp.password": "x", key: "y", unused: "z" },
    generatedSecrets: { first: {}, second: { length: 16, generation: 3 } },
  },
  "fourteen levels": { ...good, path: `/${"a/".repeat(14)}` },
  "the longest value": { ...good, values: { a: "x".repeat(8192) } },
  "the longest value of characters of two bytes": { ...good, values: { a: "é".repeat(4096) } },
  "the longest secret": { ...good, secrets: { a: {} }, secretValues: { a: "x".repeat(8192) } },
  "JSON in JSON": { ...good, values: { a: '{"a":{"b":{"c":1}}}' } },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a path without a final slash": [{ ...good, path: "/app/prod" }, /path must begin and end with a slash/],
  "a path without a first slash": [{ ...good, path: "app/prod/" }, /path must begin and end with a slash/],
  "no path": [{ ...good, path: "/" }, /path must begin and end with a slash/],
  "a path with a space": [{ ...good, path: "/my app/" }, /path must begin and end with a slash/],
  "a path that AWS reserves": [{ ...good, path: "/AWS/app/" }, /path must not begin with \/aws or \/ssm/],
  "fifteen levels": [{ ...good, path: `/${"a/".repeat(15)}` }, /path must have at most 14 levels/],
  "a path that is too long": [{ ...good, path: `/${"a".repeat(700)}/` }, /path must have at most 700/],
  "an alias instead of a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:alias/app" },
    /kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "a key with a slash": [
    { ...good, values: { "a/b": "x" } },
    /values\.a\/b must be the last part of a parameter's name/,
  ],
  "a secret's key with a slash": [
    { ...good, secrets: { "a/b": {} }, secretValues: { "a/b": "x" } },
    /secrets\.a\/b must be the last part/,
  ],
  "a generated secret's key with a space": [
    { ...good, generatedSecrets: { "a b": {} } },
    /generatedSecrets\.a b must be the last part/,
  ],
  "an empty value": [{ ...good, values: { a: "" } }, /values\.a must not be empty, which SSM refuses/],
  "a value that is too long": [
    { ...good, values: { a: "x".repeat(8193) } },
    /values\.a must have at most 8,192 bytes/,
  ],
  "a value of few characters and many bytes": [
    { ...good, values: { a: `${"é".repeat(4096)}x` } },
    /values\.a must have at most 8,192 bytes/,
  ],
  "a value with a reference": [
    { ...good, values: { a: "https://{{ssm:host}}/" } },
    /values\.a must not hold \{\{…\}\}, which SSM refuses/,
  ],
  "a value with brackets on two lines": [
    { ...good, values: { a: "{{\n}}" } },
    /values\.a must not hold \{\{…\}\}, which SSM refuses/,
  ],
  "a secret with a reference": [
    { ...good, secrets: { a: {} }, secretValues: { a: "{{password}}" } },
    /secretValues must not hold \{\{…\}\} in a value/,
  ],
  "an empty secret": [
    { ...good, secrets: { a: {} }, secretValues: { a: "" } },
    /secretValues must have 1 to 8,192 bytes/,
  ],
  "a secret that is too long": [
    { ...good, secrets: { a: {} }, secretValues: { a: "x".repeat(8193) } },
    /secretValues must have 1 to 8,192 bytes/,
  ],
  "a secret without a value": [
    { ...good, secrets: { a: {}, b: {} }, secretValues: { a: "x" } },
    /secrets must each have a value in secretValues, under the same key/,
  ],
  "a generation before the first": [secret({ generation: 0 }), /secrets\.a\.generation must be at least 1/],
  "half a generation": [secret({ generation: 1.5 }), /secrets\.a\.generation must be a whole number/],
  "a generated secret that is short": [
    { ...good, generatedSecrets: { a: { length: 8 } } },
    /generatedSecrets\.a\.length must be at least 16/,
  ],
  "a generated secret that is too long": [
    { ...good, generatedSecrets: { a: { length: 129 } } },
    /generatedSecrets\.a\.length must be at most 128/,
  ],
  "half a character": [
    { ...good, generatedSecrets: { a: { length: 20.5 } } },
    /generatedSecrets\.a\.length must be a whole number/,
  ],
  "a generated secret's generation before the first": [
    { ...good, generatedSecrets: { a: { generation: 0 } } },
    /generatedSecrets\.a\.generation must be at least 1/,
  ],
  "half a generation of a generated secret": [
    { ...good, generatedSecrets: { a: { generation: 1.5 } } },
    /generatedSecrets\.a\.generation must be a whole number/,
  ],
  "a secret that is a plain value, too": [
    { ...secret({}), values: { a: "x" } },
    /secrets\.a is in values, too: a parameter is either plain or a secret/,
  ],
  "a generated secret that is a plain value, too": [
    { ...good, values: { a: "x" }, generatedSecrets: { a: {} } },
    /generatedSecrets\.a is in values or secrets, too/,
  ],
};

import * as fc from "fast-check";
import { z } from "zod";
import {
  arn,
  bucketName,
  cidrBlock,
  domainName,
  emailAddress,
  logRetention,
  namePrefix,
  regionName,
  subnetId,
  unique,
  uniqueValues,
  vpcId,
} from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";

/** A kind of input with values to try: some sure to be good, some sure to be bad, and a generator around the border. */
export interface Kind {
  readonly schema: z.ZodType;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
  readonly generated?: fc.Arbitrary<unknown>;
}

const printable = (maxLength: number) => fc.string({ unit: "grapheme-ascii", maxLength });
const octet = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map(String),
  fc.constantFrom("0", "10", "192", "010", "x"),
);

/**
 * Every kind of input that modules use. Left out on purpose, because Terraform converts or drops silently what
 * zod refuses: a number or a boolean for a string (and the reverse), attributes that an object type does not have,
 * and text outside ASCII for lengths (zod counts UTF-16 units, Terraform counts what readers see).
 */
export const kinds: Readonly<Record<string, Kind>> = {
  "string with bounds": {
    schema: z.string().min(2).max(4),
    good: ["ab", "abcd", "${x}", "%{x", "$${a", '"\\', "a\b"],
    bad: ["", "a", "abcde", ["ab"], { a: 1 }, null],
    generated: fc.oneof(printable(6), fc.stringMatching(/^[$%{}a]{1,5}$/)),
  },
  "string of a pattern": {
    schema: z.string().regex(/^[a-z][a-z0-9-]*\/x\.y$/),
    good: ["a/x.y", "a-1/x.y"],
    bad: ["/x.y", "a/xzy", "a/x.y\n", "A/x.y"],
    generated: fc.stringMatching(/^[a-zA-Z-]{0,3}\/x[.z]y\n?$/),
  },
  enumeration: {
    schema: z.enum(["none", "single"]),
    good: ["none", "single"],
    bad: ["", "None", "both", null],
  },
  number: {
    schema: z.number().min(0.5).max(9),
    good: [0.5, 1, 9],
    bad: [0.4, 9.01, -1, "x", [1], null],
    generated: fc.double({ min: -2, max: 12, noNaN: true }).map((n) => Math.round(n * 1000) / 1000),
  },
  "number with open bounds": { schema: z.number().gt(0).lt(1), good: [0.1, 0.9], bad: [0, 1] },
  "whole number": {
    schema: z.int().min(1).max(5),
    good: [1, 5],
    bad: [0, 6, 1.5, null],
    generated: fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(1.5, 4.999)),
  },
  boolean: { schema: z.boolean(), good: [true, false], bad: ["yes", [true], null, {}] },
  "list with bounds": {
    schema: z.array(z.string().min(1)).min(1).max(2),
    good: [["a"], ["a", "b"]],
    bad: [[], ["a", "b", "c"], [""], "a", { a: [] }, [["a"]], null],
    generated: fc.array(printable(2), { maxLength: 4 }),
  },
  "map with checked keys and values": {
    schema: z.record(z.string().regex(/^[a-z]+$/), z.int().min(1)),
    good: [{}, { a: 1 }, { a: 1, bb: 2 }],
    bad: [{ A: 1 }, { a: 0 }, { a: 1, b: 1.5 }, [], "a", null],
    generated: fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,2}$/), fc.integer({ min: -1, max: 3 })),
  },
  object: {
    schema: z.strictObject({
      name: z.string().min(1).describe("Name."),
      minSize: z.int().min(1).default(1).describe("Size."),
      zone: z.enum(["a", "b"]).optional().describe("Zone."),
      tags: z.record(z.string(), z.string().max(3)).default({}).describe("Tags."),
    }),
    good: [{ name: "x" }, { name: "x", minSize: 2, zone: "a", tags: { k: "v" } }],
    bad: [
      {},
      { name: "" },
      { name: "x", minSize: 0 },
      { name: "x", zone: "c" },
      { name: "x", tags: { k: "long" } },
      "x",
      null,
    ],
    generated: fc.record(
      {
        name: printable(1),
        minSize: fc.integer({ min: 0, max: 2 }),
        zone: fc.constantFrom("a", "b", "c"),
        tags: fc.dictionary(fc.stringMatching(/^[a-z]$/), printable(4)),
      },
      { requiredKeys: ["name"] },
    ),
  },
  "map of objects": {
    schema: z.record(
      z.string(),
      z.strictObject({
        size: z.int().min(1).describe("Size."),
        zones: z
          .array(z.enum(["a", "b"]))
          .optional()
          .describe("Zones."),
      }),
    ),
    good: [{}, { x: { size: 1 } }, { x: { size: 1, zones: ["a"] } }],
    bad: [{ x: {} }, { x: { size: 0 } }, { x: { size: 1 }, y: { size: 1, zones: ["c"] } }],
  },
  "optional value": { schema: z.string().min(2).optional(), good: [undefined, "ab"], bad: ["a", ["ab"]] },
  "optional object": {
    schema: z.strictObject({ min: z.int().min(1).describe("Minimum.") }).optional(),
    good: [undefined, { min: 1 }],
    bad: [{ min: 0 }, {}],
  },
  "value with a default": { schema: z.int().min(2).default(3), good: [undefined, 2], bad: [1] },
  "object with defaults": {
    schema: z.strictObject({ min: z.int().min(1).default(2).describe("Minimum.") }).prefault({}),
    good: [undefined, {}, { min: 1 }],
    bad: [{ min: 0 }],
  },
  "condition of its own": {
    schema: constrain(z.int(), {
      message: "must be even",
      check: (n) => n % 2 === 0,
      condition: (ref) => `${ref} % 2 == 0`,
    }),
    good: [0, 2],
    bad: [1, 3],
    generated: fc.integer({ min: -5, max: 5 }),
  },
  cidrBlock: {
    schema: cidrBlock(),
    good: ["10.0.0.0/16", "0.0.0.0/0", "192.168.1.128/25", "1.2.3.4/32"],
    bad: [
      "10.0.0.1/16",
      "10.0.0.0",
      "10.0.0.0/33",
      "300.0.0.0/8",
      "::/0",
      "10.0.0.0/16 ",
      "010.0.0.0/8",
      "10.0.0/8",
      "",
    ],
    generated: fc
      .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 40 }))
      .map((t) => `${t.slice(0, 4).join(".")}/${t[4]}`),
  },
  namePrefix: {
    schema: namePrefix(5),
    good: ["ab", "a-b", "abcde"],
    bad: ["a", "-a", "a-", "abcdef", "Ab", "a_b", ""],
    generated: fc.stringMatching(/^[a-zA-Z0-9-]{0,6}$/),
  },
  domainName: {
    schema: domainName(),
    good: ["example.edu", "a.b.c.example.org", "x-1.example.edu"],
    bad: ["example", "-a.example.edu", "example.edu.", "Example.edu", "a..b", "a b.edu", "1.2.3.4", ""],
    generated: fc.stringMatching(/^[a-z0-9-]{0,3}(\.[a-z0-9-]{0,3}){0,3}$/),
  },
  emailAddress: {
    schema: emailAddress(),
    good: ["a@b.edu", "a.b+c@d.e.org"],
    bad: ["a", "a@b", "a@@b.c", "a b@c.d", "a@b.", "@b.c"],
    generated: fc.stringMatching(/^[a.@ ]{0,6}$/),
  },
  arn: {
    schema: arn("kms", "key/"),
    good: [
      "arn:aws:kms:us-east-1:123456789012:key/abc",
      "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/abc",
    ],
    bad: ["arn:aws:kms:us-east-1:123456789012:alias/abc", "arn:aws:s3:::bucket", "key/abc", ""],
  },
  bucketName: {
    schema: bucketName(),
    good: ["abc", "my.bucket-1", "1.2.3", "1.2.3.4.5", "my-xn--bucket", "ol-s3.bucket", "mrap"],
    bad: [
      "ab",
      "Abc",
      "-abc",
      "abc-",
      "a_b_c",
      "x".repeat(64),
      "a..b",
      "10.0.0.1",
      "999.1.1.1",
      "xn--bucket",
      "sthree-bucket",
      "amzn-s3-demo-bucket",
      "bucket-s3alias",
      "bucket--ol-s3",
      "bucket.mrap",
      "bucket--x-s3",
      "bucket--table-s3",
    ],
    generated: fc.stringMatching(/^[a-zA.-]{0,5}$/),
  },
  regionName: {
    schema: regionName(),
    good: ["us-east-1", "us-gov-west-1", "cn-north-1"],
    bad: ["use-east-1", "us-east-1a", "US-EAST-1", ""],
  },
  vpcId: { schema: vpcId(), good: ["vpc-0123456789abcdef0", "vpc-01234567"], bad: ["main", "vpc-", "vpc-X"] },
  subnetId: { schema: subnetId(), good: ["subnet-0123456789abcdef0"], bad: ["vpc-0123456789abcdef0", ""] },
  "list without duplicates": {
    schema: unique(z.array(z.string())),
    good: [[], ["a"], ["a", "b"]],
    bad: [["a", "a"], ["a", "b", "c", "b"], "a", null],
    generated: fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 4 }),
  },
  "lists without duplicates, in a map": {
    schema: z.record(z.string(), unique(z.array(z.string()))),
    good: [{}, { x: [], y: ["a", "b"] }],
    bad: [{ x: ["a"], y: ["b", "b"] }],
  },
  "map of distinct values": {
    schema: uniqueValues(z.record(z.string(), z.string())),
    good: [{}, { x: "a" }, { x: "a", y: "b" }],
    bad: [{ x: "a", y: "a" }, { x: "a", y: "b", z: "a" }, null],
    generated: fc.dictionary(fc.constantFrom("x", "y", "z"), fc.constantFrom("a", "b", "c")),
  },
  logRetention: { schema: logRetention(), good: [1, 365, 3653], bad: [0, 2, 366, 1.5] },
};

/** Good, bad and generated values of a kind, the same ones in every run of one version of this file. */
export function valuesOf({ good, bad, generated }: Kind): unknown[] {
  return [...good, ...bad, ...(generated ? fc.sample(generated, { seed: 20261122, numRuns: 40 }) : [])];
}

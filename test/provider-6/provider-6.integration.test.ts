import * as fs from "node:fs";
import * as path from "node:path";
import { bindings, unpacked, usedFolders } from "./bindings";
import { compare } from "./problems";
import { type Schema, schemaOf } from "./schema";
import { committed, Twin } from "./twin";

// The AWS provider 6 cannot be run with this project's CDKTF, whose bindings end with 5.100. Its schema can be read out of later bindings, so
// the synthesized modules are compared with that: what they set, what they leave out, and what they refer to.

const root = path.resolve(__dirname, "../..");
const modules = path.join(root, "terraform/modules");

const folders = usedFolders();

/** The files of a module. */
const filesOf = (module: string): unknown[] =>
  fs
    .readdirSync(path.join(modules, module))
    .filter((name) => name.endsWith(".tf.json"))
    .map((name) => JSON.parse(fs.readFileSync(path.join(modules, module, name), "utf8")) as unknown);

/** What is wrong with all modules, and how much was compared. */
function compareAll(schema: Schema) {
  const counts = { blocks: 0, arguments: 0, references: 0 };
  const problems = fs.readdirSync(modules).flatMap((module) => {
    const found = compare(filesOf(module), schema);
    for (const key of ["blocks", "arguments", "references"] as const) counts[key] += found.counts[key];
    return found.problems.map((problem) => `${module}: ${problem}`);
  });
  return { counts, problems };
}

const installed = schemaOf(path.join(root, "node_modules/@cdktf/provider-aws/lib"), folders);

/** Ephemeral resources have classes in the last of these bindings only. */
const withoutEphemeral = (problems: readonly string[]) =>
  problems.filter((problem) => !/^[\w-]+: there is no ephemeral aws_\w+$/.test(problem));

test("the bindings of 5.100, with which everything is tested, agree with every module", () => {
  const { counts, problems } = compareAll(installed);
  expect(withoutEphemeral(problems)).toEqual([]);
  expect(problems.length).toBeGreaterThan(0);
  expect(counts.blocks).toBeGreaterThan(300);
  expect(counts.arguments).toBeGreaterThan(1000);
  expect(counts.references).toBeGreaterThan(500);
});

/** What provider 6 has deprecated, of the types that the modules use, as its own documentation says; with what replaces it. */
const deprecated: readonly (readonly [RegExp, string])[] = [
  [
    /\bdata\.aws_region\.\w+(?:\[[^\]]*\])?\.(?:name|id)\b/,
    "region of data.aws_service, which 5.100 has, too",
  ],
  [/\bdata\.aws_s3_bucket\.\w+(?:\[[^\]]*\])?\.region\b/, "bucket_region, which 5.100 does not have"],
  [/"datasources":/, "aws_guardduty_detector_feature"],
  [/"inference_accelerator":/, "nothing: Amazon Elastic Inference has ended"],
  [/"elastic_(?:gpu_specifications|inference_accelerator)":/, "nothing: the services have ended"],
];

test("no module uses what provider 6 has deprecated", () => {
  const found = fs.readdirSync(modules).flatMap((module) => {
    const text = JSON.stringify(filesOf(module));
    return deprecated
      .filter(([pattern]) => pattern.test(text))
      .map(([pattern, instead]) => `${module}: ${pattern.exec(text)![0]}: use ${instead}`);
  });
  expect(found).toEqual([]);
});

test("what does not fit is found: a type, an argument, a missing one, a reference, in blocks and dynamic blocks, too", () => {
  const { problems } = compare(
    [
      {
        resource: {
          aws_no_such_thing: { a: {} },
          aws_sqs_queue: { a: { nmae: "a", count: 1 } },
          aws_s3_bucket_lifecycle_configuration: {
            a: { dynamic: { rule: [{ for_each: [], content: { id: "a", expiration: { dayz: 1 } } }] } },
          },
        },
        data: { aws_service: { a: { servic_id: "sts" } } },
        output: {
          a: { value: "${aws_sqs_queue.a[0].arn} ${aws_sqs_queue.a[0].urn}" },
          b: { value: "${data.aws_service.a.regoin} aws_sqs_queue.a.text" },
          c: { value: '${aws_s3_bucket_lifecycle_configuration.a["x"].rule[0].expiration[0].dayz}' },
        },
      },
    ],
    installed,
  );
  expect(problems).toEqual([
    "there is no resource aws_no_such_thing",
    "aws_sqs_queue.a: nmae is not an argument",
    "aws_s3_bucket_lifecycle_configuration.a.rule.expiration: dayz is not an argument",
    "aws_s3_bucket_lifecycle_configuration.a.rule: status is required",
    "aws_s3_bucket_lifecycle_configuration.a: bucket is required",
    "data.aws_service.a: servic_id is not an argument",
    "aws_sqs_queue.a[0].urn: urn is not an attribute",
    "data.aws_service.a.regoin: regoin is not an attribute",
    'aws_s3_bucket_lifecycle_configuration.a["x"].rule[0].expiration[0].dayz: dayz is not an attribute',
  ]);
});

describe.each(Object.values(bindings))("provider $provider", (of) => {
  let folder: string;
  beforeAll(async () => {
    folder = await unpacked(of, folders);
  }, 300_000);

  test("has every argument, required argument and attribute as the modules use them", () => {
    const { counts, problems } = compareAll(schemaOf(path.join(folder, "lib"), folders));
    expect(of === bindings.cdktn ? problems : withoutEphemeral(problems)).toEqual([]);
    expect(counts.references).toBeGreaterThan(500);
  });
});

describe("with the last bindings of CDKTF", () => {
  const pin = `"version": "${bindings.cdktf.provider}"`;
  let twin: Twin;
  beforeAll(async () => {
    const folder = await unpacked(bindings.cdktf, folders);
    twin = new Twin({ "@cdktf/provider-aws/*": path.join(folder, "*") });
  }, 300_000);

  test("the types fit", async () => {
    expect(await twin.typeErrors()).toBe("");
  }, 300_000);

  test("the modules are the same, and environments but for the provider's version", async () => {
    const files = Object.entries(await twin.synthesized());
    expect(files.filter(([, text]) => text.includes(pin)).length).toBeGreaterThan(3);
    const pinned = files.map(([name, text]) => [name, text.replace(pin, '"version": "5.100.0"')]);
    expect(Object.fromEntries(pinned)).toEqual(committed());
  }, 120_000);
});

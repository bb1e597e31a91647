import * as fs from "node:fs";
import * as path from "node:path";
import { snakeCase } from "../../lib/names";
import { outdir } from "../../tools/support/project";
import { terraformFiles } from "./terraform-files";

// Who calls the modules from plain Terraform has terraform/ and no other file: texts speak of its names, and of nothing in TypeScript.

const modules = path.join(outdir, "modules");
const files = terraformFiles(modules).map((file) => ({
  file,
  content: JSON.parse(fs.readFileSync(path.join(modules, file), "utf8")) as Blocks,
}));

interface Blocks {
  readonly variable?: Readonly<Record<string, { readonly type: string }>>;
  readonly output?: Readonly<Record<string, unknown>>;
}

/** Names of inputs, of their attributes and of outputs, in all modules. */
const names = new Set(
  files.flatMap(({ content: { variable = {}, output = {} } }) => [
    ...Object.keys(output),
    ...Object.entries(variable).flatMap(([name, { type }]) => [
      name,
      ...[...type.matchAll(/(\w+) = /g)].map(([, attribute]) => attribute!),
    ]),
  ]),
);

/** What a caller reads: descriptions and messages, by their place. */
const texts = files.flatMap(({ file, content }) => {
  const visit = (value: unknown, place: string): (readonly [place: string, text: string])[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, item]) =>
          /^(description|error_message)$/.test(key) && typeof item === "string"
            ? [[place, item] as const]
            : visit(item, `${place}.${key}`),
        )
      : [];
  return visit(content, file);
});

/** Names as TypeScript has them; not those of maps' keys (quoted), of other tools (in brackets) and of IAM's condition keys. */
const foreign = (text: string): string[] =>
  (
    text
      .replaceAll(/"[^"\n]*"|(?<= )\[[^\]\n]*\]|\w+(?::\w+)+/g, "")
      .match(/\b[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+\b/g) ?? []
  ).filter((word) => names.has(snakeCase(word)));

test("texts were found", () => {
  expect(texts.length).toBeGreaterThan(2000);
  expect(names.size).toBeGreaterThan(500);
});

test("descriptions and messages have Terraform's names of inputs and outputs", () => {
  expect(foreign('Give natGateways, as the "baseUrl" says. [kmsKeyArn] sns:topicArn')).toEqual([
    "natGateways",
  ]);
  expect(texts.flatMap(([place, text]) => foreign(text).map((word) => `${place}: ${word}`))).toEqual([]);
});

test("descriptions and messages send nobody to a file of TypeScript or to envs/", () => {
  expect(texts.filter(([, text]) => /\.ts\b|\benvs\/|TypeScript|cdktf/i.test(text))).toEqual([]);
});

import * as fs from "node:fs";
import * as path from "node:path";
import { syntaxReader, type SyntaxReader } from "../../plan/expression/syntax";
import { rules } from "../../policy";
import { judgeBy } from "../../policy/judge";
import type { PolicyResult } from "../../policy/result";
import type { Rule } from "../../policy/rule";
import { type Examples, type Resources, sidesOf } from "./example";
import { audit } from "./examples/audit";
import { compute } from "./examples/compute";
import { database } from "./examples/database";
import { edge } from "./examples/edge";
import { network } from "./examples/network";
import { rights } from "./examples/rights";
import { secrets } from "./examples/secrets";
import { storage } from "./examples/storage";

const families = [audit, compute, database, edge, network, rights, secrets, storage];
const examples: Examples = Object.assign({}, ...families) as Examples;

/** Rules that nothing keeps which they look at. */
const ALWAYS_BROKEN = ["no-inline-policy"];

let syntax: SyntaxReader;
beforeAll(async () => {
  syntax = await syntaxReader();
});

test("each rule has an example that keeps it and one that breaks it, in one place", () => {
  expect(families.flatMap((family) => Object.keys(family)).sort()).toEqual(rules.map(({ id }) => id).sort());
  const lacking = Object.entries(examples).filter(
    ([id, { good, bad }]) => bad.length === 0 || (good.length === 0 && !ALWAYS_BROKEN.includes(id)),
  );
  expect(lacking.map(([id]) => id)).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const { good = [], bad = [], unjudged = [], variables } = examples[id] ?? {};
  const result = (resources: Resources, there: boolean): PolicyResult =>
    judgeBy([rule], sidesOf(resources, syntax, { there, variables }), [], {
      environment: "prod",
      today: "2026-11-28",
    });

  const cases = (plans: readonly Resources[]) => plans.map((resources, i) => [i + 1, resources] as const);

  if (good.length > 0)
    test.each(cases(good))("is kept by example %i", (_, resources) => {
      for (const there of [false, true]) {
        const { failures, unjudged: unread, passed } = result(resources, there);
        expect([...failures, ...unread]).toEqual([]);
        expect(passed).toBeGreaterThan(0);
      }
    });

  test.each(cases(bad))("is broken by example %i", (_, resources) => {
    const created = result(resources, false).failures;
    expect(created).not.toEqual([]);
    // A day later, when AWS has given what was unknown, it is the same failure.
    expect(result(resources, true).failures).toEqual(
      created.map((failure) => ({ ...failure, state: "as before" })),
    );
  });

  if (unjudged.length > 0)
    test.each(cases(unjudged))("cannot judge example %i, and says so", (_, resources) => {
      expect(result(resources, false)).toMatchObject({
        failures: [],
        unjudged: [{ rule: id, state: "new" }],
      });
    });
});

describe("all rules", () => {
  const files = fs.readdirSync(path.resolve(__dirname, "../../policy/rules"));

  test("stand in a file of their name, and in the list", () => {
    expect(files.sort()).toEqual(rules.map(({ id }) => `${id}.ts`).sort());
  });

  const wrong = (isWrong: (rule: Rule) => boolean): string[] => rules.filter(isWrong).map(({ id }) => id);

  test("name a control of HIPAA and one of NIST's", () => {
    expect(wrong(({ controls }) => !controls.some((each) => /^45 CFR 164\.3\d\d\(/.test(each)))).toEqual([]);
    expect(wrong(({ controls }) => !controls.some((each) => /^NIST 800-53 [A-Z]{2}-\d/.test(each)))).toEqual(
      [],
    );
  });

  test("name each control once", () => {
    expect(wrong(({ controls }) => new Set(controls).size < controls.length)).toEqual([]);
  });

  test("say what holds, and what goes wrong otherwise", () => {
    expect(wrong(({ title }) => !/^[A-Z].*[^.]$/.test(title))).toEqual([]);
    expect(wrong(({ reason }) => !/^[A-Z].*\.$/.test(reason))).toEqual([]);
  });

  test("look at types of resources", () => {
    expect(
      wrong(({ types }) => types.length === 0 || types.some((type) => !type.startsWith("aws_"))),
    ).toEqual([]);
  });
});

import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import type { Plugin } from "prettier";
import * as estree from "prettier/plugins/estree";
import * as typescript from "prettier/plugins/typescript";
import * as prettier from "prettier/standalone";
import { parameterValue, secretVariable } from "../../../app/outside";
import { environmentFile } from "../../../tools/config-import/environment-file";
import { complete, evaluate, golden, run } from "./command";

const config = {
  ...(JSON.parse(fs.readFileSync(".prettierrc.json", "utf8")) as object),
  parser: "typescript",
  plugins: [typescript, estree] as Plugin[],
};

test("the file of the golden parameters is laid out as Prettier leaves it", async () => {
  const { text } = run(fs.readFileSync(golden, "utf8"));
  expect(await prettier.check(text, config)).toBe(true);
});

test("any values come back as they were, in Prettier's layout", async () => {
  const key = fc.stringMatching(/^([a-z][A-Za-z]{0,9}|us-east-1[a-z])$/);
  const leaf = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", " ", "'", '"', "\\", "é", "\n"), maxLength: 120 }),
    fc.nat(),
    fc.boolean(),
    fc.array(fc.string({ unit: fc.constantFrom("subnet-", "0", "a"), maxLength: 20 }), { maxLength: 6 }),
    fc
      .string({ unit: fc.constantFrom("/medplum", "/certificate", "-1"), maxLength: 12 })
      .map((name) => parameterValue(name, "string")),
    fc
      .string({ unit: fc.constantFrom("Secret ", "settings ", "'"), maxLength: 12 })
      .map((about) => secretVariable("secrets", about)),
  );
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.dictionary(key, tie("node"), { maxKeys: 5, noNullPrototype: true }),
    ),
  }));
  const values = fc.dictionary(key, node, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(values, async (given) => {
      const text = environmentFile(given, "About.");
      expect(evaluate(text)).toEqual(given);
      expect(await prettier.format(text, config)).toBe(text);
    }),
    { numRuns: 100 },
  );
});

test("a file's name cannot end the comment that it stands in", () => {
  expect(environmentFile({}, "from a*/b.json")).toContain("/** from a* /b.json */");
});

test("it goes where the other environments are, under its name", () => {
  const { root, text, printed, error } = run(fs.readFileSync(golden, "utf8"), complete);
  expect(error).toBe("");
  expect(fs.readdirSync(path.join(root, "envs"))).toEqual(["hospital.ts"]);
  expect(text).toMatch(
    /^import \{ environment \} from "..\/app\/environment";\n\n\/\*\*\n \* REDCap, imported from parameters.json/,
  );
  expect(printed).toMatch(/^envs\/hospital.ts is written, and valid/);
});

test("an existing file stays, unless --force is given", () => {
  const source = fs.readFileSync(golden, "utf8");
  const refused = run(source, complete, "mine");
  expect(refused.text).toBe("mine");
  expect(refused.error).toContain(
    "envs/hospital.ts already exists: choose another --name, or overwrite it with --force",
  );
  expect(run(source, { ...complete, force: true }, "mine").text).toContain("export default environment({");
});

test("--stdout prints the file alone, writes nothing and needs no --force", () => {
  const { text, printed, reported } = run(
    fs.readFileSync(golden, "utf8"),
    { ...complete, stdout: true },
    "mine",
  );
  expect(text).toBe("mine");
  expect(evaluate(printed)).toMatchObject({ account: "111122223333" });
  expect(reported).toMatch(/^envs\/hospital.ts is checked, and valid/);
});

import * as fs from "node:fs";
import * as path from "node:path";
import type { Plugin } from "prettier";
import * as estree from "prettier/plugins/estree";
import * as typescript from "prettier/plugins/typescript";
import * as prettier from "prettier/standalone";
import { environmentProblems } from "../../../app/environment";
import { parameterValue, secretVariable } from "../../../app/outside";
import { configImport } from "../../../tools/config-import/index";
import { evaluate, runOn } from "./command";

const staging = JSON.parse(
  fs.readFileSync(path.resolve(__dirname, "../../../envs/medplum-staging.config.json"), "utf8"),
) as Readonly<Record<string, unknown>>;
const account = staging["accountNumber"] as string;

/** Runs the command on the example with some keys changed. */
const run = (changes: object = {}, ...args: string[]) =>
  runOn({
    template: "medplum",
    file: "medplum.json",
    content: JSON.stringify({ ...staging, ...changes }),
    name: "staging",
    args,
  });

/** The problems of a failed run, one each. */
const problems = (changes: object, ...args: string[]): string[] => {
  const { error, text } = run(changes, ...args);
  expect(text).toBe("");
  return error.split("\n").flatMap((line) => (line.startsWith("- ") ? [line.slice(2)] : []));
};

test("the example becomes a typed environment, valid and laid out as Prettier leaves it", async () => {
  const { text, printed, error } = run({}, "--name", "staging");
  expect(error).toBe("");
  const values = evaluate(text);
  expect(environmentProblems("staging", values)).toEqual([]);
  expect(values).toMatchObject({
    account,
    region: "us-east-1",
    tags: { "medplum:environment": "staging" },
    medplum: { name: "medplum-staging", server: { cpu: 256, memory: 512 } },
  });
  expect(values.medplum?.secretValues).toEqual(
    secretVariable("medplum_secrets", "Medplum's secret settings by key."),
  );
  expect(text).toContain('import { secretVariable } from "../app/outside";');
  const config = {
    ...(JSON.parse(fs.readFileSync(".prettierrc.json", "utf8")) as object),
    parser: "typescript",
    plugins: [typescript, estree] as Plugin[],
  };
  expect(await prettier.check(text, config)).toBe(true);
  expect(printed).toMatch(/^envs\/staging\.ts is written, and valid/);
  expect(printed).toContain("- warning: serverMemory: with 512 MiB");
  expect(printed).toContain("- stackName has no counterpart");
});

test("values in Parameter Store are read by the written file, too", () => {
  const change = {
    apiSslCertArn: { system: "aws_ssm_parameter_store", key: "/medplum/certificate", type: "string" },
    desiredServerCount: { system: "aws_ssm_parameter_store", key: "/medplum/count", type: "number" },
  };
  const { text, error } = run(change, "--name", "staging");
  expect(error).toBe("");
  expect(text).toContain('import { parameterValue, secretVariable } from "../app/outside";');
  expect(evaluate(text).medplum).toMatchObject({
    api: { existingCertificate: { arn: parameterValue("/medplum/certificate", "string") } },
    server: { scaling: { min: parameterValue("/medplum/count", "number") } },
  });
});

test("options give what the file has not", () => {
  const identity = `arn:aws:ses:us-east-1:${account}:identity/medplum.com`;
  const { text, error } = run(
    { vpcId: "vpc-0123456789abcdef0" },
    ...["--name", "staging", "--support-email", "help@medplum.com", "--mail-identity-arn", identity],
    ...["--public-subnet-ids", "subnet-0a,subnet-1a", "--app-subnet-ids", "subnet-0b, subnet-1b"],
    ...["--data-subnet-ids", "subnet-0c,subnet-1c"],
  );
  expect(error).toBe("");
  expect(evaluate(text).medplum).toMatchObject({
    mail: { supportEmail: "help@medplum.com", existing: { identityArn: identity } },
    existingNetwork: {
      vpcId: "vpc-0123456789abcdef0",
      publicSubnetIds: ["subnet-0a", "subnet-1a"],
      appSubnetIds: ["subnet-0b", "subnet-1b"],
      dataSubnetIds: ["subnet-0c", "subnet-1c"],
    },
  });
});

test("problems are told in the words of the file and of the options, all at once", () => {
  expect(problems({ maxAzs: 1 }, "--name", "Prod_1", "--support-email", "nobody")).toEqual([
    expect.stringMatching(/^medplum\.json: maxAzs must be a whole number of at least 2/),
    expect.stringMatching(/^--name must be 1 to 31 lower-case letters.*got Prod_1/),
    expect.stringMatching(/^--support-email must be /),
  ]);
  expect(
    problems({ vpcId: "vpc-0123456789abcdef0" }, "--name", "a", "--app-subnet-ids", "subnet-0b,subnet-1b"),
  ).toEqual(["--public-subnet-ids is required", "--data-subnet-ids is required"]);
  expect(problems({})).toEqual(["--name is required: the environment's name, such as prod"]);
  expect(problems({}, "--name", "staging", "--institution", "x")).toEqual([
    "--institution is not an option",
    "too many arguments: x (quote values with spaces)",
  ]);
});

test("--stdout prints the file alone", () => {
  const { text, printed, reported } = run({}, "--name", "staging", "--stdout");
  expect(text).toBe("");
  expect(evaluate(printed)).toMatchObject({ account });
  expect(reported).toMatch(/^envs\/staging\.ts is checked, and valid/);
});

test("--help explains the template's options, and those of all without one", () => {
  expect(run({}, "--help").printed).toMatch(
    /^usage: npm run config:import -- medplum FILE --name NAME[^]*--support-email/,
  );
  expect(run({}, "--help").printed).not.toContain("--institution");
  const printed: string[] = [];
  const print = (text: string) => printed.push(text);
  configImport(["--help"], { root: ".", folder: ".", print, report: print });
  expect(printed.join("\n")).toMatch(/config:import -- redcap [^]*config:import -- medplum /);
  expect(() => configImport(["medplom"], { root: ".", folder: ".", print, report: print })).toThrow(
    /^the template must be redcap or medplum \(got medplom\)\n\nusage: /,
  );
});

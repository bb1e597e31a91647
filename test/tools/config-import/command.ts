import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import type { Environment } from "../../../app/environment";
import { parameterValue, secretVariable } from "../../../app/outside";
import { configImport } from "../../../tools/config-import/index";
import { temporaryFolder } from "../../lib/example";

/** The original's parameters with its defaults; what it leaves open is made up. */
export const golden = path.join(__dirname, "parameters.json");

/** The golden parameters as a map. */
export const goldenMap = (): Record<string, string> =>
  Object.fromEntries(
    (JSON.parse(fs.readFileSync(golden, "utf8")) as { ParameterKey: string; ParameterValue: string }[]).map(
      (entry) => [entry.ParameterKey, entry.ParameterValue],
    ),
  );

const account = "111122223333";
const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:${account}:secret:${name}-AbCdEf`;

/** Options that complete the golden parameters. */
export const complete = {
  name: "hospital",
  account,
  region: "us-east-1",
  "administrator-email": "admins@example.edu",
  institution: "Example University Hospital",
  "community-secret-arn": secret("redcap-community"),
  "mail-identity-arn": `arn:aws:ses:us-west-2:${account}:identity/example.edu`,
  "from-address": "redcap@example.edu",
};
export const smtpSecret = secret("redcap-smtp");

/** Options by name; true is a switch, undefined leaves an option out. */
export type Options = Readonly<Record<string, string | true | undefined>>;

/** What came of a run of the command. */
export interface Run {
  readonly root: string;
  readonly printed: string;
  readonly reported: string;
  /** The message, where it failed. */
  readonly error: string;
  /** Text of the environment file, where one was written. */
  readonly text: string;
}

/** Runs the command on a parameter file in a project of its own, with `existing` as its envs/hospital.ts. */
export function run(content: string | Buffer | object, options: Options = complete, existing?: string): Run {
  const args = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : value === true ? [`--${name}`] : [`--${name}`, value],
  );
  const raw = typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content);
  return runOn({
    template: "redcap",
    file: "parameters.json",
    content: raw,
    name: "hospital",
    args,
    existing,
  });
}

/** A run of the command on a file, and the environment whose file it writes. */
interface Call {
  readonly template: string;
  readonly file: string;
  readonly content: string | Buffer;
  readonly name: string;
  readonly args: readonly string[];
  /** Text of the environment's file before. */
  readonly existing?: string;
  /** Further files that the arguments name. */
  readonly others?: Readonly<Record<string, string>>;
}

/** Runs the command in a project of its own. */
export function runOn({ template, file, content, name, args, existing, others = {} }: Call): Run {
  const root = temporaryFolder();
  fs.mkdirSync(path.join(root, "envs"));
  const written = path.join(root, "envs", `${name}.ts`);
  if (existing !== undefined) fs.writeFileSync(written, existing);
  for (const [other, text] of Object.entries({ [file]: content, ...others }))
    fs.writeFileSync(path.join(root, other), text);
  const printed: string[] = [];
  const reported: string[] = [];
  let error = "";
  try {
    configImport([template, file, ...args], {
      root,
      folder: root,
      print: (text) => printed.push(text),
      report: (text) => reported.push(text),
    });
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  const text = fs.existsSync(written) ? fs.readFileSync(written, "utf8") : "";
  return { root, printed: printed.join("\n"), reported: reported.join("\n"), error, text };
}

/** What an environment file's text declares. */
export function evaluate(text: string): Environment {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const file = { exports: {} as { default: Environment } };
  const modules: Readonly<Record<string, object>> = {
    "../app/environment": { environment: (values: Environment) => values },
    "../app/outside": { parameterValue, secretVariable },
  };
  const imported = (name: string) => {
    expect(Object.keys(modules)).toContain(name);
    return modules[name];
  };
  new Function("module", "exports", "require", outputText)(file, file.exports, imported);
  return file.exports.default;
}

/**
 * The redcap inputs that the golden parameters make when some of them are changed; undefined removes one. They are those after the move,
 * unless the options say otherwise.
 */
export function imported(
  changes: Readonly<Record<string, unknown>>,
  options: Options = {},
): { redcap: Record<string, never>; notes: string; environment: Environment } {
  const { text, error, printed } = run(
    { ...goldenMap(), ...changes },
    { ...complete, final: true, ...options },
  );
  if (error) throw new Error(error);
  const environment = evaluate(text);
  return { redcap: environment.redcap as never, notes: printed, environment };
}

/** The problems that the golden parameters have when some of them are changed, one each. */
export function problems(changes: Readonly<Record<string, unknown>>, options: Options = {}): string[] {
  const { error, text } = run({ ...goldenMap(), ...changes }, { ...complete, ...options });
  expect(text).toBe("");
  return error
    .split("\n- ")
    .slice(1)
    .map((problem) => problem.replace(/\nOptions: .*$/, ""));
}

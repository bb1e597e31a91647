import { parseArgs } from "node:util";
import { nearest, snakeCase } from "../../lib/names";

interface Option {
  /** The value's placeholder in the usage text; a switch has none. */
  readonly value?: string;
  readonly help: string;
}

const table = {
  name: { value: "NAME", help: "Name of the environment: writes envs/NAME.ts." },
  account: { value: "ACCOUNT", help: "AWS account number, 12 digits." },
  region: { value: "REGION", help: "Region of the environment. Default: us-east-1." },
  administratorEmail: { value: "ADDRESS", help: "Address of REDCap's first administrator." },
  institution: { value: "NAME", help: "Name of the institution, shown on REDCap's pages." },
  domain: { value: "NAME", help: "Domain name of REDCap. Default: DomainName.HostedZoneName." },
  certificateArn: {
    value: "ARN",
    help: "ACM certificate for it. Default: one is issued, which requires Route 53.",
  },
  plainHttp: {
    value: "REASON",
    help: "Serve HTTP without a domain; only for trials without patients' data.",
  },
  fromAddress: { value: "ADDRESS", help: "Sender of REDCap's mail, verified in SES." },
  mailIdentityArn: {
    value: "ARN",
    help: "SES identity to send as, with the instances' role and no password (recommended).",
  },
  smtpSecretArn: { value: "ARN", help: "Secret with the SMTP login, to send as the original stack did." },
  noMail: { help: "Send no mail; for trials." },
  keepCname: {
    help: "The new environment takes over the old one's name, EBEndpoint: only once the old stack is deleted.",
  },
  communitySecretArn: { value: "ARN", help: "Secret with the REDCap Community login, for the download." },
  force: { help: "Overwrite envs/NAME.ts." },
  stdout: { help: "Print the file instead of writing it; messages go to stderr." },
  help: { help: "Show this." },
} as const satisfies Record<string, Option>;

type Name = keyof typeof table;
type Text = { [K in Name]: (typeof table)[K] extends { value: string } ? K : never }[Name];

/** What the command line says. */
export type Options = { readonly [K in Name]?: K extends Text ? string : true };

/** `certificateArn` → `--certificate-arn`. */
export const flag = (name: Name): string => `--${snakeCase(name).replace(/_/g, "-")}`;

/** What an option is for, after a colon; nothing for what is no option. */
export function optionHelp(given: string): string {
  const name = (Object.keys(table) as Name[]).find((known) => flag(known) === given);
  return name ? `: ${table[name].help}` : "";
}

/** The usage text of the command. */
export const usage = [
  "usage: npm run config:import -- redcap PARAMETERS.json --name NAME --account ACCOUNT [options]",
  "",
  "Writes envs/NAME.ts from the parameter file of REDCap's CloudFormation template.",
  "",
  ...(Object.entries(table) as [Name, Option][]).map(
    ([name, { value, help }]) => `  ${`${flag(name)}${value ? ` ${value}` : ""}`.padEnd(32)}${help}`,
  ),
].join("\n");

/** Reads the command line; mistakes are listed in `problems`, all of them. */
export function readOptions(args: readonly string[]): {
  options: Options;
  words: string[];
  problems: string[];
} {
  const names = Object.keys(table) as Name[];
  const types = names.map((name) => [
    flag(name).slice(2),
    { type: "value" in table[name] ? "string" : "boolean" },
  ]);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(types) as Record<string, { type: "string" | "boolean" }>,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options: Partial<Record<Name, string | true>> = {};
  const words: string[] = [];
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const name = names.find((known) => flag(known) === token.rawName);
    if (!name) {
      const near = nearest(token.rawName, names.map(flag));
      problems.push(`${token.rawName} is not an option${near ? `; did you mean ${near}?` : ""}`);
    } else if (options[name] !== undefined) problems.push(`${token.rawName} is given twice`);
    else if (!("value" in table[name])) {
      if (token.value !== undefined) problems.push(`${token.rawName} takes no value`);
      options[name] = true;
    } else if (!token.value || (!token.inlineValue && token.value.startsWith("--"))) {
      problems.push(`${token.rawName} requires a value: ${table[name].help}`);
      options[name] = "";
    } else options[name] = token.value;
  }
  return { options: options as Options, words, problems };
}

import * as path from "node:path";
import { carried, type Carrier } from "../../app/carried";
import { environment, environmentProblems } from "../../app/environment";
import { type Additions, configInputs, type MedplumInputs } from "../../app/medplum-config";
import { flag, type OptionsOf, type OptionTable } from "../support/options";
import { readListing, type TakenOver, takenOver } from "./medplum-stack";
import { commonOptions, nameIsRequired, type Template } from "./template";

const { name, force, stdout, help } = commonOptions;

/** What Medplum's file does not say. */
const options = {
  name,
  supportEmail: {
    value: "ADDRESS",
    help: "Sender address of the server's mail. Default: support@, at the file's domain.",
  },
  mailIdentityArn: {
    value: "ARN",
    help: "Existing SES identity to send as. Default: a new one for the file's domain.",
  },
  publicSubnetIds: {
    value: "IDS",
    help: "Subnets of the load balancers, separated by commas. Only with vpcId.",
  },
  appSubnetIds: { value: "IDS", help: "Subnets of the tasks. Only with vpcId." },
  dataSubnetIds: { value: "IDS", help: "Subnets of the database and caches. Only with vpcId." },
  stack: {
    value: "LIST",
    help: "Resources of the stack of Medplum's CDK, from aws cloudformation list-stack-resources: writes import blocks for what can be taken over.",
  },
  edgeStack: {
    value: "LIST",
    help: "The same of the stack in us-east-1, where the environment is in another region.",
  },
  snapshot: { value: "ID", help: "Snapshot of the stack's cluster, from which the database is restored." },
  parameterPath: {
    value: "PATH",
    help: "Path of the server's parameters. Default: /medplum/, the file's name, and a slash; another one leaves a stack's alone.",
  },
  importsOnly: { help: "Write the import blocks only, and leave envs/NAME.ts as it is. Only with --stack." },
  force,
  stdout,
  help,
} as const satisfies OptionTable;

type Options = OptionsOf<typeof options>;

/** Where the values of options go, so that problems name the options. */
const inputs: Readonly<Record<string, keyof Options>> = {
  "the file's name": "name",
  "medplum.mail.supportEmail": "supportEmail",
  "medplum.mail.existing.identityArn": "mailIdentityArn",
  "medplum.database.snapshot.identifier": "snapshot",
  "medplum.parameterPath": "parameterPath",
  "medplum.existingNetwork.publicSubnetIds": "publicSubnetIds",
  "medplum.existingNetwork.appSubnetIds": "appSubnetIds",
  "medplum.existingNetwork.dataSubnetIds": "dataSubnetIds",
};

/** Medplum's own configuration file. */
export const medplum: Template = {
  usage: "FILE --name NAME",
  what: "Medplum's own configuration file",
  options,
  translate(file, content, given: Options, read) {
    const translated = configInputs(file, () => content, additions(given));
    const { notes, warnings } = translated[carried];
    const values = environment({ medplum: translated });
    const prefix = `envs/${given.name || "unnamed"}: `;
    const missing = given.name === undefined ? [nameIsRequired] : [];
    const found = environmentProblems(given.name || "unnamed", values);
    const stack = given.stack === undefined ? undefined : ofStack(file, given, translated, read);
    return {
      environment: values,
      about: `Medplum, imported from ${path.basename(file)}, its own configuration file.`,
      notes: [...warnings.map((text) => `warning: ${text}`), ...notes, ...(stack?.notes ?? [])],
      problems: [
        ...missing,
        ...withoutStack(given),
        ...found.map((problem) => inOptionsWords(problem, prefix)),
        ...(stack?.problems ?? []),
      ],
      ...(stack && { imports: { imports: stack.imports, data: stack.data } }),
      next: stack?.next ?? [],
    };
  },
};

/** Options that say nothing without a stack. */
const withoutStack = ({ stack, edgeStack, importsOnly }: Options): string[] =>
  stack !== undefined
    ? []
    : [
        ...(edgeStack !== undefined ? ["--edge-stack needs --stack, the listing of the main stack"] : []),
        ...(importsOnly ? ["--imports-only needs --stack, the listing of what exists"] : []),
      ];

/** What a stack of Medplum's CDK has for the environment. */
function ofStack(
  file: string,
  { stack, edgeStack }: Options,
  inputs: MedplumInputs & Carrier,
  read: (name: string) => Buffer,
): TakenOver {
  const listing = (name: string) => readListing(name, read(name));
  const { account = "", region = "", tags } = inputs[carried].settings;
  const name = String(tags?.["medplum:environment"]);
  return takenOver(listing(stack!), edgeStack === undefined ? undefined : listing(edgeStack), inputs, {
    file,
    name,
    account,
    region,
  });
}

function additions(given: Options): Additions {
  const ids = (list: string | undefined) => list?.split(",").map((id) => id.trim());
  const { supportEmail, mailIdentityArn, publicSubnetIds, appSubnetIds, dataSubnetIds } = given;
  const subnets = [publicSubnetIds, appSubnetIds, dataSubnetIds].some((list) => list !== undefined);
  const { snapshot, parameterPath } = given;
  return {
    ...(parameterPath !== undefined && { parameterPath }),
    // The master user is the snapshot's.
    ...(snapshot !== undefined && {
      database: { snapshot: { identifier: snapshot }, masterUsername: "clusteradmin" },
    }),
    ...((supportEmail !== undefined || mailIdentityArn !== undefined) && {
      mail: {
        ...(supportEmail !== undefined && { supportEmail }),
        ...(mailIdentityArn !== undefined && { existing: { identityArn: mailIdentityArn } }),
      },
    }),
    ...(subnets && {
      existingNetwork: {
        publicSubnetIds: ids(publicSubnetIds),
        appSubnetIds: ids(appSubnetIds),
        dataSubnetIds: ids(dataSubnetIds),
      },
    }),
  };
}

function inOptionsWords(problem: string, prefix: string): string {
  if (!problem.startsWith(prefix)) return problem;
  const bare = problem.slice(prefix.length);
  const place = Object.keys(inputs).find(
    (known) => bare.startsWith(known) && /[ .[]/.test(bare[known.length] ?? ""),
  );
  return place === undefined ? bare : flag(inputs[place]!) + bare.slice(place.length);
}

import * as path from "node:path";
import { carried } from "../../app/carried";
import { environment, environmentProblems } from "../../app/environment";
import { type Additions, configInputs } from "../../app/medplum-config";
import { flag, type OptionsOf, type OptionTable } from "../support/options";
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
  "medplum.existingNetwork.publicSubnetIds": "publicSubnetIds",
  "medplum.existingNetwork.appSubnetIds": "appSubnetIds",
  "medplum.existingNetwork.dataSubnetIds": "dataSubnetIds",
};

/** Medplum's own configuration file. */
export const medplum: Template = {
  usage: "FILE --name NAME",
  what: "Medplum's own configuration file",
  options,
  translate(file, content, given: Options) {
    const translated = configInputs(file, () => content, additions(given));
    const { notes, warnings } = translated[carried];
    const values = environment({ medplum: translated });
    const prefix = `envs/${given.name || "unnamed"}: `;
    const missing = given.name === undefined ? [nameIsRequired] : [];
    const found = environmentProblems(given.name || "unnamed", values);
    return {
      environment: values,
      about: `Medplum, imported from ${path.basename(file)}, its own configuration file.`,
      notes: [...warnings.map((text) => `warning: ${text}`), ...notes],
      problems: [...missing, ...found.map((problem) => inOptionsWords(problem, prefix))],
      next: [],
    };
  },
};

function additions(given: Options): Additions {
  const ids = (list: string | undefined) => list?.split(",").map((id) => id.trim());
  const { supportEmail, mailIdentityArn, publicSubnetIds, appSubnetIds, dataSubnetIds } = given;
  const subnets = [publicSubnetIds, appSubnetIds, dataSubnetIds].some((list) => list !== undefined);
  return {
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

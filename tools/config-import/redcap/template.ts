import * as path from "node:path";
import { nearest } from "../../../lib/names";
import { regions } from "../../../lib/aws/regions";
import { nameIsRequired, type Template } from "../template";
import { ParameterDraft } from "./draft";
import { translateRedcap } from "./index";
import { type Options, options } from "./options";
import { type ParameterFile, readParameterFile } from "./parameter-file";
import { parameters } from "./parameters";

const defaultRegion = "us-east-1";

/** REDCap's CloudFormation template. Passwords are neither written nor shown. */
export const redcap: Template = {
  usage: "PARAMETERS.json --name NAME --account ACCOUNT",
  what: "the parameter file of REDCap's CloudFormation template",
  options,
  translate(name, content, given: Options) {
    const file = readParameterFile(name, content, parameters);
    const { draft, missing } = draftOf(file, given);
    return {
      environment: draft.environment,
      about: `REDCap, imported from ${path.basename(name)}, the parameters of its CloudFormation stack.`,
      notes: draft.notes,
      problems: [...file.problems, ...missing, ...draft.allProblems(given.name || "unnamed")],
      next: [
        "To move data of a running stack, set database.snapshot and application.existingSalt before the first " +
          "deployment: see modules/redcap/README.md.",
        ...(file.secrets.length > 0 ? [`${name} contains ${file.secrets.join(", ")}: delete it.`] : []),
      ],
    };
  },
};

/** The environment that a parameter file and the command's options make. */
function draftOf(file: ParameterFile, given: Options) {
  const missing: string[] = [];
  if (given.name === undefined) missing.push(nameIsRequired);
  const { region = defaultRegion } = given;
  const known = (regions as readonly string[]).includes(region);
  if (!known) {
    const near = nearest(region, regions);
    missing.push(`--region must be an AWS region${near ? `; did you mean ${near}?` : ""} (got ${region})`);
  }
  // Whatever hangs on the region is translated with a good one, so that it causes one problem and not five.
  const draft = new ParameterDraft(file, given, known ? region : defaultRegion, parameters);
  if (given.region === undefined) {
    draft.note("--region", `not given, so it is ${defaultRegion}. (SESRegion is the region of SES only.)`);
  }
  draft.set("the file's name", undefined, "--name");
  draft.set("account", given.account, "--account");
  draft.set("region", draft.region, "--region");
  if (file.tags) draft.set("tags", file.tags, "Tags");
  translateRedcap(draft);
  return { draft, missing };
}

import * as path from "node:path";
import { type Environment, environmentProblems } from "../../../app/environment";
import { nearest } from "../../../lib/names";
import { regions } from "../../../lib/aws/regions";
import { nameIsRequired, type Template } from "../template";
import { ParameterDraft } from "./draft";
import { translateRedcap } from "./index";
import { type Options, options } from "./options";
import { type ParameterFile, readParameterFile } from "./parameter-file";
import { parameters } from "./parameters";
import { trialOf } from "./trial";

const defaultRegion = "us-east-1";

/** REDCap's CloudFormation template. Passwords are neither written nor shown. */
export const redcap: Template = {
  usage: "PARAMETERS.json --name NAME --account ACCOUNT",
  what: "the parameter file of REDCap's CloudFormation template",
  options,
  translate(name, content, given: Options) {
    const file = readParameterFile(name, content, parameters);
    const { draft, missing } = draftOf(file, given);
    const environment = given.name || "unnamed";
    const problems = [...file.problems, ...missing, ...draft.allProblems(environment)];
    const about = `REDCap, imported from ${path.basename(name)}, the parameters of its CloudFormation stack.`;
    const trial = given.final || problems.length > 0 ? undefined : trialOf(draft, draft.environment);
    const move = (trial?.move ?? []).map((step, i) => `${i + 1}. ${step}`);
    return {
      environment: trial?.environment ?? draft.environment,
      about: trial ? [about, "For a trial while that stack runs. At the move:", ...move].join("\n") : about,
      notes: draft.notes,
      problems: [...problems, ...(trial ? trialProblems(environment, trial.environment as Environment) : [])],
      next: [
        ...(trial?.before ?? []),
        "To move data of a running stack, set database.snapshot and application.existingSalt before the first " +
          "deployment: see modules/redcap/README.md.",
        ...(trial
          ? [["At the move, in this order (also at the top of the file):", ...move].join("\n  ")]
          : []),
        ...(file.secrets.length > 0 ? [`${name} contains ${file.secrets.join(", ")}: delete it.`] : []),
      ],
    };
  },
};

/** What is wrong with the trial and not with what it is made of: its name alone. */
const trialProblems = (name: string, environment: Environment): string[] =>
  environmentProblems(name, environment).map((problem) =>
    problem.replace(`envs/${name}: redcap.domain.name`, "--trial-domain"),
  );

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

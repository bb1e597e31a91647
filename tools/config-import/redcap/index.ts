import { Redcap } from "../../../modules/redcap";
import { address } from "./address";
import { database } from "./database";
import { mail } from "./mail";
import { access, network } from "./network";
import type { RedcapDraft } from "./parameters";
import { source } from "./source";
import { web } from "./web";

export { parameters } from "./parameters";

/** Translates the parameters of REDCap's CloudFormation template into the `redcap` inputs of an environment. */
export function translateRedcap(draft: RedcapDraft): void {
  const name = prefix(draft);
  draft.set("redcap.name", name, "EBEndpoint");
  network(draft);
  address(draft);
  access(draft);
  source(draft, name);
  web(draft);
  database(draft, name);
  draft.set(
    "redcap.application.administratorEmail",
    draft.options.administratorEmail,
    "--administrator-email",
  );
  draft.set("redcap.application.institution", draft.options.institution, "--institution");
  mail(draft, name);
}

/** Prefix of every name: EBEndpoint where it can be one, else the environment's name with redcap- before it. */
function prefix(draft: RedcapDraft): string {
  const endpoint = draft.get("EBEndpoint").toLowerCase();
  const fits = (name: string) => Redcap.definition.inputs.name.safeParse(name).success;
  if (fits(endpoint)) return endpoint;
  const fallback = [`redcap-${draft.options.name ?? ""}`, draft.options.name ?? "", "redcap"].find(fits)!;
  if (endpoint) {
    draft.note(
      "EBEndpoint",
      `too long as a prefix of all names, or does not start with a letter: the prefix is ${fallback}`,
    );
  }
  return fallback;
}

import { regions } from "../../lib/aws/regions";
import type { ConfigDraft } from "./config-draft";

/** What the name of AWS resources has before the file's name: 12 characters are left of the prefix's 20. */
const prefix = "medplum-";
const maximumName = 12;

export type Region = (typeof regions)[number];

/** Name, account, region and tags. */
export function general(draft: ConfigDraft): void {
  nameOf(draft);
  draft.set("account", draft.decided("accountNumber"), "accountNumber");
  draft.set("region", draft.decided("region"), "region");
}

function nameOf(draft: ConfigDraft): void {
  const name = draft.decided("name");
  const legal = name
    ?.toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  draft.input("name", legal && prefix + legal, "name");
  draft.input("parameterPath", name && `/medplum/${name}/`, "name");
  if (name === undefined || legal === undefined) return;
  draft.set("tags", { "medplum:environment": name }, "name");
  if (draft.addition("name") !== undefined) return;
  if (legal === "" || legal.length > maximumName)
    return draft.refuse(
      "name",
      `must have 1 to ${maximumName} letters, digits and hyphens, since AWS resources are called medplum-<name>; for another prefix, give the ` +
        `input name in the second argument of medplumConfig (got ${JSON.stringify(name)})`,
    );
  if (legal !== name)
    draft.note(
      "name",
      `${name} becomes ${legal} in the names of AWS resources; parameters are under /medplum/${name}/.`,
    );
}

/** The region, if it is one; its own problem is the settings' to report. */
export function regionOf(draft: ConfigDraft): Region | undefined {
  const { region } = draft.file.values;
  return (regions as readonly unknown[]).includes(region) ? (region as Region) : undefined;
}

/** The account, if it is one. */
export function accountOf(draft: ConfigDraft): string | undefined {
  const { accountNumber } = draft.file.values;
  return typeof accountNumber === "string" && /^\d{12}$/.test(accountNumber) ? accountNumber : undefined;
}

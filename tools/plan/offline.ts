import * as fs from "node:fs";
import * as path from "node:path";
import { type Assumed, planOffline } from "../offline-plan";
import { commitOf } from "./commit";
import { newPlanFolder, PRIVATE, type PlanFolder } from "./folder";

/** A plan that was made without the account, and what it took for granted. */
export interface OfflinePlanMade {
  readonly folder: PlanFolder;
  readonly commit?: string;
  readonly notes: readonly string[];
}

/** Plans an environment as if nothing of it existed, against a local stand-in for AWS, without credentials. */
export async function planWithoutAccount(
  name: string,
  outdir: string,
  root: string,
  out: string,
): Promise<OfflinePlanMade> {
  const folder = newPlanFolder(path.resolve(out));
  let notes: string[] = [];
  await planOffline(outdir, [name], (_, { json, assumed }) => {
    fs.writeFileSync(folder.json, json, PRIVATE);
    notes = notesOn(assumed);
  });
  return { folder, commit: commitOf(root).commit, notes };
}

const notesOn = ({ zones, objects, snapshots, variables }: Assumed): string[] => [
  "Planned offline, without the account and its state: everything is shown as created. What would be changed, replaced or lost in the account cannot be known from it.",
  "Account IDs in this plan are the local stand-in's.",
  ...assumed("hosted zones", zones),
  ...assumed(
    "objects in S3",
    objects.map(({ bucket, key }) => `s3://${bucket}/${key}`),
  ),
  ...assumed(
    "snapshots",
    snapshots.map(({ name }) => name),
  ),
  ...assumed("values of variables", Object.keys(variables)),
];

const assumed = (things: string, names: readonly string[]): string[] =>
  names.length === 0
    ? []
    : [`Taken for granted, and not looked for in the account: ${things} ${names.join(", ")}.`];

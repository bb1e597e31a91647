import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { PRIVATE, type PlanFolder } from "./folder";

const schema = z.object({
  environment: z.string(),
  /** The commit that was planned; its sources were as committed. */
  commit: z.string().optional(),
  /** Whether sources had changes that were not committed. */
  dirty: z.boolean(),
  /** SHA-256 of the saved plan, and of its JSON. */
  planHash: z.string(),
  jsonHash: z.string(),
  /** Lineage and serial of the state that it was planned against. */
  state: z.object({ lineage: z.string(), serial: z.number() }).optional(),
});

/** What a saved plan is a plan of. */
export type Binding = z.infer<typeof schema>;

/** What is there now, to be compared with what was planned. */
export type Present = Omit<Binding, "environment"> & { readonly environment: string };

export const hashOf = (file: string): string =>
  createHash("sha256").update(fs.readFileSync(file)).digest("hex");

export const writeBinding = (folder: PlanFolder, binding: Binding): void =>
  fs.writeFileSync(folder.binding, `${JSON.stringify(binding, null, 2)}\n`, PRIVATE);

/** Reads what the saved plan in a folder is a plan of. Throws where there is none. */
export function readBinding(folder: PlanFolder): Binding {
  for (const file of [folder.binding, folder.saved, folder.json])
    if (!fs.existsSync(file))
      throw new Error(
        `${path.dirname(file)} has no ${path.basename(file)}: it holds no plan that can be applied. Make one: npm run plan -- ENVIRONMENT --out DIR (an offline plan cannot be applied)`,
      );
  const { success, data } = schema.safeParse(JSON.parse(fs.readFileSync(folder.binding, "utf8")));
  if (!success) throw new Error(`${folder.binding} was not written by npm run plan: plan again`);
  return data;
}

/** Why a saved plan is not to be applied: a sentence for each thing that is not as it was planned. */
export function refusals(planned: Binding, present: Present): string[] {
  const reasons: string[] = [];
  if (planned.environment !== present.environment)
    reasons.push(`the plan is of ${planned.environment}, not of ${present.environment}`);
  if (planned.planHash !== present.planHash || planned.jsonHash !== present.jsonHash)
    reasons.push("the saved plan is not the one that was reviewed: its checksum differs");
  if (planned.dirty) reasons.push("it was planned from sources that were not committed");
  else if (present.dirty) reasons.push("sources have changes that are not committed");
  if (planned.commit === undefined || present.commit === undefined)
    reasons.push("the sources are in no Git repository, so that nobody can tell what was planned");
  else if (planned.commit !== present.commit)
    reasons.push(
      `it was planned at commit ${planned.commit.slice(0, 12)}, and this is ${present.commit.slice(0, 12)}`,
    );
  const [was, is] = [planned.state, present.state];
  if (was?.lineage !== is?.lineage) reasons.push("the state is another one than it was planned against");
  else if (was?.serial !== is?.serial)
    reasons.push(`the state has changed since: its serial was ${was?.serial}, and is ${is?.serial}`);
  return reasons;
}

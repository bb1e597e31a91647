import * as fs from "node:fs";
import * as path from "node:path";
import type { PlanFile } from "../../plan/format";
import { review } from "../../review";
import type { DangerKind } from "../../review/types";
import { planned, type Planned } from "./planned";

// Changes that somebody has tried to get past a review, each the smallest plan that has it; and harmless ones.

interface Case {
  readonly title: string;
  readonly expected: "danger" | "none" | "masked";
  /** The only kind that counts. */
  readonly kind?: DangerKind;
  /** What no report may show. */
  readonly secret?: string;
  readonly resources: readonly Planned[];
  readonly plan?: Partial<PlanFile>;
}

const cases = JSON.parse(fs.readFileSync(path.join(__dirname, "dangers.json"), "utf8")) as readonly Case[];

test.each(cases.map((each) => [`${each.expected}: ${each.title}`, each] as const))(
  "%s",
  async (_, { expected, kind, secret, resources, plan }) => {
    const result = await review(planned(resources, plan), { title: "t", today: "2026-11-28" });
    const dangers = result.dangers.filter((each) => kind === undefined || each.kind === kind);
    if (secret !== undefined) expect(JSON.stringify(result)).not.toContain(secret);
    if (expected === "danger") expect(dangers.length).toBeGreaterThan(0);
    if (expected === "none") expect(dangers.map(({ what }) => what)).toEqual([]);
  },
);

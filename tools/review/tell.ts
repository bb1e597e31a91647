import { visible } from "../../review/render/text";
import type { Review } from "../../review/types";

/** The verdict, and where the rest is. */
export function tell({ title, verdict, dangers, cannotJudge, approvalProblems }: Review, out: string): void {
  // Whoever reads may have seen enough: `… | head`.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") throw new Error(`the output cannot be written: ${code}`);
  });
  const say = (line: string): void => console.log(visible(line));
  say(`${title}: ${verdict.words}`);
  for (const each of cannotJudge) say(`  cannot judge: ${each}`);
  for (const { kind, what, approval } of dangers)
    say(`  ${kind}: ${what}${approval.state === "missing" ? "" : ` (${approval.state})`}`);
  for (const each of approvalProblems) say(`  approval: ${each}`);
  say(`reports: ${out}`);
}

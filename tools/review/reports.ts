import * as fs from "node:fs";
import * as path from "node:path";
import { junit } from "../../review/render/junit";
import { markdown } from "../../review/render/markdown";
import { page } from "../../review/render/page";
import { sarif } from "../../review/render/sarif";
import type { Review } from "../../review/types";

/** Writes a review in every form: what may leave the machine, unlike the plan. */
export function writeReports(review: Review, folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text);
  write("review.json", `${JSON.stringify(review, null, 2)}\n`);
  write("review.md", markdown(review));
  write("review.html", page(review));
  write("review.sarif", sarif(review));
  write("review.junit.xml", junit(review));
}

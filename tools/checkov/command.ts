import { namesIn } from "../support/environments";
import { outdir, root, synthesizeAll } from "../support/project";
import { main } from "../support/steps";
import { checkov } from "./index";

/** `npm run checkov`: scans the plans of all environments, or of some, and compares with policy/suppressions.json. */
main(async () => {
  const all = synthesizeAll();
  const wrong: string[] = [];
  const names = namesIn(process.argv.slice(2), all, wrong);
  if (wrong.length > 0)
    throw new Error([...wrong, "", "usage: npm run checkov [-- ENVIRONMENT …]"].join("\n"));
  const environments = Object.keys(all).sort();
  const problems = await checkov({ outdir, names, environments, root, env: process.env, log: console.log });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  console.log("Every failure has a reason in policy/suppressions.json.");
});

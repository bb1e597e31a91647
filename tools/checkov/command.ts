import { outdir, root, synthesizeAll } from "../support/project";
import { main } from "../support/steps";
import { checkov } from "./index";

/** `npm run checkov`: scans the plans of all environments, or of some, and compares with policy/suppressions.json. */
main(async () => {
  const environments = Object.keys(synthesizeAll()).sort();
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !environments.includes(name));
  if (unknown.length > 0)
    throw new Error(
      `usage: npm run checkov [-- ENVIRONMENT …]\n(got ${unknown.join(" ")}; there are ${environments.join(", ")})`,
    );
  const names = wanted.length > 0 ? [...new Set(wanted)] : environments;
  const problems = await checkov({ outdir, names, environments, root, env: process.env, log: console.log });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  console.log("Every failure has a reason in policy/suppressions.json.");
});

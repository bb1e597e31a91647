import * as fs from "node:fs";
import * as path from "node:path";
import { readPlan } from "../../plan/read";
import { readGiven, userFolder } from "../support/given-file";
import { optionLines, readOptions } from "../support/options";
import { main } from "../support/steps";
import { reviewPlan } from "./index";
import { tell } from "./tell";

const OPTIONS = {
  root: { value: "DIR", help: "the root module that the plan was made in: its expressions are read, too" },
  out: { value: "DIR", help: "where the reports go. Default: the folder of the plan" },
  approvals: { value: "FILE", help: "approvals of dangers (YAML)" },
  title: { value: "NAME", help: "what the review is called. Default: the name of the plan's file" },
} as const;

const usage = (): string =>
  [
    "usage: npm run review -- plan.json [OPTION …]",
    "",
    ...optionLines(OPTIONS),
    "",
    "plan.json: terraform show -json PLAN-FILE > plan.json",
  ].join("\n");

/** `npm run review`: reviews the plan of any root module, of Terraform or OpenTofu. */
main(async () => {
  const { options, words, problems } = readOptions(OPTIONS, process.argv.slice(2));
  if (words.length === 0) problems.push("the plan is missing");
  if (words.length > 1) problems.push(`too many arguments: ${words.slice(1).join(" ")}`);
  const folder = userFolder();
  for (const name of ["root", "approvals"] as const)
    if (options[name] && !fs.existsSync(path.resolve(folder, options[name])))
      problems.push(`--${name}: ${options[name]} does not exist`);
  if (problems.length > 0) throw new Error([...problems, "", usage()].join("\n"));
  const file = words[0]!;
  const plan = readGiven(file, folder).toString("utf8");
  readPlan(plan);
  const out = path.resolve(folder, options.out ?? path.dirname(file));
  const review = await reviewPlan({
    plan,
    title: options.title ?? path.basename(file).replace(/\.json$/, ""),
    ...(options.root ? { root: path.resolve(folder, options.root) } : {}),
    ...(options.approvals ? { approvals: path.resolve(folder, options.approvals) } : {}),
    relativeTo: folder,
    out,
  });
  tell(review, out);
  process.exitCode = review.verdict.exitCode;
});

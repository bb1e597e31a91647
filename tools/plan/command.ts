import * as path from "node:path";
import { tell } from "../review/tell";
import { environmentIn } from "../support/environments";
import { userFolder } from "../support/given-file";
import { optionLines, readOptions } from "../support/options";
import { outdir, root, synthesizeAll } from "../support/project";
import { main } from "../support/steps";
import { planAndReview } from "./index";

const OPTIONS = {
  offline: { help: "without credentials and state: what it takes to create the environment" },
  out: { value: "DIR", help: "where plan and reports go. Default: .cache/plan/ENVIRONMENT" },
} as const;

const usage = (): string =>
  ["usage: npm run plan -- ENVIRONMENT [OPTION …]", "", ...optionLines(OPTIONS)].join("\n");

/** `npm run plan`: plans an environment, and reviews the plan. */
main(async () => {
  const { options, words, problems } = readOptions(OPTIONS, process.argv.slice(2));
  const environments = synthesizeAll();
  const environment = environmentIn(words, environments, problems)?.name;
  if (problems.length > 0 || environment === undefined)
    throw new Error([...problems, "", usage()].join("\n"));
  const out = options.out
    ? path.resolve(userFolder(), options.out)
    : path.join(root, ".cache", "plan", environment);
  const review = await planAndReview({ environment, offline: options.offline ?? false, out, outdir, root });
  tell(review, out);
  process.exitCode = review.verdict.exitCode;
});

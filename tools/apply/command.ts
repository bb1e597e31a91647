import * as path from "node:path";
import { tell } from "../review/tell";
import { environmentIn } from "../support/environments";
import { userFolder } from "../support/given-file";
import { optionLines, readOptions } from "../support/options";
import { outdir, root, synthesizeAll } from "../support/project";
import { main } from "../support/steps";
import { terraformEnvironment } from "../terraform";
import { applyReviewed } from "./index";

const OPTIONS = {
  plan: { value: "DIR", help: "what npm run plan has written" },
} as const;

const usage = (): string =>
  ["usage: npm run apply -- ENVIRONMENT --plan DIR", "", ...optionLines(OPTIONS)].join("\n");

/** `npm run apply`: applies exactly the plan that was reviewed, or refuses. */
main(async () => {
  const { options, words, problems } = readOptions(OPTIONS, process.argv.slice(2));
  const environment = environmentIn(words, synthesizeAll(), problems)?.name;
  if (options.plan === undefined) problems.push("--plan is missing");
  if (problems.length > 0 || environment === undefined || options.plan === undefined)
    throw new Error([...problems, "", usage()].join("\n"));
  const cwd = path.join(outdir, "envs", environment);
  const out = path.resolve(userFolder(), options.plan);
  const env = await terraformEnvironment({ linkInto: cwd });
  const review = await applyReviewed({ environment, outdir, root, out, env });
  tell(review, out);
});

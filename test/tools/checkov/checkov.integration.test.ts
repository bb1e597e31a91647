import * as fs from "node:fs";
import * as path from "node:path";
import { checkov } from "../../../tools/checkov";
import { outdir, root } from "../../../tools/support/project";

const environments = fs.readdirSync(path.join(outdir, "envs")).sort();

test("the plans of all environments were scanned, and each failure has a reason that is still needed and has not ended", async () => {
  const said: string[] = [];
  const problems = await checkov({
    outdir,
    names: environments,
    environments,
    root,
    env: process.env,
    log: (line) => void said.push(line),
  });
  expect(problems).toEqual([]);
  for (const name of environments)
    expect(said).toContainEqual(
      expect.stringMatching(new RegExp(`^envs/${name}: [1-9]\\d+ resources, [1-9]\\d+ checks passed`)),
    );
}, 900_000);

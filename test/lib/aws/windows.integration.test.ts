import * as fs from "node:fs";
import * as path from "node:path";
import { apartHcl, dailyHcl, weeklyHcl, windowLocals } from "../../../lib/aws/windows";
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../example";
import { windowPairs } from "./windows";

test("Terraform finds the same windows apart", async () => {
  const cwd = temporaryFolder();
  const pairs = windowPairs();
  const apart = `[for a in [${dailyHcl("pair[0]")}] : [for b in [${weeklyHcl("pair[1]")}] : ${apartHcl("a", "b")}][0]][0]`;
  fs.writeFileSync(
    path.join(cwd, "main.tf.json"),
    JSON.stringify({
      locals: { ...windowLocals, pairs },
      output: { wrong: { value: `\${[for pair in local.pairs : pair if pair[2] == ${apart}]}` } },
    }),
  );
  const env = await terraformEnvironment();
  await initTerraform({ cwd, env });
  await runTerraform(["apply", "-auto-approve"], { cwd, env });
  const { stdout } = await runTerraform(["output", "-json", "wrong"], { cwd, env });
  expect(JSON.parse(stdout)).toEqual([]);
  expect(pairs.length).toBeGreaterThan(2000);
}, 120_000);

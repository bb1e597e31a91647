import * as fs from "node:fs";
import * as path from "node:path";
import { renamesIn } from "../../../review/renames";
import { PlanModel } from "../../../plan/model";
import { readPlan } from "../../../plan/read";
import { verifyRenames } from "../../../tools/plan/verify-renames";
import { runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";

const folder = temporaryFolder();
const cwd = path.join(folder, "envs", "demo");
let env: NodeJS.ProcessEnv;

const write = (resources: object): void =>
  fs.writeFileSync(
    path.join(cwd, "main.tf.json"),
    JSON.stringify({ resource: { terraform_data: resources } }),
  );

beforeAll(async () => {
  env = await terraformEnvironment();
  fs.mkdirSync(cwd, { recursive: true });
  write({ old: { input: "files" }, other: { input: "other", triggers_replace: "1" } });
  await runTerraform(["init"], { cwd, env });
  await runTerraform(["apply", "-auto-approve"], { cwd, env });
}, 60_000);

test("a rename is verified by a second plan with its moved block, and one that would still replace is not", async () => {
  write({ new: { input: "files" }, another: { input: "other", triggers_replace: "2" } });
  await runTerraform(["plan", "-out=p.tfplan"], { cwd, env });
  const { stdout } = await runTerraform(["show", "-json", "p.tfplan"], { cwd, env });
  const renames = renamesIn(new PlanModel(readPlan(stdout).plan));
  expect(renames.map(({ from, to }) => [from, to])).toEqual([["terraform_data.old", "terraform_data.new"]]);
  const suspected = [...renames, { from: "terraform_data.other", to: "terraform_data.another" }];
  const before = fs.readdirSync(cwd).sort();
  expect(await verifyRenames(suspected, cwd, env)).toEqual([true, false]);
  expect(fs.readdirSync(cwd).sort()).toEqual(before);
  expect(fs.readdirSync(path.dirname(cwd))).toEqual(["demo"]);
}, 60_000);

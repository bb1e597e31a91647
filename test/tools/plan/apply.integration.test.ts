import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { applyReviewed } from "../../../tools/apply";
import { reviewAgain } from "../../../tools/plan";
import { readBinding } from "../../../tools/plan/binding";
import { planFolder } from "../../../tools/plan/folder";
import { planReal, stateOf } from "../../../tools/plan/real";
import { runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";

// A root module with Terraform's own resource: what is tested is the way from a plan to its apply.
const root = temporaryFolder();
const outdir = path.join(root, "terraform");
const cwd = path.join(outdir, "envs", "demo");
const out = path.join(root, ".cache", "plan");
let env: NodeJS.ProcessEnv;

const git = (...args: string[]): void => {
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.edu", ...args], {
    cwd: root,
    stdio: "ignore",
  });
};
const commit = (input: string): void => {
  fs.writeFileSync(
    path.join(cwd, "main.tf.json"),
    JSON.stringify({ resource: { terraform_data: { this: { input } } } }),
  );
  git("add", ".");
  git("commit", "-m", input);
};
const plan = () => planReal({ environment: "demo", cwd, root, env, out });
const apply = () => applyReviewed({ environment: "demo", outdir, root, out, env });
const applied = async (): Promise<unknown> =>
  JSON.parse((await runTerraform(["state", "pull"], { cwd, env })).stdout || "{}").resources?.[0]
    ?.instances[0].attributes.input.value;

beforeAll(async () => {
  env = await terraformEnvironment();
  fs.mkdirSync(cwd, { recursive: true });
  fs.writeFileSync(path.join(root, ".gitignore"), ".terraform/\n*.tfstate*\n.cache/\n.terraform.lock.hcl\n");
  execFileSync("git", ["init"], { cwd: root, stdio: "ignore" });
  commit("one");
}, 60_000);

test("a plan is applied as it was reviewed, once; its files are nobody else's to read", async () => {
  const { folder, binding } = await plan();
  expect(binding).toMatchObject({
    environment: "demo",
    dirty: false,
    commit: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
  for (const file of [folder.saved, folder.json, folder.binding])
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  const review = await apply();
  expect(review.verdict.exitCode).toBe(2);
  expect(review.bound).toMatchObject({ commit: binding.commit, offline: false });
  expect(fs.readdirSync(out).sort()).toEqual(
    expect.arrayContaining(["review.json", "review.md", "review.sarif"]),
  );
  expect(await applied()).toBe("one");
  // The state has moved on.
  await expect(apply()).rejects.toThrow(/is not applied:\n- the state (has changed|is another one)/);
}, 120_000);

test("it is refused after another commit, a change of the plan, a change of the state, and from sources that are not committed", async () => {
  commit("two");
  await plan();
  commit("three");
  await expect(apply()).rejects.toThrow(/- it was planned at commit/);

  const { folder } = await plan();
  const saved = fs.readFileSync(folder.saved);
  fs.writeFileSync(folder.saved, Buffer.concat([saved, Buffer.from(" ")]));
  await expect(apply()).rejects.toThrow(/- the saved plan is not the one that was reviewed/);
  fs.writeFileSync(folder.saved, saved);
  fs.appendFileSync(folder.json, " ");
  await expect(apply()).rejects.toThrow(/- the saved plan is not the one that was reviewed/);

  await plan();
  await runTerraform(["apply", "-auto-approve", "-var-file=/dev/null"], { cwd, env });
  await expect(apply()).rejects.toThrow(/- the state has changed since: its serial was \d+, and is \d+/);

  fs.appendFileSync(path.join(cwd, "main.tf.json"), "\n");
  await plan();
  await expect(apply()).rejects.toThrow(/- it was planned from sources that were not committed/);
  expect(await applied()).toBe("three");
  git("checkout", ".");
}, 180_000);

test("it is refused while a danger has no approval, and applied with one", async () => {
  const password = { resource: { terraform_data: { this: { input: { password: "long-and-in-clear" } } } } };
  fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(password));
  git("commit", "-am", "password");
  await plan();
  await expect(apply()).rejects.toThrow(/- its review says: not approved: 1 secret would stand in clear/);
  const folder = planFolder(out);
  const { dangers } = await reviewAgain(
    { environment: "demo", outdir, root, out },
    folder.json,
    readBinding(folder),
  );
  const entries = dangers.map(({ address, kind, accepts }) => ({
    address,
    kind,
    accepts,
    reason: "a password of a test only",
    until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  }));
  fs.mkdirSync(path.join(root, "approvals"));
  fs.writeFileSync(path.join(root, "approvals", "demo.yaml"), JSON.stringify(entries));
  const before = await stateOf(cwd, env);
  expect((await apply()).verdict).toEqual({ exitCode: 2, words: "approved: 1 secret would stand in clear" });
  expect((await stateOf(cwd, env))!.serial).toBeGreaterThan(before!.serial);
  expect(fs.readFileSync(path.join(out, "review.md"), "utf8")).not.toContain("long-and-in-clear");
}, 120_000);

import * as fs from "node:fs";
import * as path from "node:path";
import { runProgram } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { complete, golden, run } from "./command";

const project = path.resolve(__dirname, "../../..");
const timeout = 180_000;

/** A project whose only environment is the golden parameters' one. */
function importedProject(): string {
  const { text, error } = run(fs.readFileSync(golden, "utf8"));
  expect(error).toBe("");
  const root = temporaryFolder();
  for (const part of ["app", "lib", "modules", "node_modules"]) {
    fs.symlinkSync(path.join(project, part), path.join(root, part));
  }
  for (const file of ["main.ts", "tsconfig.json"])
    fs.copyFileSync(path.join(project, file), path.join(root, file));
  fs.mkdirSync(path.join(root, "envs"));
  fs.writeFileSync(path.join(root, "envs", "hospital.ts"), text);
  return root;
}

const node = (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env) =>
  runProgram(process.execPath, args, { cwd, env });

test(
  "the written file passes the type checker and synthesizes to a call of the redcap module",
  async () => {
    const root = importedProject();
    await node([path.join(project, "node_modules/typescript/bin/tsc"), "--noEmit"], root);
    const env = { ...process.env, CDKTF_OUTDIR: path.join(root, "terraform") };
    await node(["--import", "tsx", "main.ts"], root, env);
    const { module } = JSON.parse(
      fs.readFileSync(path.join(root, "terraform/envs/hospital/cdk.tf.json"), "utf8"),
    ) as { module: { redcap: Record<string, unknown> } };
    expect(module.redcap).toMatchObject({
      name: "example-redcap",
      domain: { name: "redcap.example.edu", zone: { id: "Z0123456789ABCDEFGHIJ" } },
      database: { instance_class: "db.t4g.medium" },
    });
  },
  timeout,
);

test(
  "the command reads the file from where the user stands, and prints the environment alone on stdout",
  async () => {
    const options = Object.entries(complete).map(([name, value]) => `--${name}=${value}`);
    const args = [
      "tools/run.mjs",
      "config-import/command",
      "redcap",
      "parameters.json",
      "--stdout",
      ...options,
    ];
    const { stdout, stderr } = await node(args, project, { ...process.env, INIT_CWD: __dirname });
    expect(stdout).toBe(run(fs.readFileSync(golden, "utf8")).text);
    expect(stderr).toContain("envs/hospital.ts is checked, and valid");
  },
  timeout,
);

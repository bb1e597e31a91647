import * as fs from "node:fs";
import * as path from "node:path";
import { runProgram } from "../../../tools/terraform";
import { configImport } from "../../../tools/config-import/index";
import { temporaryFolder } from "../../lib/example";
import { complete, golden, run } from "./command";

const project = path.resolve(__dirname, "../../..");
const timeout = 180_000;

/** A project whose only environment is envs/hospital.ts with this text. */
function projectOf(text: string): string {
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

/** The calls of applications in the root module that an environment's text makes, once the type checker has passed it. */
async function compiledAndSynthesized(text: string) {
  const root = projectOf(text);
  await node([path.join(project, "node_modules/typescript/bin/tsc"), "--noEmit"], root);
  const env = { ...process.env, CDKTF_OUTDIR: path.join(root, "terraform") };
  await node(["--import", "tsx", "main.ts"], root, env);
  const file = path.join(root, "terraform/envs/hospital/cdk.tf.json");
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { module: Record<string, Record<string, unknown>> })
    .module;
}

test(
  "the written file passes the type checker and synthesizes to a call of the redcap module",
  async () => {
    const { text, error } = run(fs.readFileSync(golden, "utf8"));
    expect(error).toBe("");
    const { redcap } = await compiledAndSynthesized(text);
    expect(redcap).toMatchObject({
      name: "example-redcap",
      domain: { name: "redcap-trial.example.edu", zone: { id: "Z0123456789ABCDEFGHIJ" } },
      database: { instance_class: "db.t4g.medium" },
    });
  },
  timeout,
);

test(
  "so does the one of Medplum's own file, with its values from outside",
  async () => {
    const root = temporaryFolder();
    fs.mkdirSync(path.join(root, "envs"));
    const external = { system: "aws_ssm_parameter_store", key: "/medplum/image", type: "string" };
    const example = fs.readFileSync(path.join(project, "envs/medplum-staging.config.json"), "utf8");
    const content = { ...(JSON.parse(example) as object), serverImage: external };
    fs.writeFileSync(path.join(root, "medplum.json"), JSON.stringify(content));
    const print = () => undefined;
    const surroundings = { root, folder: root, print, report: print };
    configImport(["medplum", "medplum.json", "--name", "hospital"], surroundings);
    const { medplum } = await compiledAndSynthesized(
      fs.readFileSync(path.join(root, "envs/hospital.ts"), "utf8"),
    );
    expect(medplum).toMatchObject({
      name: "medplum-staging",
      server: { image: "${nonsensitive(data.aws_ssm_parameter.medplum_image.value)}" },
      secret_values: "${var.medplum_secrets}",
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

import * as fs from "node:fs";
import * as path from "node:path";
import { runProgram } from "../../../tools/terraform";
import { configImport } from "../../../tools/config-import/index";
import { temporaryFolder } from "../../lib/example";
import { complete, golden, run } from "./command";

const project = path.resolve(__dirname, "../../..");
const timeout = 180_000;

/** A project with environments of these texts. */
function projectOf(texts: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  for (const part of ["app", "lib", "modules", "node_modules"]) {
    fs.symlinkSync(path.join(project, part), path.join(root, part));
  }
  for (const file of ["main.ts", "tsconfig.json"])
    fs.copyFileSync(path.join(project, file), path.join(root, file));
  fs.mkdirSync(path.join(root, "envs"));
  for (const [name, text] of Object.entries(texts))
    fs.writeFileSync(path.join(root, "envs", `${name}.ts`), text);
  return root;
}

const node = (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env) =>
  runProgram(process.execPath, args, { cwd, env });

/** What the command writes for Medplum's own file, with a value from outside. */
function fileOfMedplums(): string {
  const root = temporaryFolder();
  fs.mkdirSync(path.join(root, "envs"));
  const external = { system: "aws_ssm_parameter_store", key: "/medplum/image", type: "string" };
  const example = fs.readFileSync(path.join(project, "envs/medplum-staging.config.json"), "utf8");
  const content = { ...(JSON.parse(example) as object), serverImage: external };
  fs.writeFileSync(path.join(root, "medplum.json"), JSON.stringify(content));
  const print = () => undefined;
  const surroundings = { root, folder: root, print, report: print };
  configImport(["medplum", "medplum.json", "--name", "clinic"], surroundings);
  return fs.readFileSync(path.join(root, "envs/clinic.ts"), "utf8");
}

test(
  "the written files, REDCap's and Medplum's, pass the type checker and synthesize to calls of the modules",
  async () => {
    const { text, error } = run(fs.readFileSync(golden, "utf8"));
    expect(error).toBe("");
    const root = projectOf({ hospital: text, clinic: fileOfMedplums() });
    await node([path.join(project, "node_modules/typescript/bin/tsc"), "--noEmit"], root);
    const env = { ...process.env, CDKTF_OUTDIR: path.join(root, "terraform") };
    await node(["--import", "tsx", "main.ts"], root, env);
    const callOf = (name: string, application: string) => {
      const file = path.join(root, "terraform/envs", name, "cdk.tf.json");
      return (JSON.parse(fs.readFileSync(file, "utf8")) as { module: Record<string, object> }).module[
        application
      ];
    };
    expect(callOf("hospital", "redcap")).toMatchObject({
      name: "example-redcap",
      domain: { name: "redcap-trial.example.edu", zone: { id: "Z0123456789ABCDEFGHIJ" } },
      database: { instance_class: "db.t4g.medium" },
    });
    expect(callOf("clinic", "medplum")).toMatchObject({
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

import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { environment, environmentProblems, environmentWarnings } from "../../../app/environment";
import { medplumConfig } from "../../../app/medplum-config";
import { synthesize } from "../../../app/synthesize";
import prod from "../../../envs/prod";
import { temporaryFolder } from "../../lib/example";
import { staging, translated } from "./example";

const name = "medplum-staging.config.json";

test("a file is found in envs/, and is all that its environment needs", () => {
  const values = environment({ medplum: medplumConfig(name) });
  expect(environmentProblems("staging", values)).toEqual([]);
  expect(values).toMatchObject({ account: staging["accountNumber"], region: staging["region"] });
});

test("an environment's own settings go with the file's, and its tags over them", () => {
  const values = environment({
    account: "647991932601",
    profile: "hospital",
    tags: { Owner: "it@example.edu", "medplum:environment": "rehearsal" },
    medplum: medplumConfig(name),
  });
  expect(environmentProblems("staging", values)).toEqual([]);
  expect(values).toMatchObject({
    region: "us-east-1",
    profile: "hospital",
    tags: { Owner: "it@example.edu", "medplum:environment": "rehearsal" },
  });
});

test("the compiler knows what an environment without such a file has to say, and what may be added to one", () => {
  // @ts-expect-error -- account and region are in no file
  expect(environmentProblems("prod", environment({ redcap: prod.redcap }))).toHaveLength(2);
  // @ts-expect-error -- the address is text
  const values = environment({ medplum: medplumConfig(name, { mail: { supportEmail: 5 } }) });
  expect(environmentProblems("staging", values)).toEqual([
    "envs/staging: medplum.mail.supportEmail must be a string (got 5)",
  ]);
});

test("another account or region than the file's is a problem", () => {
  const values = environment({ account: "111122223333", region: "us-west-2", medplum: medplumConfig(name) });
  expect(environmentProblems("staging", values)).toEqual([
    `envs/staging: account must be 647991932601, as ${name} says (got 111122223333)`,
    `envs/staging: region must be us-east-1, as ${name} says (got us-west-2)`,
  ]);
});

test("what is wrong with the file comes with what is wrong with the environment", () => {
  const { environment: values } = translated({ rdsInstances: 0, apiPort: 80 }, { logRetentionDays: 31 });
  expect(environmentProblems("prod", { ...values, profile: "" })).toEqual([
    "medplum.json: rdsInstances must be a whole number from 1 to 16: a writer, and up to 15 readers (got 0)",
    'envs/prod: profile must have at least 1 character (got "")',
    "medplum.json: apiPort must be at least 1024 (got 80)",
    expect.stringMatching(/^envs\/prod: medplum\.logRetentionDays must be one of .* \(got 31\)$/),
  ]);
});

test("a file that cannot be read is one problem, not all that it lacks", () => {
  const values = environment({ medplum: medplumConfig("medplum.gone.json") });
  expect(environmentProblems("prod", values)).toEqual(["medplum.gone.json cannot be read: ENOENT"]);
});

test("so is one that is not JSON", () => {
  const file = path.join(temporaryFolder(), "medplum.json");
  fs.writeFileSync(file, "{");
  const [problem, ...others] = environmentProblems("prod", environment({ medplum: medplumConfig(file) }));
  expect(problem).toMatch(/medplum\.json:1:2: not JSON: expected a key in double quotes/);
  expect(others).toEqual([]);
});

test("synth prints the warnings, and none of the notes", async () => {
  const env = { ...process.env, CDKTF_OUTDIR: temporaryFolder() };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: path.resolve(__dirname, "../../.."),
    env,
    timeout: 60_000,
  });
  expect(stdout).toBe("");
  const lines = stderr.trim().split("\n");
  expect(lines).toEqual(
    environmentWarnings({ "medplum-staging": environment({ medplum: medplumConfig(name) }) }),
  );
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(
    /^envs\/medplum-staging: warning: medplum-staging\.config\.json: serverMemory: with 512 MiB the server runs out of memory/,
  );
}, 90_000);

test("secrets of the file's key pair are a variable of the root module, and Parameter Store is read by it", () => {
  const outdir = temporaryFolder();
  const { environment: prod } = translated({
    serverImage: "medplum/medplum-server:5.1.12",
    serverMemory: 2048,
    serverCpu: 1024,
    clamscanEnabled: false,
    apiSslCertArn: { system: "aws_ssm_parameter_store", key: "/medplum/certificate", type: "string" },
  });
  synthesize({ modules: [], environments: { prod }, outdir });
  const root = JSON.parse(fs.readFileSync(path.join(outdir, "envs/prod/cdk.tf.json"), "utf8")) as Record<
    string,
    object
  >;
  expect(root["variable"]).toMatchObject({ medplum_secrets: { ephemeral: true } });
  expect(root["data"]).toEqual({
    aws_ssm_parameter: { medplum_certificate: { name: "/medplum/certificate" } },
  });
  expect(root["module"]).toMatchObject({
    medplum: {
      secret_values: "${var.medplum_secrets}",
      api: {
        existing_certificate: { arn: "${nonsensitive(data.aws_ssm_parameter.medplum_certificate.value)}" },
      },
    },
  });
});

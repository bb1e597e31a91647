import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { AppConfig } from "../../../modules/app-config";
import { initTerraform, runTerraform } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { cloudOf } from "../../iam/cloud";
import { callJson } from "../../tools/local-cloud/aws-call";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import * as cases from "./cases";

checkedByTerraform(AppConfig, cases);

interface Change {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

interface Plan {
  readonly resource_changes: readonly Change[];
  readonly output_changes: Readonly<Record<string, { after: unknown; after_unknown: boolean }>>;
}

describe("in the local cloud", () => {
  const folder = temporaryFolder();
  const cwd = path.join(folder, "root");
  const environment = inLocalCloud();
  let secrets: Readonly<Record<string, string>> = { signingKey: "the operator's own" };
  const terraform = (args: readonly string[], allowedExitCodes = [0]) =>
    runTerraform(args, {
      cwd,
      env: { ...environment(), TF_VAR_secrets: JSON.stringify(secrets) },
      allowedExitCodes,
    });

  /** The root with these inputs. */
  function write(inputs: object): void {
    const config = {
      source: "../modules/app-config",
      path: "/app/prod/",
      kms_key_arn: "${aws_kms_key.this.arn}",
      secret_values: "${var.secrets}",
      ...inputs,
    };
    const root = {
      provider: { aws: { region: "us-east-1", max_retries: 5 } },
      variable: { secrets: { type: "map(string)", ephemeral: true } },
      resource: { aws_kms_key: { this: {}, other: {} }, aws_sns_topic: { this: { name: "topic" } } },
      locals: { password: '${sensitive("hunter2")}' },
      module: { config },
      output: { fingerprint: { value: "${module.config.fingerprint}" } },
    };
    fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
  }

  /** What a plan would change, and its fingerprint; undefined as long as that is unknown. */
  async function planned() {
    await terraform(["plan", "-out=plan"]);
    const plan = JSON.parse((await terraform(["show", "-json", "plan"])).stdout) as Plan;
    return {
      changed: plan.resource_changes
        .filter(({ change }) => change.actions.join() !== "no-op")
        .map(({ address, change }) => `${change.actions.join()} ${address.replace("module.config.", "")}`),
      fingerprint: plan.output_changes["fingerprint"]?.after as string | undefined,
    };
  }

  /** A parameter's decrypted value. */
  async function read(Name: string): Promise<string> {
    const { stdout } = await terraform(["output", "-json"]).catch(() => ({ stdout: "{}" }));
    expect(JSON.parse(stdout)).toHaveProperty("fingerprint");
    const { url } = cloudOf(environment());
    const { body } = await callJson(url, "ssm", "AmazonSSM.GetParameter", { Name, WithDecryption: true });
    return (JSON.parse(body) as { Parameter: { Value: string } }).Parameter.Value;
  }

  const settings = {
    values: {
      baseUrl: "https://app.example.edu/",
      long: "x".repeat(5000),
      topic: "${aws_sns_topic.this.arn}",
    },
    secrets: { signingKey: {} },
    generated_secrets: { adminPassword: { length: 32 } },
  };

  beforeAll(async () => {
    fs.mkdirSync(cwd);
    writeModule(AppConfig.definition as unknown as ModuleDefinition, folder);
    write(settings);
    await initTerraform({ cwd, env: environment() });
    await terraform(["apply", "-auto-approve"]);
  }, 300_000);

  test("everything is written, a second plan is empty, and the state holds no secret", async () => {
    expect(await read("/app/prod/baseUrl")).toBe("https://app.example.edu/");
    expect(await read("/app/prod/topic")).toMatch(/^arn:aws:sns:us-east-1:\d{12}:topic$/);
    expect(await read("/app/prod/long")).toHaveLength(5000);
    expect(await read("/app/prod/signingKey")).toBe("the operator's own");
    const generated = await read("/app/prod/adminPassword");
    expect(generated).toMatch(/^[A-Za-z0-9]{32}$/);
    await terraform(["plan", "-detailed-exitcode"]);
    const state = fs.readFileSync(path.join(cwd, "terraform.tfstate"), "utf8");
    expect(state).toContain("https://app.example.edu/");
    expect(state).not.toContain("the operator's own");
    expect(state).not.toContain(generated);
  }, 120_000);

  test("a changed value is written alone, and the plan shows the new fingerprint", async () => {
    const before = (await terraform(["output", "-raw", "fingerprint"])).stdout;
    write({ ...settings, values: { ...settings.values, baseUrl: "https://new.example.edu/" } });
    const { changed, fingerprint } = await planned();
    expect(changed).toEqual(['update aws_ssm_parameter.value["baseUrl"]']);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint).not.toBe(before);
    await terraform(["apply", "plan"]);
    expect(await read("/app/prod/baseUrl")).toBe("https://new.example.edu/");
    write(settings);
    await terraform(["apply", "-auto-approve"]);
  }, 120_000);

  test("a secret is written again with a new generation, and only then", async () => {
    const generated = await read("/app/prod/adminPassword");
    secrets = { signingKey: "a new one" };
    await terraform(["plan", "-detailed-exitcode"]);
    write({
      ...settings,
      secrets: { signingKey: { generation: 2 } },
      generated_secrets: { adminPassword: { length: 32, generation: 2 } },
    });
    const { changed, fingerprint } = await planned();
    expect(changed.sort()).toEqual([
      'update aws_ssm_parameter.generated["adminPassword"]',
      'update aws_ssm_parameter.secret["signingKey"]',
    ]);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    await terraform(["apply", "plan"]);
    expect(await read("/app/prod/signingKey")).toBe("a new one");
    expect(await read("/app/prod/adminPassword")).not.toBe(generated);
    await terraform(["plan", "-detailed-exitcode"]);
  }, 120_000);

  test("another length alone changes neither a generated secret nor the fingerprint", async () => {
    const generated_secrets = { adminPassword: { length: 50, generation: 2 } };
    write({ ...settings, secrets: { signingKey: { generation: 2 } }, generated_secrets });
    await terraform(["plan", "-detailed-exitcode"]);
  }, 120_000);

  test("another KMS key writes the secrets again, with it and never empty, and changes the fingerprint", async () => {
    const before = (await terraform(["output", "-raw", "fingerprint"])).stdout;
    const generated = await read("/app/prod/adminPassword");
    write({
      ...settings,
      secrets: { signingKey: { generation: 2 } },
      generated_secrets: { adminPassword: { length: 32, generation: 2 } },
      kms_key_arn: "${aws_kms_key.other.arn}",
    });
    const { changed, fingerprint } = await planned();
    expect(changed.sort()).toEqual([
      'update aws_ssm_parameter.generated["adminPassword"]',
      'update aws_ssm_parameter.secret["signingKey"]',
    ]);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint).not.toBe(before);
    await terraform(["apply", "plan"]);
    expect(await read("/app/prod/signingKey")).toBe("a new one");
    expect(await read("/app/prod/adminPassword")).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(await read("/app/prod/adminPassword")).not.toBe(generated);
    await terraform(["plan", "-detailed-exitcode"]);
  }, 120_000);

  test("a sensitive plain value is refused", async () => {
    write({ ...settings, values: { ...settings.values, password: "${local.password}" } });
    const { stderr } = await terraform(["plan"], [1]);
    expect(stderr.replace(/\s+/g, " ")).toContain(
      "values must not be sensitive: a plain value can be read in plans",
    );
  }, 120_000);
});

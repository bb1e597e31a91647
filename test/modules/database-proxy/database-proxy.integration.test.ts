import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { DatabaseProxy } from "../../../modules/database-proxy";
import { initTerraform, runTerraform } from "../../../tools/terraform";
import { askJson, cloudOf } from "../../iam/cloud";
import { temporaryFolder } from "../../lib/example";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { linesOf, plannedChanges } from "../planned-changes";
import * as cases from "./cases";

checkedByTerraform(DatabaseProxy, cases);

/** The user's secret, in a module whose ARN waits for the value, as database and others have it. */
const user = {
  variable: { key: {}, password: { ephemeral: true }, password_version: {} },
  resource: {
    aws_secretsmanager_secret: {
      this: { name: "owner", kms_key_id: "${var.key}", recovery_window_in_days: 0 },
    },
    aws_secretsmanager_secret_version: {
      value: {
        secret_id: "${aws_secretsmanager_secret.this.id}",
        secret_string_wo: '${jsonencode({ username = "owner", password = var.password })}',
        secret_string_wo_version: "${var.password_version}",
      },
    },
  },
  output: {
    arn: {
      value: "${aws_secretsmanager_secret.this.arn}",
      depends_on: ["aws_secretsmanager_secret_version.value"],
    },
  },
};

/** A cluster whose user's password the root's variable holds. */
const surroundings = {
  provider: { aws: { region: "us-east-1", max_retries: 5 } },
  variable: {
    password: { type: "string", ephemeral: true },
    password_version: { type: "number", default: 1 },
  },
  resource: {
    aws_kms_key: { this: {} },
    aws_vpc: { this: { cidr_block: "10.9.0.0/16" } },
    aws_subnet: Object.fromEntries(
      ["a", "b"].map((zone, i) => [
        zone,
        {
          vpc_id: "${aws_vpc.this.id}",
          cidr_block: `10.9.${i}.0/24`,
          availability_zone: `us-east-1${zone}`,
        },
      ]),
    ),
    aws_security_group: Object.fromEntries(
      ["app", "reports", "database"].map((name) => [name, { name, vpc_id: "${aws_vpc.this.id}" }]),
    ),
    aws_rds_cluster: {
      this: {
        cluster_identifier: "records",
        engine: "aurora-postgresql",
        engine_version: "17.7",
        master_username: "owner",
        master_password_wo: "${var.password}",
        master_password_wo_version: "${var.password_version}",
        skip_final_snapshot: true,
      },
    },
  },
};

const inputs = {
  name: "records",
  engine: "aurora-postgresql",
  cluster_identifier: "${aws_rds_cluster.this.cluster_identifier}",
  database_security_group_id: "${aws_security_group.database.id}",
  vpc_id: "${aws_vpc.this.id}",
  subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"],
  clients: { app: "${aws_security_group.app.id}" },
  secret_arns: { owner: "${module.user.arn}" },
  secrets_kms_key_arn: "${aws_kms_key.this.arn}",
  kms_key_arn: "${aws_kms_key.this.arn}",
};

const connectionSecret = {
  credentials: "owner",
  database_name: "records",
  fingerprint: "password ${var.password_version}",
  recovery_window_days: 0,
};

interface Outputs {
  readonly writer: string;
  readonly reader: string | null;
  readonly secrets: Readonly<Record<string, string>>;
  readonly fingerprint: string | null;
}

describe("in the local cloud", () => {
  const folder = temporaryFolder();
  const cwd = path.join(folder, "root");
  const environment = inLocalCloud();
  let password = "FirstPassword0123456789";
  let version = 1;
  const terraform = (args: readonly string[], allowedExitCodes = [0]) =>
    runTerraform(args, {
      cwd,
      env: { ...environment(), TF_VAR_password: password, TF_VAR_password_version: String(version) },
      allowedExitCodes,
    });

  function write(more: object): void {
    const output = {
      writer: { value: "${module.proxy.endpoint}" },
      reader: { value: "${module.proxy.reader_endpoint}" },
      secrets: { value: "${module.proxy.connection_secret_arns}" },
      fingerprint: { value: "${module.proxy.connection_secret_fingerprint}" },
    };
    const owner = {
      source: "../modules/user",
      key: "${aws_kms_key.this.arn}",
      password: "${var.password}",
      password_version: "${var.password_version}",
    };
    const proxy = { source: "../modules/database-proxy", ...inputs, ...more };
    fs.writeFileSync(
      path.join(cwd, "main.tf.json"),
      JSON.stringify({ ...surroundings, module: { proxy, user: owner }, output }),
    );
  }

  /** What a plan would change in the module. */
  async function changes(): Promise<string[]> {
    const { changes: all } = await plannedChanges((...args) => terraform(args));
    const own = Object.entries(all).filter(([address]) => address.startsWith("module.proxy."));
    return linesOf(Object.fromEntries(own), "module.proxy");
  }

  async function outputs(): Promise<Outputs> {
    const { stdout } = await terraform(["output", "-json"]);
    const values = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value])) as never;
  }

  async function secret(SecretId: string): Promise<unknown> {
    const { SecretString } = await askJson(cloudOf(environment()), "secretsmanager.GetSecretValue", {
      SecretId,
    });
    return JSON.parse(SecretString as string) as unknown;
  }

  // The provider sends no empty query and no empty list of filters, so that it cannot take them back.
  const pool = {
    connection_pool: {
      max_connections_percent: 60,
      max_idle_connections_percent: 0,
      init_query: "SET extra_float_digits = 3",
      exclude_variable_sets: true,
    },
  };
  const everything = { reader_endpoint: {}, connection_secret: connectionSecret };

  beforeAll(async () => {
    fs.mkdirSync(cwd);
    writeModule(DatabaseProxy.definition as unknown as ModuleDefinition, folder);
    fs.mkdirSync(path.join(folder, "modules/user"));
    fs.writeFileSync(path.join(folder, "modules/user/main.tf.json"), JSON.stringify(user));
    write(everything);
    await initTerraform({ cwd, env: environment() });
    await terraform(["apply", "-auto-approve"]);
  }, 300_000);

  test("a second plan is empty, and neither the password nor a connection secret is in the state", async () => {
    await terraform(["plan", "-detailed-exitcode"]);
    const state = fs.readFileSync(path.join(cwd, "terraform.tfstate"), "utf8");
    expect(state).toContain("aws_db_proxy_endpoint");
    expect(state).not.toContain(password);
  }, 120_000);

  test("each endpoint has a secret with all that a client needs", async () => {
    const { writer, reader, secrets } = await outputs();
    expect(writer).toMatch(/^records\..*\.rds\.amazonaws\.com$/);
    expect(reader).toMatch(/^records-reader\..*\.rds\.amazonaws\.com$/);
    const connection = {
      port: 5432,
      dbname: "records",
      username: "owner",
      password,
      ssl: { require: true },
    };
    expect(await secret(secrets["writer"]!)).toEqual({ ...connection, host: writer });
    expect(await secret(secrets["reader"]!)).toEqual({ ...connection, host: reader });
  }, 120_000);

  test("a new password is copied with a new fingerprint, and nothing else changes", async () => {
    const before = await outputs();
    [password, version] = ["SecondPassword012345678", 2];
    const replaced = ["reader", "writer"].map(
      (role) => `aws_secretsmanager_secret_version.connection_value["${role}"]`,
    );
    const changed = await changes();
    expect(changed.map((change) => change.replace(/^\S+ /, ""))).toEqual(replaced);
    await terraform(["apply", "plan"]);
    const after = await outputs();
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(await secret(after.secrets["writer"]!)).toMatchObject({ password });
    await terraform(["plan", "-detailed-exitcode"]);
  }, 180_000);

  test("settings change in place, and a client is one rule", async () => {
    write({
      ...everything,
      clients: { app: "${aws_security_group.app.id}", reports: "${aws_security_group.reports.id}" },
      idle_client_timeout_seconds: 600,
      ...pool,
    });
    expect(await changes()).toEqual([
      'create aws_vpc_security_group_ingress_rule.client["reports"]',
      "update aws_db_proxy.this",
      "update aws_db_proxy_default_target_group.pool",
    ]);
    await terraform(["apply", "plan"]);
    await terraform(["plan", "-detailed-exitcode"]);
  }, 180_000);

  test("without readers and connection secrets those are gone, and the rest stays", async () => {
    write(pool);
    const changed = await changes();
    expect(changed.filter((change) => change.startsWith("delete"))).toEqual([
      "delete aws_db_proxy_endpoint.reader[0]",
      'delete aws_secretsmanager_secret.connection["reader"]',
      'delete aws_secretsmanager_secret.connection["writer"]',
      'delete aws_secretsmanager_secret_version.connection_value["reader"]',
      'delete aws_secretsmanager_secret_version.connection_value["writer"]',
      'delete aws_vpc_security_group_ingress_rule.client["reports"]',
    ]);
    await terraform(["apply", "plan"]);
    expect(await outputs()).toMatchObject({ secrets: {} });
    await terraform(["plan", "-detailed-exitcode"]);
    await terraform(["destroy", "-auto-approve"]);
  }, 240_000);
});

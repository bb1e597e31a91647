import { Database } from "../../../modules/database";
import {
  defaultVersions,
  engines,
  engineVersions,
  reviewed,
  reviewedVersion,
  versionsOf,
} from "../../../modules/database/engine-versions";
import { synthesize } from "../synthesis";
import { checkedAtSynth } from "../inputs";
import * as cases from "./cases";
import { good } from "./cases";

const { resource, output, locals } = synthesize(Database);
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(Database, cases);

test("all problems are named at once, each with what was given", () => {
  const problems = Database.problems(
    { ...good, instanceClas: "db.t4g.medium", backupRetentionDays: 40, subnetIds: [] },
    "db.",
  );
  expect(problems).toEqual([
    expect.stringMatching(/^db\.instanceClas is not an input; did you mean instanceClass\?/),
    expect.stringMatching(/^db\.subnetIds must be at least 2 subnets.*\(got \[\]\)$/),
    expect.stringMatching(/^db\.backupRetentionDays must be at most 35 \(got 40\)$/),
  ]);
});

describe("the list of engine versions", () => {
  test("holds only versions that were supported on the day of its review, with well-formed dates", () => {
    for (const { version, supportedUntil } of engineVersions) {
      expect([version, new Date(supportedUntil).toISOString().slice(0, 10)]).toEqual([
        version,
        supportedUntil,
      ]);
      expect([version, supportedUntil > reviewed.on]).toEqual([version, true]);
    }
  });

  test.each(engines)("the default of %s is a long-term support version of the list", (engine) => {
    const entry = engineVersions.find(({ version }) => version === defaultVersions[engine]);
    expect(entry).toMatchObject({ engine, lts: true });
    expect(versionsOf(engine)).toContain(entry!.version);
  });
});

describe("the reviewed version that a cluster goes to", () => {
  test.each(engineVersions.map(({ version }) => version))("%s is one, and stays", (version) => {
    expect(reviewedVersion(version)).toBe(version);
  });

  test.each([
    ["16.4", "16.8"],
    ["16.9", "16.14"],
    ["15.4", "15.10"],
    ["17.4", "17.7"],
    ["18.1", "18.4"],
    ["8.0.mysql_aurora.3.08.2", "8.0.mysql_aurora.3.10.4"],
    ["8.0.mysql_aurora.3.11.1", "8.0.mysql_aurora.3.12.0"],
    ["8.4.mysql_aurora.8.4.6", "8.4.mysql_aurora.8.4.7"],
  ])("%s goes to %s, the nearest newer one of its major version", (from, to) => {
    expect(reviewedVersion(from)).toBe(to);
  });

  test.each(["15.14", "16.99", "12.9", "5.7.mysql_aurora.2.12.4", "16", "17.x", "latest", "", "16.9 "])(
    "%j goes to none: nothing newer of its major version, or no exact version",
    (version) => {
      expect(reviewedVersion(version)).toBeUndefined();
    },
  );
});

describe("security", () => {
  const cluster = block("aws_rds_cluster", "this");

  test("everything at rest is encrypted with the caller's key", () => {
    expect(cluster).toMatchObject({
      storage_encrypted: true,
      kms_key_id: "${var.kms_key_arn}",
      master_user_secret_kms_key_id: "${var.fixed_master_password != null ? null : var.kms_key_arn}",
    });
    for (const name of ["password", "connection"])
      expect(block("aws_secretsmanager_secret", name)).toMatchObject({ kms_key_id: "${var.kms_key_arn}" });
    expect(block("aws_cloudwatch_log_group", "log")).toMatchObject({
      kms_key_id: "${coalesce(var.log_kms_key_arn, var.kms_key_arn)}",
    });
    for (const name of ["writer", "reader"]) {
      expect(block("aws_rds_cluster_instance", name)["performance_insights_kms_key_id"]).toContain(
        "var.kms_key_arn",
      );
    }
  });

  test("the master password is RDS's, or a write-only argument that comes back from a secret; no output holds it", () => {
    expect(cluster["manage_master_user_password"]).toBe("${var.fixed_master_password != null ? null : true}");
    expect(cluster["master_password_wo"]).toBe(
      "${one(ephemeral.aws_secretsmanager_secret_version.password[*].secret_string)}",
    );
    const passwords = Object.keys(cluster).filter((key) => key.includes("password"));
    expect(passwords.sort()).toEqual([
      "manage_master_user_password",
      "master_password_wo",
      "master_password_wo_version",
    ]);
    expect(output["master_user_secret_arn"]!.value).toContain("secret_arn");
    expect(Object.values(output).filter(({ value }) => JSON.stringify(value).includes("ephemeral."))).toEqual(
      [],
    );
  });

  test("TLS is merged last into the cluster's parameters, over whatever a caller gives", () => {
    const dynamic = block("aws_rds_cluster_parameter_group", "cluster")["dynamic"] as {
      parameter: [{ for_each: string }];
    };
    expect(dynamic.parameter[0].for_each).toBe(
      "${merge(local.audit_parameters[var.engine], local.parameters, local.tls_parameters[var.engine])}",
    );
    expect(locals["tls_parameters"]).toEqual({
      "aurora-mysql": {
        require_secure_transport: { value: "ON", apply_method: "immediate" },
        tls_version: { value: "TLSv1.2,TLSv1.3", apply_method: "pending-reboot" },
      },
      "aurora-postgresql": {
        "rds.force_ssl": { value: "1", apply_method: "immediate" },
        ssl_min_protocol_version: { value: "TLSv1.2", apply_method: "immediate" },
      },
    });
  });

  test("the database opens no connections, and each client has a rule of its own", () => {
    expect(Object.keys(block("aws_security_group", "access"))).not.toContain("egress");
    expect(Object.keys(resource)).not.toContain("aws_vpc_security_group_egress_rule");
    expect(block("aws_vpc_security_group_ingress_rule", "client")).toMatchObject({
      for_each: "${var.clients}",
      referenced_security_group_id: "${each.value}",
    });
  });

  test("no instance is public", () => {
    for (const name of ["writer", "reader"]) {
      expect(block("aws_rds_cluster_instance", name)["publicly_accessible"]).toBe(false);
    }
  });
});

test("nothing that is only read at creation can replace the cluster later", () => {
  const { ignore_changes } = block("aws_rds_cluster", "this")["lifecycle"] as { ignore_changes: string[] };
  expect(ignore_changes).toEqual([
    "snapshot_identifier",
    "database_name",
    "master_username",
    "engine_lifecycle_support",
    "final_snapshot_identifier",
  ]);
});

test("clients get the endpoints once the database serves and lets them in", () => {
  const until = (name: string) => (output[name] as unknown as { depends_on?: string[] }).depends_on;
  const serving = ["aws_rds_cluster_instance.writer", "aws_vpc_security_group_ingress_rule.client"];
  expect(until("endpoint")).toEqual(serving);
  expect(until("master_user_secret_arn")).toEqual(serving);
  // While there is no reader, its name leads to the writer.
  expect(until("reader_endpoint")).toEqual(serving);
  // Whoever takes this waits for the writer itself.
  expect(until("before_writer")).toEqual(["aws_vpc_security_group_ingress_rule.client"]);
  // The clients' groups may need these.
  expect(until("security_group_id")).toBeUndefined();
  expect(until("port")).toBeUndefined();
});

test("the name of its IAM role holds the region and fits IAM, however long the cluster's is", () => {
  const name = String(block("aws_iam_role", "monitoring")["name"]);
  expect(name).toBe("${var.name}-${terraform_data.here.input.region}-metrics");
  const longest = name.replace("${var.name}", "x".repeat(40)).replace(/\$\{.*?\}/, "us-isof-south-1");
  expect(longest.length).toBeLessThanOrEqual(64);
});

test("the log groups are there before RDS would make them", () => {
  expect(block("aws_rds_cluster", "this")["enabled_cloudwatch_logs_exports"]).toContain(
    "aws_cloudwatch_log_group.log",
  );
});

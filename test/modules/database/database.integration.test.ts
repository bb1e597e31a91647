import * as path from "node:path";
import { Database } from "../../../modules/database";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { checkedByTerraform } from "../inputs";
import { planCalls, type Planned } from "../synthesis";
import * as cases from "./cases";

const { good } = cases;

describe("a plan", () => {
  const directory = path.join(temporaryFolder(), "cloud");
  let planned: Record<string, Map<string, Planned>>;

  beforeAll(async () => {
    await startLocalCloud({ directory });
    const env = await terraformEnvironment({
      env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" },
    });
    const mysql = {
      name: "demo",
      engine: "aurora-mysql",
      database_name: "demo",
      vpc_id: good["vpcId"],
      subnet_ids: good["subnetIds"],
      clients: { app: "sg-0123456789abcdef0" },
      kms_key_arn: good["kmsKeyArn"],
    };
    const two = { two: {} };
    planned = await planCalls(
      Database,
      {
        alone: mysql,
        reader: { ...mysql, readers: two },
        readers: {
          ...mysql,
          readers: { a: { instance_class: "db.r6g.large", availability_zone: "us-east-1b" }, ...two },
        },
        clients: { ...mysql, clients: { app: "sg-0123456789abcdef0", builder: "sg-0123456789abcdef1" } },
        serverless: { ...mysql, serverless_v2_scaling: { min_capacity: 0.5, max_capacity: 4 }, readers: two },
        postgres: {
          ...mysql,
          engine: "aurora-postgresql",
          database_name: "records",
          log_types: ["postgresql", "instance"],
          parameters: { work_mem: { value: "65536", apply_method: "immediate" } },
        },
        libraries: {
          ...mysql,
          engine: "aurora-postgresql",
          database_name: "records",
          unreviewed_engine_version: { version: "16.9", reason: "The original stack runs it" },
          reader_instance_class: "db.r6g.xlarge",
          readers: { ...two, large: { instance_class: "db.r6g.2xlarge" } },
          parameters: {
            shared_preload_libraries: { value: "pg_cron, pgaudit" },
            statement_timeout: { value: "60000", apply_method: "immediate" },
            default_transaction_isolation: { value: "repeatable read", apply_method: "immediate" },
          },
        },
        bare: {
          ...mysql,
          performance_insights: "off",
          monitoring_interval_seconds: 0,
          skip_final_snapshot: true,
        },
        extended: { ...mysql, extended_support: true, storage_type: "aurora-iopt1" },
      },
      { env },
    );
  }, 300_000);
  afterAll(() => stopLocalCloud({ directory }), 300_000);

  const of = (call: string, address: string) => planned[call]!.get(address)?.values;
  const parameters = (call: string, address: string) =>
    Object.fromEntries(
      (of(call, address)!["parameter"] as { name: string; value: string }[]).map(({ name, value }) => [
        name,
        value,
      ]),
    );

  test.each([
    ["alone", "reader", ['aws_rds_cluster_instance.reader["two"]']],
    ["reader", "readers", ['aws_rds_cluster_instance.reader["a"]']],
    ["alone", "clients", ['aws_vpc_security_group_ingress_rule.client["builder"]']],
  ])("from %s to %s, every other address stays as it is", (before, after, added) => {
    for (const [address, { values }] of planned[before]!)
      expect([address, of(after, address)]).toEqual([address, values]);
    expect([...planned[after]!.keys()].filter((address) => !planned[before]!.has(address))).toEqual(added);
  });

  test("MySQL: the long-term support version, TLS, audit, its port and its logs", () => {
    expect(of("alone", "aws_rds_cluster.this")).toMatchObject({
      engine_version: "8.0.mysql_aurora.3.10.5",
      port: 3306,
      deletion_protection: true,
      skip_final_snapshot: false,
      delete_automated_backups: false,
      backup_retention_period: 35,
      enabled_cloudwatch_logs_exports: ["audit", "error", "slowquery"],
    });
    expect(of("alone", "aws_rds_cluster_parameter_group.cluster")).toMatchObject({
      family: "aurora-mysql8.0",
      name_prefix: "demo-aurora-mysql8-0-",
    });
    expect(parameters("alone", "aws_rds_cluster_parameter_group.cluster")).toEqual({
      require_secure_transport: "ON",
      tls_version: "TLSv1.2,TLSv1.3",
      server_audit_logging: "1",
      server_audit_events: "CONNECT,QUERY_DCL,QUERY_DDL",
      server_audit_excl_users: "rdsadmin",
    });
    expect(of("alone", 'aws_cloudwatch_log_group.log["audit"]')).toMatchObject({
      name: "/aws/rds/cluster/demo/audit",
      retention_in_days: 2192,
    });
    expect(of("alone", 'aws_cloudwatch_log_group.log["error"]')).toMatchObject({ retention_in_days: 90 });
  });

  test("PostgreSQL behind the same interface", () => {
    expect(of("postgres", "aws_rds_cluster.this")).toMatchObject({
      engine_version: "17.7",
      port: 5432,
      enabled_cloudwatch_logs_exports: ["instance", "postgresql"],
    });
    expect(of("postgres", "aws_rds_cluster_parameter_group.cluster")).toMatchObject({
      family: "aurora-postgresql17",
      name_prefix: "demo-aurora-postgresql17-",
    });
    expect(parameters("postgres", "aws_rds_cluster_parameter_group.cluster")).toMatchObject({
      "rds.force_ssl": "1",
      ssl_min_protocol_version: "TLSv1.2",
      shared_preload_libraries: "pg_stat_statements,pgaudit",
      work_mem: "65536",
    });
    expect(of("postgres", 'aws_vpc_security_group_ingress_rule.client["app"]')).toMatchObject({
      from_port: 5432,
      to_port: 5432,
    });
  });

  test("libraries to preload are added to those of the audit; a session's settings are the caller's", () => {
    expect(parameters("libraries", "aws_rds_cluster_parameter_group.cluster")).toMatchObject({
      shared_preload_libraries: "pg_stat_statements,pgaudit,pg_cron",
      statement_timeout: "60000",
      default_transaction_isolation: "repeatable read",
      "pgaudit.log": "ddl,role",
    });
  });

  test("a version that is not reviewed has its own family; readers have their own class", () => {
    expect(of("libraries", "aws_rds_cluster.this")).toMatchObject({ engine_version: "16.9" });
    expect(of("libraries", "aws_rds_cluster_parameter_group.cluster")).toMatchObject({
      family: "aurora-postgresql16",
    });
    const classOf = (address: string) => of("libraries", address)!["instance_class"];
    expect(classOf("aws_rds_cluster_instance.writer")).toBe("db.t4g.medium");
    expect(classOf('aws_rds_cluster_instance.reader["two"]')).toBe("db.r6g.xlarge");
    expect(classOf('aws_rds_cluster_instance.reader["large"]')).toBe("db.r6g.2xlarge");
  });

  test("Serverless v2 scaling makes every instance serverless; without it they are provisioned", () => {
    expect(of("serverless", "aws_rds_cluster.this")!["serverlessv2_scaling_configuration"]).toMatchObject([
      { min_capacity: 0.5, max_capacity: 4 },
    ]);
    for (const address of ["writer", 'reader["two"]']) {
      expect(of("serverless", `aws_rds_cluster_instance.${address}`)).toMatchObject({
        instance_class: "db.serverless",
      });
      expect(of("reader", `aws_rds_cluster_instance.${address}`)).toMatchObject({
        instance_class: "db.t4g.medium",
      });
    }
    expect(of("alone", "aws_rds_cluster.this")!["serverlessv2_scaling_configuration"]).toEqual([]);
  });

  test("Extended Support and I/O-Optimized storage only on demand; standard storage is named, so that there is a way back", () => {
    expect(of("alone", "aws_rds_cluster.this")).toMatchObject({
      engine_lifecycle_support: "open-source-rds-extended-support-disabled",
      storage_type: "aurora",
    });
    expect(of("extended", "aws_rds_cluster.this")).toMatchObject({
      engine_lifecycle_support: "open-source-rds-extended-support",
      storage_type: "aurora-iopt1",
    });
  });

  test("what is turned off does not exist", () => {
    expect([...planned["bare"]!.keys()].filter((address) => address.includes("monitoring"))).toEqual([]);
    expect(of("bare", "aws_rds_cluster_instance.writer")).toMatchObject({
      monitoring_interval: 0,
      performance_insights_enabled: false,
    });
    expect(of("bare", "aws_rds_cluster.this")).toMatchObject({
      skip_final_snapshot: true,
      delete_automated_backups: true,
    });
  });
});

checkedByTerraform(Database, cases);

import * as fs from "node:fs";
import * as path from "node:path";
import { HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { Backup } from "../../../modules/backup";
import { EncryptionKey } from "../../../modules/encryption-key";
import { FileStorage } from "../../../modules/file-storage";
import { LogBucket } from "../../../modules/log-bucket";
import { Monitoring } from "../../../modules/monitoring";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { linesOf, plannedChanges } from "../planned-changes";
import { Operations } from "./operations";

interface Resource {
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly index_key?: string;
    readonly attributes: Record<string, unknown>;
  }[];
}

/** File storage, monitoring and backup with all their features, deployed by the real Terraform into the local cloud. */
describe("operations of an application", () => {
  const folder = temporaryFolder();
  const directory = path.join(folder, "cloud");
  const cwd = path.join(folder, "root");
  let env: NodeJS.ProcessEnv;
  let url: string;
  let outputs: Record<string, unknown>;
  let state: { resources: Resource[] };
  const deployed = (module: string, type: string, name: string) =>
    state.resources.find(
      (r) => r.module === `module.operations.module.${module}` && r.type === type && r.name === name,
    )!.instances;

  const service = (name: string) => `arn:aws:ecs:us-east-1:123456789012:service/ops/ops-${name}`;

  function writeRoot(environments: Record<string, string>): void {
    fs.writeFileSync(
      path.join(cwd, "main.tf.json"),
      JSON.stringify({
        provider: {
          aws: {
            max_retries: 5,
            default_tags: { tags: { Environment: "test" } },
          },
        },
        module: {
          operations: {
            source: "../modules/operations",
            name: "ops",
            environments,
            services: {
              api: { arn: service("api"), min_tasks: 2, target_group: "targetgroup/api/1" },
              jobs: { arn: service("jobs"), min_tasks: 0, target_group: "targetgroup/jobs/2" },
            },
            certificate: { arn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
          },
        },
        output: { all: { value: "${module.operations}" } },
      }),
    );
  }

  beforeAll(async () => {
    for (const { definition } of [EncryptionKey, LogBucket, FileStorage, Monitoring, Backup, Operations]) {
      writeModule(definition as unknown as ModuleDefinition, folder);
    }
    fs.mkdirSync(cwd);
    writeRoot({ blue: "asg-blue" });
    ({ url } = await startLocalCloud({ directory }));
    env = await terraformEnvironment({
      env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" },
    });
    await initTerraform({ cwd, env });
    await runTerraform(["apply", "-auto-approve"], { cwd, env });
    const { stdout } = await runTerraform(["output", "-json", "all"], { cwd, env });
    outputs = JSON.parse(stdout) as Record<string, unknown>;
    state = JSON.parse(fs.readFileSync(path.join(cwd, "terraform.tfstate"), "utf8")) as typeof state;
  }, 300_000);
  afterAll(() => stopLocalCloud({ directory }), 300_000);

  test("a second plan changes nothing", async () => {
    const { stdout } = await runTerraform(["plan"], { cwd, env });
    expect(stdout).toContain("No changes.");
  }, 300_000);

  test("the access key is in its secret, and in the state in one place only", async () => {
    const [key] = deployed("files", "aws_iam_access_key", "client");
    const secret = key!.attributes["secret"] as string;
    expect(secret.length).toBeGreaterThan(10);
    const holders = state.resources.filter((resource) => JSON.stringify(resource).includes(secret));
    expect(holders.map(({ type }) => type)).toEqual(["aws_iam_access_key"]);
    expect(outputs["access_key_secret_arn"]).toMatch(
      /^arn:aws:secretsmanager:.*:secret:ops-files-access-key-/,
    );
  });

  test("an upload that names the ACL private, as REDCap's do, is stored under the bucket's key", async () => {
    const { id, secret } = deployed("files", "aws_iam_access_key", "client")[0]!.attributes;
    const s3 = new S3Client({
      endpoint: url,
      region: "us-east-1",
      forcePathStyle: true,
      credentials: { accessKeyId: id as string, secretAccessKey: secret as string },
    });
    const object = { Bucket: outputs["bucket_name"] as string, Key: "edoc" };
    await s3.send(new PutObjectCommand({ ...object, Body: "text", ACL: "private" }));
    const { ServerSideEncryption: encryption } = await s3.send(new HeadObjectCommand(object));
    s3.destroy();
    expect(encryption).toBe("aws:kms");
  });

  test("the dashboard shows each alarm once, in its group, without overlap", () => {
    const [dashboard] = deployed("monitoring", "aws_cloudwatch_dashboard", "this");
    interface Widget {
      readonly type: string;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly properties: {
        readonly annotations?: { readonly alarms: readonly string[] };
        readonly alarms?: string[];
      };
    }
    const { widgets } = JSON.parse(dashboard!.attributes["dashboard_body"] as string) as {
      widgets: Widget[];
    };
    const arns = Object.values(outputs["alarm_arns"] as Record<string, string>);
    expect(arns.length).toBeGreaterThan(20);
    expect(
      widgets
        .find(({ type }) => type === "alarm")!
        .properties.alarms!.slice()
        .sort(),
    ).toEqual(arns.slice().sort());
    const graphs = widgets
      .filter(({ type }) => type === "metric")
      .map(({ properties }) => properties.annotations!.alarms[0]!);
    expect(graphs.sort()).toEqual(arns.sort());
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, i) => `${x + (i % width)},${y + Math.floor(i / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  test("alarms of every kind reach the topic", () => {
    const alarms = deployed("monitoring", "aws_cloudwatch_metric_alarm", "this");
    expect(alarms.map(({ index_key: key }) => key)).toEqual(
      expect.arrayContaining([
        "blue-health",
        "certificate-expiry",
        "cron-silent",
        "database-memory",
        "unhealthy-hosts",
      ]),
    );
    for (const { attributes } of alarms) expect(attributes["alarm_actions"]).toEqual([outputs["topic_arn"]]);
  });

  test("an environment's alarms have what all share, and dimensions of their own", () => {
    const alarms = deployed("monitoring", "aws_cloudwatch_metric_alarm", "this");
    const { attributes } = alarms.find(({ index_key: key }) => key === "blue-health")!;
    expect(attributes).toMatchObject({
      alarm_name: "ops-blue-health",
      threshold: 20,
      treat_missing_data: "ignore",
    });
    // No metric query, so that it is found by its metric.
    expect(attributes).toMatchObject({
      metric_name: "EnvironmentHealth",
      dimensions: { EnvironmentName: "ops-blue" },
      metric_query: [],
    });
  });

  test("each service has its own limits, and is missed when it has no task, unless it may have none", () => {
    const alarms = deployed("monitoring", "aws_cloudwatch_metric_alarm", "this");
    const of = (key: string) => alarms.find(({ index_key: name }) => name === key)!.attributes;
    expect(of("api-running-tasks")).toMatchObject({ threshold: 2, treat_missing_data: "breaching" });
    expect(of("jobs-running-tasks")).toMatchObject({ threshold: 0, treat_missing_data: "notBreaching" });
    expect(of("jobs-healthy-targets")).toMatchObject({
      dimensions: { LoadBalancer: "app/demo/0123456789abcdef", TargetGroup: "targetgroup/jobs/2" },
      metric_query: [],
    });
  });

  test("events reach the topic by the patterns of the presets", () => {
    const rules = deployed("monitoring", "aws_cloudwatch_event_rule", "event");
    const patterns = Object.fromEntries(
      rules.map(({ index_key: key, attributes }) => [
        key,
        JSON.parse(attributes["event_pattern"] as string) as object,
      ]),
    );
    expect(patterns).toMatchObject({
      "database-trouble": {
        "detail-type": ["RDS DB Cluster Event", "RDS DB Instance Event"],
        detail: { SourceIdentifier: ["ops-db", { prefix: "ops-db-" }] },
      },
      "copy-trouble": { source: ["aws.backup"], detail: { state: ["FAILED"] } },
      "environment-trouble": { detail: { ApplicationName: ["ops"] } },
      "deployment-failed": {
        resources: [service("api"), service("jobs")],
        detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
      },
      "service-impaired": { "detail-type": ["ECS Service Action"] },
      "key-deletion": {
        detail: {
          eventName: ["DisableKey", "ScheduleKeyDeletion"],
          resources: { ARN: [expect.stringMatching(/^arn:aws:kms:us-east-1:123456789012:key\//)] },
        },
      },
    });
    expect(Object.keys(patterns)).toHaveLength(8);
  });

  test("the budget counts what has the tag, without credits, and notifies the topic five ways at most", () => {
    const [budget] = deployed("monitoring", "aws_budgets_budget", "budget");
    expect(budget!.attributes).toMatchObject({
      name: "ops-us-east-1",
      limit_amount: expect.stringMatching(/^3000(\.0)?$/),
      cost_filter: [{ name: "TagKeyValue", values: ["user:Environment$test"] }],
      cost_types: [
        expect.objectContaining({ include_credit: false, include_refund: false, include_tax: true }),
      ],
    });
    const notifications = budget!.attributes["notification"] as Record<string, unknown>[];
    expect(
      notifications
        .map(({ notification_type: type, threshold }) => `${String(type)} ${String(threshold)}`)
        .sort(),
    ).toEqual(["ACTUAL 100", "ACTUAL 80", "FORECASTED 100"]);
    for (const { subscriber_sns_topic_arns: topics } of notifications)
      expect(topics).toEqual([outputs["topic_arn"]]);
  });

  test("queries are saved in a folder of the application's, those whose condition holds", () => {
    const queries = deployed("monitoring", "aws_cloudwatch_query_definition", "log_query");
    expect(queries.map(({ attributes }) => [attributes["name"], attributes["log_group_names"]])).toEqual([
      ["ops/scheduled-job", ["/ops/cron"]],
    ]);
    expect(queries[0]!.attributes["query_string"]).toBe(
      "fields @timestamp, @logStream, @message\n| filter @message like /job started/\n| sort @timestamp desc\n| limit 200",
    );
  });

  test("the memory of instance classes follows RDS", () => {
    expect(outputs["memory"]).toEqual({
      "db.t4g.medium": 4,
      "db.t3.large": 8,
      "db.r6g.large": 16,
      "db.r7g.xlarge": 32,
      "db.r8g.24xlarge": 768,
      "db.x2g.2xlarge": 128,
      serverless: 16,
    });
  });

  test("connections are what Aurora MySQL documents, and not more than PostgreSQL's formula", () => {
    expect(outputs["connections"]).toEqual({
      "2 GiB": [90, 191],
      "4 GiB": [90, 383],
      "8 GiB": [135, 766],
      "16 GiB": [1000, 1532],
      "64 GiB": [3000, 5000],
    });
  });

  test("an alarm on a query asks about its own load balancer", () => {
    const alarms = deployed("monitoring", "aws_cloudwatch_metric_alarm", "this");
    const { attributes } = alarms.find(({ index_key: key }) => key === "unhealthy-hosts")!;
    expect(attributes["metric_query"]).toEqual([
      expect.objectContaining({
        period: 60,
        expression:
          'SELECT MAX(UnHealthyHostCount) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer, TargetGroup) ' +
          "WHERE LoadBalancer = 'app/demo/0123456789abcdef'",
      }),
    ]);
  });

  test("a second environment adds its own alarms and changes the dashboard, nothing else", async () => {
    writeRoot({ blue: "asg-blue", green: "asg-green" });
    const { changes } = await plannedChanges((...args) => runTerraform(args, { cwd, env }));
    expect(linesOf(changes, "module.operations.module.monitoring")).toEqual([
      'create aws_cloudwatch_metric_alarm.this["green-cpu"]',
      'create aws_cloudwatch_metric_alarm.this["green-health"]',
      'create aws_cloudwatch_metric_alarm.this["green-status-check"]',
      "update aws_cloudwatch_dashboard.this[0]",
    ]);
  }, 300_000);

  test("is destroyed without a trace", async () => {
    await runTerraform(["destroy", "-auto-approve"], { cwd, env });
    const after = JSON.parse(fs.readFileSync(path.join(cwd, "terraform.tfstate"), "utf8")) as typeof state;
    expect(after.resources).toEqual([]);
  }, 300_000);
});

import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { Monitoring } from "../../../modules/monitoring";
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { synthesize } from "../synthesis";

// What the real Terraform computes of the dashboard. It needs neither a provider nor a cloud: only the module's variables and the
// named values that depend on no resource are taken.

interface Widget {
  readonly type: "alarm" | "text" | "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly annotations?: { readonly alarms: readonly string[] };
  };
}

const arn = (key: string) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:demo-${key}`;
const keyOf = (i: number) => `alarm-${String(i).padStart(3, "0")}`;
const keys = (count: number) => Array.from({ length: count }, (_, i) => keyOf(i));

/** So many alarms in so many groups. */
const alarms = (count: number, groups: number) =>
  Object.fromEntries(
    keys(count).map((key, i) => [
      key,
      {
        group: `group ${String(i % groups)}`,
        description: "Busy.",
        threshold: 80,
        metrics: { cpu: { namespace: "AWS/RDS", metric_name: "CPUUtilization" } },
      },
    ]),
  );

const sizes = [
  [0, 1],
  [5, 2],
  [100, 7],
  [101, 7],
  [250, 12],
  [400, 96],
] as const;

let dashboards: Readonly<Record<string, { readonly widgets: readonly Widget[] }>>;
const widgetsOf = (count: number) => dashboards[`alarms_${count}`]!.widgets;
const statusOf = (count: number) => widgetsOf(count).filter(({ type }) => type === "alarm");

beforeAll(async () => {
  const folder = temporaryFolder();
  writeModule(Monitoring.definition as unknown as ModuleDefinition, folder);
  const { locals, resource } = synthesize(Monitoring);
  const source = path.join(folder, "modules", "monitoring");
  for (const file of fs.readdirSync(source).filter((name) => name !== "variables.tf.json"))
    fs.rmSync(path.join(source, file), { recursive: true });
  const here = { account: "123456789012", partition: "aws", region: "us-east-1" };
  fs.writeFileSync(
    path.join(source, "main.tf.json"),
    JSON.stringify({
      locals: Object.fromEntries(
        Object.entries(locals).filter(([, value]) => !/\baws_\w+\./.test(JSON.stringify(value))),
      ),
      resource: { terraform_data: { here: { input: here } } },
      output: { body: { value: resource["aws_cloudwatch_dashboard"]!["this"]!["dashboard_body"] } },
    }),
  );
  const cwd = path.join(folder, "root");
  fs.mkdirSync(cwd);
  const calls = sizes.map(([count, groups]) => [`alarms_${count}`, alarms(count, groups)] as const);
  fs.writeFileSync(
    path.join(cwd, "main.tf.json"),
    JSON.stringify({
      module: Object.fromEntries(
        calls.map(([id, given]) => [
          id,
          {
            source: "../modules/monitoring",
            name: "demo",
            kms_key_arn: "arn:aws:kms:us-east-1:123456789012:key/0123",
            alarms: given,
          },
        ]),
      ),
      output: Object.fromEntries(calls.map(([id]) => [id, { value: `\${jsondecode(module.${id}.body)}` }])),
    }),
  );
  const env = await terraformEnvironment();
  await initTerraform({ cwd, env });
  await runTerraform(["apply", "-auto-approve"], { cwd, env });
  const { stdout } = await runTerraform(["output", "-json"], { cwd, env });
  const outputs = JSON.parse(stdout) as Record<string, { value: { widgets: Widget[] } }>;
  dashboards = Object.fromEntries(Object.entries(outputs).map(([id, { value }]) => [id, value]));
}, 120_000);

test("few alarms: one status widget, then a heading and a row of graphs for each group", () => {
  const graph = (key: string, x: number, y: number) => ({
    type: "metric",
    x,
    y,
    width: 6,
    height: 5,
    properties: {
      title: key,
      region: "us-east-1",
      view: "timeSeries",
      annotations: { alarms: [arn(key)] },
    },
  });
  const heading = (group: string, y: number) => ({
    type: "text",
    x: 0,
    y,
    width: 24,
    height: 1,
    properties: { markdown: `## ${group}` },
  });
  expect(widgetsOf(5)).toEqual([
    {
      type: "alarm",
      x: 0,
      y: 0,
      width: 24,
      height: 3,
      properties: { title: "demo", alarms: keys(5).map(arn) },
    },
    heading("group 0", 3),
    heading("group 1", 9),
    graph("alarm-000", 0, 4),
    graph("alarm-002", 6, 4),
    graph("alarm-004", 12, 4),
    graph("alarm-001", 0, 10),
    graph("alarm-003", 6, 10),
  ]);
});

test("100 alarms are one status widget still; more are several, in alphabetical order, and say so", () => {
  const statuses = (count: number) =>
    statusOf(count).map(({ y, height, properties }) => [properties.title, y, height, properties.alarms]);
  expect(statuses(100)).toEqual([["demo", 0, 19, keys(100).map(arn)]]);
  expect(statuses(101)).toEqual([
    ["demo (1 of 2)", 0, 19, keys(100).map(arn)],
    ["demo (2 of 2)", 19, 3, [arn("alarm-100")]],
  ]);
  expect(statuses(250).map(([title, y, height]) => [title, y, height])).toEqual([
    ["demo (1 of 3)", 0, 19],
    ["demo (2 of 3)", 19, 19],
    ["demo (3 of 3)", 38, 11],
  ]);
});

test.each(sizes)("%d alarms in %d groups: legal widgets without overlap, and each alarm twice", (count) => {
  const widgets = widgetsOf(count);
  expect(widgets.length).toBeLessThanOrEqual(500);
  for (const { properties } of statusOf(count)) {
    expect(properties.alarms!.length).toBeGreaterThanOrEqual(1);
    expect(properties.alarms!.length).toBeLessThanOrEqual(100);
  }
  const all = keys(count).map(arn);
  expect(statusOf(count).flatMap(({ properties }) => properties.alarms!)).toEqual(all);
  expect(widgets.flatMap(({ properties }) => properties.annotations?.alarms ?? []).sort()).toEqual(all);
  for (const { x, y, width, height } of widgets) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(24);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(height).toBeLessThanOrEqual(1000);
  }
  const cells = widgets.flatMap(({ x, y, width, height }) =>
    Array.from({ length: width * height }, (_, i) => `${x + (i % width)},${y + Math.floor(i / width)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

test("the largest dashboard has as many widgets as CloudWatch takes", () => {
  expect(widgetsOf(400)).toHaveLength(500);
});

import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { TerraformLocal } from "cdktf";
import type { AwsContext } from "../../lib/aws/context";
import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { alarmName } from "./alarms";

/** Graphs of a row, in a grid 24 wide. */
const COLUMNS = 4;
const GRAPH = { width: 24 / COLUMNS, height: 5 };
const HEADING = 1;

interface Settings {
  readonly name: string;
  readonly alarms: Expression;
}

/**
 * The state of all alarms on top, then the groups, each with one graph for each of its alarms: its metric and its threshold.
 * Returns the dashboard's name, or null without alarms.
 */
export function dashboard(module: ModuleStack, aws: AwsContext, { name, alarms }: Settings): Expression {
  const local = (key: string, value: Expression) => reference(new TerraformLocal(module, key, value).fqn);
  // Not the alarms' own ARNs, so that a plan shows how the dashboard will change.
  const arns = local(
    "alarm_arns",
    tf`{for key in keys(${alarms}) : key => ${aws.arn("cloudwatch", `alarm:${alarmName(name, reference("key").string)}`)}}`,
  );
  const groups = local("alarm_groups", tf`sort(distinct(values(${alarms})[*].group))`);
  const members = local(
    "alarms_by_group",
    tf`{for group in ${groups} : group => [for key, alarm in ${alarms} : key if alarm.group == group]}`,
  );
  const status = local("status_height", tf`2 + ceil(length(${alarms}) / 6)`);
  const rows = local(
    "group_offsets",
    tf`{for i, group in ${groups} : group => ${status} + sum(concat([0], [for above in slice(${groups}, 0, i) : ${HEADING} + ${GRAPH.height} * ceil(length(${members}[above]) / ${COLUMNS})]))}`,
  );
  const overview = {
    type: "alarm",
    x: 0,
    y: 0,
    width: 24,
    height: status,
    properties: { title: name, alarms: tf`values(${arns})` },
  };
  const heading = {
    type: "text",
    x: 0,
    y: tf`${rows}[group]`,
    width: 24,
    height: HEADING,
    properties: { markdown: `## ${reference("group").string}` },
  };
  const graph = {
    type: "metric",
    x: tf`(i % ${COLUMNS}) * ${GRAPH.width}`,
    y: tf`${rows}[group] + ${HEADING} + floor(i / ${COLUMNS}) * ${GRAPH.height}`,
    width: GRAPH.width,
    height: GRAPH.height,
    properties: {
      title: tf`key`,
      region: aws.region,
      view: "timeSeries",
      annotations: { alarms: [tf`${arns}[key]`] },
    },
  };
  const widgets = tf`concat([${overview}], flatten([for group in ${groups} : concat([${heading}], [for i, key in ${members}[group] : ${graph}])]))`;
  const resource = new CloudwatchDashboard(module, "alarm_dashboard", {
    dashboardName: name,
    dashboardBody: tf`jsonencode({widgets = ${widgets}})`.string,
  });
  resource.overrideLogicalId("this");
  resource.addOverride("count", tf`length(${alarms}) > 0 ? 1 : 0`);
  return tf`one(${resource.fqn}[*].dashboard_name)`;
}

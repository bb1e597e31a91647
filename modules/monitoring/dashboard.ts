import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { AwsContext } from "../../lib/aws/context";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { alarmName } from "./alarms";
import type { Inputs } from "./inputs";
import { STATUS_ALARMS } from "./limits";

/** Graphs of a row, in a grid 24 wide. */
const COLUMNS = 4;
const GRAPH = { width: 24 / COLUMNS, height: 5 };
const HEADING = 1;

/**
 * The state of all alarms on top, in alphabetical order as CloudWatch sorts them, then the groups, each with one graph for each
 * of its alarms: its metric and its threshold. Returns the dashboard's name, or null without alarms.
 */
export function dashboard(module: ModuleStack, aws: AwsContext, { name, alarms }: Inputs): Expression {
  const { arns, groups, members, pages, heights, offsets } = layout(module, aws, name, alarms);
  const status = {
    type: "alarm",
    x: 0,
    y: tf`sum(concat([0], slice(${heights}, 0, i)))`,
    width: 24,
    height: tf`${heights}[i]`,
    properties: {
      title: tf`length(${pages}) == 1 ? ${name} : format("%s (%d of %d)", ${name}, i + 1, length(${pages}))`,
      alarms: tf`page`,
    },
  };
  const heading = {
    type: "text",
    x: 0,
    y: tf`${offsets}[group]`,
    width: 24,
    height: HEADING,
    properties: { markdown: `## ${reference("group")}` },
  };
  const graph = {
    type: "metric",
    x: tf`(i % ${COLUMNS}) * ${GRAPH.width}`,
    y: tf`${offsets}[group] + ${HEADING} + floor(i / ${COLUMNS}) * ${GRAPH.height}`,
    ...GRAPH,
    properties: {
      title: tf`key`,
      region: aws.region,
      view: "timeSeries",
      annotations: { alarms: [tf`${arns}[key]`] },
    },
  };
  const statuses = local(module, "status_widgets", tf`[for i, page in ${pages} : ${status}]`);
  const headings = local(module, "heading_widgets", tf`[for group in ${groups} : ${heading}]`);
  const graphs = local(
    module,
    "graph_widgets",
    tf`flatten([for group in ${groups} : [for i, key in ${members}[group] : ${graph}]])`,
  );
  const resource = new CloudwatchDashboard(module, "alarm_dashboard", {
    dashboardName: name,
    dashboardBody: tf`jsonencode({ widgets = concat(${statuses}, ${headings}, ${graphs}) })`.string,
  });
  resource.overrideLogicalId("this");
  resource.addOverride("count", tf`length(${alarms}) > 0 ? 1 : 0`);
  return tf`one(${resource.fqn}[*].dashboard_name)`;
}

/** Which alarms are in which group, and where each group is. */
function layout(module: ModuleStack, aws: AwsContext, name: string, alarms: Inputs["alarms"]) {
  const { group } = alarms.as("alarm");
  // Not the alarms' own ARNs, so that a plan shows how the dashboard will change.
  const arn = aws.arn("cloudwatch", `alarm:${alarmName(name, reference("key").string)}`);
  const arns = local(module, "alarm_arns", tf`{for key in keys(${alarms}) : key => ${arn}}`);
  const groups = local(module, "alarm_groups", tf`sort(distinct([for alarm in ${alarms} : ${group}]))`);
  const members = local(
    module,
    "alarms_by_group",
    tf`{for group in ${groups} : group => [for key, alarm in ${alarms} : key if ${group} == group]}`,
  );
  const groupHeights = local(
    module,
    "group_heights",
    tf`[for group in ${groups} : ${HEADING} + ${GRAPH.height} * ceil(length(${members}[group]) / ${COLUMNS})]`,
  );
  const pages = local(module, "status_pages", tf`chunklist(values(${arns}), ${STATUS_ALARMS})`);
  const heights = local(module, "status_heights", tf`[for page in ${pages} : 2 + ceil(length(page) / 6)]`);
  const offsets = local(
    module,
    "group_offsets",
    tf`{for i, group in ${groups} : group => sum(concat([0], ${heights}, slice(${groupHeights}, 0, i)))}`,
  );
  return { arns, groups, members, pages, heights, offsets };
}

import { report } from "../../../tools/bench/ready";
import { creationOf, criticalPaths } from "../../../tools/bench/ready/path";

// The critical path of a first apply, from a plan and a graph as Terraform prints them.

const change = (address: string, actions = ["create"], mode = "managed") => ({
  address,
  mode,
  change: { actions },
});
const graphOf = (edges: readonly (readonly [string, string])[]) =>
  ["digraph G {", ...edges.map(([from, to]) => `  "${from}" -> "${to}";`), "}"].join("\n");
const paths = (addresses: readonly string[], edges: readonly (readonly [string, string])[]) =>
  criticalPaths(
    creationOf(
      JSON.stringify({ resource_changes: addresses.map((address) => change(address)) }),
      graphOf(edges),
    ),
  );

const cluster = "module.a.aws_rds_cluster.this";
const writer = "module.a.aws_rds_cluster_instance.writer";
const reader = "module.a.aws_rds_cluster_instance.reader";
const environment = "aws_elastic_beanstalk_environment.this";

test("the longest chain decides, and instances of one resource are made side by side", () => {
  const { ready, whole } = paths(
    ['aws_nat_gateway.a["x"]', "aws_nat_gateway.a[1]", "aws_lb.this[0]", "aws_lb_listener_rule.to"],
    [
      ["aws_lb_listener_rule.to", "aws_lb.this"],
      ["aws_lb_listener_rule.to", "aws_nat_gateway.a"],
    ],
  );
  expect(ready).toEqual([
    { address: "aws_lb.this", start: 0, end: 180 },
    { address: "aws_lb_listener_rule.to", start: 180, end: 183 },
  ]);
  expect(whole).toEqual(ready);
});

test("what a plan reads, leaves out or has already takes no time, and what is behind it counts", () => {
  const plan = {
    resource_changes: [
      change("aws_vpc.this"),
      change("data.aws_vpc.other", ["read"], "data"),
      change("aws_lb.there", ["no-op"]),
      change("aws_ecs_service.app"),
    ],
  };
  const graph = graphOf([
    ["aws_ecs_service.app", "data.aws_vpc.other"],
    ["aws_ecs_service.app", "aws_lb.there"],
    ["aws_ecs_service.app", "aws_lb.not_planned"],
    ["data.aws_vpc.other", "aws_vpc.this"],
  ]);
  expect(criticalPaths(creationOf(JSON.stringify(plan), graph)).whole).toEqual([
    { address: "aws_vpc.this", start: 0, end: 15 },
    { address: "aws_ecs_service.app", start: 15, end: 195 },
  ]);
});

test("an environment that starts beside the database is ready a while after the first of its instances", () => {
  const { ready, whole } = paths(
    [cluster, writer, reader, environment],
    [
      [writer, cluster],
      [reader, writer],
      [environment, cluster],
    ],
  );
  expect(ready.map(({ address, end }) => [address, end])).toEqual([
    [cluster, 60],
    [writer, 540],
    [environment, 720],
  ]);
  expect(whole.at(-1)).toEqual({ address: reader, start: 540, end: 1020 });
  expect(report("prod", { ready, whole })).toEqual([
    "envs/prod: ready after 12:00 min",
    "  start  takes  on the critical path",
    `   0:00   1:00  ${cluster}`,
    `   1:00   8:00  ${writer}`,
    `   9:00   3:00  ${environment}`,
    `  The apply ends after 17:00 min, last with ${reader}.`,
  ]);
});

test("a plan that creates nothing, or a graph without an edge, is no answer", () => {
  const nothing = JSON.stringify({ resource_changes: [change("aws_vpc.this", ["no-op"])] });
  expect(() => creationOf(nothing, graphOf([["a.b", "c.d"]]))).toThrow("The plan creates nothing.");
  const one = JSON.stringify({ resource_changes: [change("aws_vpc.this")] });
  expect(() => creationOf(one, "digraph G {}")).toThrow("terraform graph shows no dependencies.");
});

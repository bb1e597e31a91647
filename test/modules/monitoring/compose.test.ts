import { tf } from "../../../lib/expression";
import { allAlarms, allEvents, alarmsForEach, alarmsWhen } from "../../../modules/monitoring/presets";
import { composed } from "./compose";

const silent = (dimensions: Record<string, never> | { Id: ReturnType<typeof tf> }) => ({
  description: "100 % silent, ${truly}.",
  metrics: { runs: { namespace: "Demo", metricName: "Runs", dimensions } },
  threshold: 1,
  periodSeconds: 60,
});
const inTerraform = { description: "100 % silent, $${truly}.", threshold: 1, period_seconds: 60 };
const metrics = (dimensions: object) => ({
  runs: { namespace: "Demo", metric_name: "Runs", dimensions },
});

test("a group is a local value in Terraform's names, in which each attribute is a line", () => {
  const { locals, value } = composed((module) =>
    allAlarms(module, { job: { silent: silent({ Id: tf`var.id` }) }, other: { "more-silent": silent({}) } }),
  );
  expect(locals).toEqual({
    alarms_job: { silent: { ...inTerraform, metrics: metrics({ Id: "${var.id}" }) } },
    alarms_other: { "more-silent": { ...inTerraform, metrics: metrics({}) } },
  });
  expect(value).toBe("${merge([local.alarms_job, local.alarms_other]...)}");
});

test("a group under a condition keeps its alarms apart from the condition", () => {
  const { locals } = composed((module) =>
    allAlarms(module, { job: alarmsWhen(tf`var.job != null`, { silent: silent({}) }) }),
  );
  expect(locals).toEqual({
    optional_alarms_job: { silent: { ...inTerraform, metrics: metrics({}) } },
    alarms_job: "${{for name, alarm in local.optional_alarms_job : name => alarm if var.job != null}}",
  });
});

test("alarms for each entry share what does not depend on the entry", () => {
  const { locals } = composed((module) =>
    allAlarms(module, {
      job: alarmsForEach(tf`var.jobs`, (key, value) => ({
        "all-silent": silent({ Id: tf`join("/", [${key}, ${value}])` }),
      })),
    }),
  );
  expect(locals).toEqual({
    alarm_settings_job: { "all-silent": inTerraform },
    alarms_job_all_silent:
      '${{for key, value in var.jobs : "${key}-all-silent" => merge(local.alarm_settings_job["all-silent"], ' +
      '{"metrics" = {"runs" = {"namespace" = "Demo", "metric_name" = "Runs", "dimensions" = ' +
      '{"Id" = join("/", [key, value])}}}})}}',
    alarms_job: "${merge([local.alarms_job_all_silent]...)}",
  });
});

test("alarms of the same name are an error that names them", () => {
  const compose = () =>
    composed((module) =>
      allAlarms(module, {
        one: { silent: silent({}) },
        two: { loud: silent({}) },
        three: alarmsWhen(tf`var.job`, { silent: silent({}) }),
      }),
    );
  expect(compose).toThrow(/alarms of the same name: silent; rename one of each/);
});

test("events are a local value, whose patterns Terraform encodes", () => {
  const { locals, value } = composed((module) =>
    allEvents(module, {
      trouble: {
        description: "Trouble.",
        pattern: { source: ["aws.rds"], "detail-type": [tf`var.type`], detail: { EventId: ["${x}"] } },
      },
    }),
  );
  expect(locals).toEqual({
    events: {
      trouble: {
        description: "Trouble.",
        pattern: { source: ["aws.rds"], "detail-type": ["${var.type}"], detail: { EventId: ["$${x}"] } },
      },
    },
  });
  expect(value).toBe(
    "${{for name, event in local.events : name => merge(event, { pattern = jsonencode(event.pattern) })}}",
  );
});

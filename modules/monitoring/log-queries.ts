import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Saved queries of Logs Insights, in a folder with the application's name. */
export function savedQueries(module: ModuleStack, { name, logQueries }: Inputs): void {
  const { key, value: wanted } = logQueries.each;
  const query = new CloudwatchQueryDefinition(module, "log_query", {
    name: tf`join("/", [${name}, ${key}])`.string,
    logGroupNames: wanted.logGroupNames,
    queryString: wanted.query,
  });
  query.addOverride("for_each", logQueries);
}

import type { z } from "zod";
import type { Expression } from "../../../lib/expression";
import { tf } from "../../../lib/expression";
import { local } from "../../../lib/local";
import type { Value } from "../../../lib/module";
import type { ModuleStack } from "../../../lib/stack";
import type { logQuery } from "../inputs";
import type { Text } from "../compose";

type Query = Omit<z.input<typeof logQuery>, "logGroupNames"> & { readonly logGroupNames: Value<string[]> };

/** A saved query by its name, and whether it is saved: known at plan, as the name is. */
export type LogQueries = Readonly<Record<string, Query & { readonly when?: Expression }>>;

const lines = (...commands: readonly string[]): string => commands.join("\n| ");

/** Queries for `logQueries` of the monitoring module: a local value of this name, in which each attribute is a line. */
export function allLogQueries(module: ModuleStack, queries: LogQueries, name = "log_queries"): Expression {
  const all = local(
    module,
    name,
    Object.fromEntries(
      Object.entries(queries).map(([key, { logGroupNames, query, when }]) => [
        key,
        { when: when ?? true, log_group_names: logGroupNames, query },
      ]),
    ),
  );
  return tf`{for key, query in ${all} : key => { log_group_names = query.log_group_names, query = query.query } if query.when}`;
}

/** The same queries, where a condition holds that Terraform knows at plan. */
export const queriesWhen = (when: Expression, queries: LogQueries): LogQueries =>
  Object.fromEntries(Object.entries(queries).map(([key, query]) => [key, { ...query, when }]));

/** Who is refused by Aurora MySQL: needs the log type audit. Connections are among its default events. */
export const mysqlLoginQueries = ({ logGroupName }: { readonly logGroupName: Text }): LogQueries => ({
  "database-failed-logins": {
    logGroupNames: [logGroupName as string],
    query: lines(
      "fields @timestamp",
      "filter @message like /,(FAILED_)?CONNECT,/ and @message not like /,0$/",
      'parse @message "*,*,*,*,*" as micros, server, user, client, others',
      "stats count(*) as failures, max(@timestamp) as newest by user, client",
      "sort failures desc",
    ),
  },
});

/** Slow statements of Aurora MySQL: needs the log type slowquery. */
export const mysqlSlowQueries = ({ logGroupName }: { readonly logGroupName: Text }): LogQueries => ({
  "database-slow-queries": {
    logGroupNames: [logGroupName as string],
    query: lines(
      "fields @timestamp, @message",
      "parse @message /Query_time: (?<seconds>[0-9.]+)\\s+Lock_time: (?<locked>[0-9.]+)\\s+Rows_sent: (?<sent>[0-9]+)\\s+Rows_examined: (?<examined>[0-9]+)/",
      "filter ispresent(seconds)",
      "sort seconds desc",
      "limit 50",
    ),
  },
});

/** What Aurora PostgreSQL refuses, and its slow statements: needs the log type postgresql. */
export const postgresqlQueries = ({ logGroupName }: { readonly logGroupName: Text }): LogQueries => ({
  "database-failed-logins": {
    logGroupNames: [logGroupName as string],
    query: lines(
      "fields @timestamp, @message",
      "filter @message like /FATAL: .*(authentication failed|no pg_hba.conf entry|does not exist)/",
      "sort @timestamp desc",
      "limit 100",
    ),
  },
  "database-slow-queries": {
    logGroupNames: [logGroupName as string],
    query: lines(
      "fields @timestamp, @message",
      "parse @message /duration: (?<milliseconds>[0-9.]+) ms/",
      "filter ispresent(milliseconds)",
      "sort milliseconds desc",
      "limit 50",
    ),
  },
});

/** What a web ACL blocks, by rule, and by address. */
export const firewallQueries = ({ logGroupName }: { readonly logGroupName: Text }): LogQueries => ({
  "firewall-blocks": {
    logGroupNames: [logGroupName as string],
    query: lines(
      'filter action = "BLOCK"',
      "stats count(*) as requests, max(@timestamp) as newest by terminatingRuleId, httpRequest.uri",
      "sort requests desc",
      "limit 100",
    ),
  },
  "firewall-blocked-addresses": {
    logGroupNames: [logGroupName as string],
    query: lines(
      'filter action = "BLOCK"',
      "stats count(*) as requests by httpRequest.clientIp, httpRequest.country, terminatingRuleId",
      "sort requests desc",
      "limit 100",
    ),
  },
});

/** Errors of PHP in its own log, the most frequent first. */
export const phpQueries = ({ logGroupNames }: { readonly logGroupNames: Value<string[]> }): LogQueries => ({
  "php-errors": {
    logGroupNames,
    query: lines(
      "fields @timestamp",
      "parse @message /PHP (?<severity>[A-Z][A-Za-z ]+): +(?<text>[^\\n]*)/",
      "filter ispresent(severity)",
      "stats count(*) as errors, max(@timestamp) as newest by severity, text",
      "sort errors desc",
      "limit 100",
    ),
  },
});

/** Requests that a web server answers with 5xx, from its access log in the combined format. */
export const accessLogQueries = ({
  logGroupNames,
}: {
  readonly logGroupNames: Value<string[]>;
}): LogQueries => ({
  "failed-requests": {
    logGroupNames,
    query: lines(
      "fields @timestamp",
      'parse @message /"(?<method>[A-Z]+) (?<path>[^ ?"]+)[^"]*" (?<status>[0-9]{3}) /',
      "filter status >= 500",
      "stats count(*) as requests, max(@timestamp) as newest by status, method, path",
      "sort requests desc",
      "limit 100",
    ),
  },
});

/** The latest lines of a scheduled job. */
export const jobQueries = ({
  logGroupName,
  pattern,
}: {
  readonly logGroupName: Text;
  /** What its lines contain, as a regular expression between slashes. */
  readonly pattern: string;
}): LogQueries => ({
  "scheduled-job": {
    logGroupNames: [logGroupName as string],
    query: lines(
      "fields @timestamp, @logStream, @message",
      `filter @message like ${pattern}`,
      "sort @timestamp desc",
      "limit 200",
    ),
  },
});

/** Errors of an application that logs JSON with `level` and `msg`, the most frequent first. */
export const jsonLogQueries = ({
  logGroupNames,
}: {
  readonly logGroupNames: Value<string[]>;
}): LogQueries => ({
  "application-errors": {
    logGroupNames,
    query: lines(
      'filter level in ["ERROR", "WARN"]',
      "stats count(*) as lines, max(@timestamp) as newest by level, msg",
      "sort lines desc",
      "limit 100",
    ),
  },
});

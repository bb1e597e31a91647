import * as presets from "../../../modules/monitoring/presets";
import type { LogQueries } from "../../../modules/monitoring/presets";

const one = { logGroupName: "/demo" };
const some = { logGroupNames: ["/demo"] };
const all: Readonly<Record<string, LogQueries>> = {
  accessLog: presets.accessLogQueries(some),
  firewall: presets.firewallQueries(one),
  job: presets.jobQueries({ ...one, pattern: "/cron/" }),
  jsonLog: presets.jsonLogQueries(some),
  mysqlLogin: presets.mysqlLoginQueries(one),
  mysqlSlow: presets.mysqlSlowQueries(one),
  php: presets.phpQueries(some),
  postgresql: presets.postgresqlQueries(one),
};
const every = Object.entries(all).flatMap(([group, queries]) =>
  Object.entries(queries).map(([name, { query }]) => [`${group}: ${name}`, String(query)] as const),
);

/** The commands of a query: what is between pipes outside of regular expressions and quotes. */
function commandsOf(query: string): string[] {
  return query.split("\n").map((line, index) => (index === 0 ? line : line.replace(/^\| /, "")));
}

const field = String.raw`@?[A-Za-z][\w.]*`;
const aggregate = String.raw`(count\(\*\)|max\(${field}\)) as [a-z]\w*`;
const condition = String.raw`(${field} (not )?like \/.+\/|${field} = "[^"]+"|${field} in \["[^\]]+\]|${field} >= \d+|ispresent\(${field}\))`;

/** Logs Insights' commands, as far as the presets use them (CloudWatch Logs User Guide, "Logs Insights QL query syntax"). */
const syntax: Readonly<Record<string, RegExp>> = {
  fields: new RegExp(`^fields ${field}(, ${field})*$`),
  filter: new RegExp(`^filter ${condition}( and ${condition})*$`),
  parse: new RegExp(`^parse ${field} (/.+/|"[^"]+" as \\w+(, \\w+)*)$`),
  stats: new RegExp(`^stats ${aggregate}(, ${aggregate})* by ${field}(, ${field})*$`),
  sort: new RegExp(`^sort ${field} (asc|desc)$`),
  limit: /^limit [1-9]\d{0,3}$/,
};

test.each(every)("%s has commands of Logs Insights only, each on a line", (_, query) => {
  for (const command of commandsOf(query)) {
    const [verb] = command.split(" ");
    expect(Object.keys(syntax)).toContain(verb);
    expect(command).toMatch(syntax[verb!]!);
  }
  // Named groups of letters and digits only; "limit" comes last, and "sort" has what a "stats" before it leaves.
  for (const [, name] of query.matchAll(/\(\?<([^>=!]+)>/g)) expect(name).toMatch(/^[a-zA-Z][a-zA-Z0-9]*$/);
  const verbs = commandsOf(query).map((command) => command.split(" ")[0]);
  if (verbs.includes("limit")) expect(verbs.at(-1)).toBe("limit");
  const stats = commandsOf(query).find((command) => command.startsWith("stats "));
  const sort = commandsOf(query).find((command) => command.startsWith("sort "));
  if (stats && sort) expect(stats).toContain(` as ${sort.split(" ")[1]!}`);
});

test.each(every)("%s has as many names as a glob pattern has stars", (_, query) => {
  for (const [, glob, names] of query.matchAll(/parse @message "([^"]+)" as (.+)/g))
    expect(names!.split(",")).toHaveLength(glob!.split("*").length - 1);
});

/** What a query's regular expressions find in a line: the named groups of all, if the line passes its filters. */
function found(query: unknown, line: string): Record<string, string> | undefined {
  const groups: Record<string, string> = {};
  for (const command of commandsOf(String(query))) {
    const parse = /^parse @message \/(.+)\/$/.exec(command);
    if (parse) Object.assign(groups, new RegExp(parse[1]!).exec(line)?.groups);
    for (const [, not, pattern] of command.matchAll(/@message (not )?like \/(.+?)\/(?= and |$)/g))
      if (new RegExp(pattern!).test(line) === Boolean(not)) return undefined;
    const present = /^filter ispresent\((\w+)\)$/.exec(command);
    if (present && groups[present[1]!] === undefined) return undefined;
  }
  return groups;
}

test("failed logins of Aurora MySQL are those connections whose return code is not 0", () => {
  const { query } = all["mysqlLogin"]!["database-failed-logins"]!;
  const line = (operation: string, code: number) =>
    `1795800000000000,redcap-1,redcap_user,10.20.64.9,4711,0,${operation},,,${code}`;
  expect(found(query, line("FAILED_CONNECT", 1045))).toBeDefined();
  expect(found(query, line("CONNECT", 1045))).toBeDefined();
  expect(found(query, line("CONNECT", 0))).toBeUndefined();
  expect(found(query, line("DISCONNECT", 0))).toBeUndefined();
  expect(
    found(query, "1795800000000000,redcap-1,u,10.0.0.1,1,2,QUERY,redcap,'GRANT x',1045"),
  ).toBeUndefined();
});

test("slow statements of both engines have their times", () => {
  const slow =
    "# User@Host: redcap_user[redcap_user] @ [10.0.0.1]  Id: 7\n# Query_time: 12.000227  Lock_time: 0.000010 Rows_sent: 1  Rows_examined: 99\nSET timestamp=1;\nselect 1;";
  expect(found(all["mysqlSlow"]!["database-slow-queries"]!.query, slow)).toEqual({
    seconds: "12.000227",
    locked: "0.000010",
    sent: "1",
    examined: "99",
  });
  const duration =
    "2026-11-27 18:00:00 UTC:10.1.0.9(5432):medplum@medplum:[7]:LOG:  duration: 1503.221 ms  execute <unnamed>: SELECT 1";
  expect(found(all["postgresql"]!["database-slow-queries"]!.query, duration)).toEqual({
    milliseconds: "1503.221",
  });
  const refused =
    '2026-11-27 18:00:00 UTC:10.1.0.9(5432):x@medplum:[7]:FATAL:  password authentication failed for user "x"';
  expect(found(all["postgresql"]!["database-failed-logins"]!.query, refused)).toBeDefined();
});

test("errors of PHP and of the web server are found in their lines", () => {
  const { query } = all["php"]!["php-errors"]!;
  expect(
    found(query, "[27-Nov-2026 18:00:00 UTC] PHP Fatal error:  Uncaught TypeError: x in /var/app/y.php:7"),
  ).toEqual({
    severity: "Fatal error",
    text: "Uncaught TypeError: x in /var/app/y.php:7",
  });
  expect(found(query, "[27-Nov-2026] NOTICE: ready")).toBeUndefined();
  const access =
    '10.0.0.1 - - [27/Nov/2026:18:00:00 +0000] "POST /redcap_v16.0.18/index.php?pid=7 HTTP/1.1" 502 150 "-" "Mozilla" "192.0.2.9"';
  expect(found(all["accessLog"]!["failed-requests"]!.query, access)).toMatchObject({
    method: "POST",
    path: "/redcap_v16.0.18/index.php",
    status: "502",
  });
});

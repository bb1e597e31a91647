import { z } from "zod";
import { constrain } from "../../lib/requirements";

const list = (item: string): string => `${item}(,${item})*`;
const steps = (value: string): string => list(`([*]|${value})(-${value})?(/[0-9]+)?`);

/** What the fields of a cron expression may hold, in their order, and how a message says it. */
const fields = {
  minute: {
    values: "[0-5]?[0-9]",
    allowed: "one number from 0 to 59, as AWS Backup starts at most once an hour",
  },
  hour: { values: steps("([01]?[0-9]|2[0-3])"), allowed: "0 to 23, with , - * /" },
  day_of_month: {
    values: `([?]|${steps("(0?[1-9]|[12][0-9]|3[01]|L|[0-9]+W|LW)")})`,
    allowed: "1 to 31, L, LW or 15W, with , - * /, or ?",
  },
  month: {
    values: steps("(0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"),
    allowed: "1 to 12 or JAN to DEC, with , - * /",
  },
  day_of_week: {
    values: `([?]|${steps("([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])?")})`,
    allowed: "1 to 7 or SUN to SAT, 6L or 2#1, with , - * /, or ?",
  },
  year: { values: steps("(19[7-9][0-9]|20[0-9][0-9]|21[0-9][0-9])"), allowed: "1970 to 2199, with , - * /" },
};

/** Patterns by name: six fields, each field, and ? for exactly one of the days. */
const patterns: Readonly<Record<string, string>> = {
  six_fields: "^cron[(]([^ ]+ ){5}[^ ]+[)]$",
  ...Object.fromEntries(
    Object.entries(fields).map(([name, { values }], i) => [name, fieldPattern(i, values)]),
  ),
  one_day: "^cron[(][^ ]+ [^ ]+ ([?] [^ ]+ [^? ][^ ]*|[^? ][^ ]* [^ ]+ [?]) [^ ]+[)]$",
};

function fieldPattern(index: number, values: string): string {
  if (index === 0) return `^cron[(]${values} `;
  return index === 5 ? ` ${values}[)]$` : `^cron[(]([^ ]+ ){${index}}${values} `;
}

/** What a text of six fields must match. */
function matching(name: string, message: string) {
  const [form, pattern] = [new RegExp(patterns["six_fields"]!), new RegExp(patterns[name]!)];
  return {
    message,
    check: (value: string) => !form.test(value) || pattern.test(value),
    condition: (reference: string) =>
      `!can(regex(local.cron.six_fields, ${reference})) || can(regex(local.cron.${name}, ${reference}))`,
    locals: { cron: patterns },
  };
}

/**
 * AWS's cron expression in UTC: minute, hour, day of month, month, day of week, year, with `?` for one of the days. Each
 * field has a constraint of its own, which names it.
 */
export function schedule() {
  return constrain(
    z
      .string()
      .regex(
        new RegExp(patterns["six_fields"]!),
        "must be a cron expression of six fields in UTC, like cron(0 3 * * ? *) or cron(0 4 ? * SUN *)",
      ),
    ...Object.entries(fields).map(([name, { allowed }], i) =>
      matching(name, `must have a valid ${name.replaceAll("_", " ")} (field ${i + 1}): ${allowed}`),
    ),
    matching("one_day", "must have ? as day of month or as day of week, exactly one"),
  );
}

import { z } from "zod";

const list = (item: string): string => `${item}(,${item})*`;
const steps = (value: string): string => list(`([*]|${value})(-${value})?(/[0-9]+)?`);

const minute = "[0-5]?[0-9]";
const hour = steps("([01]?[0-9]|2[0-3])");
const dayOfMonth = steps("(0?[1-9]|[12][0-9]|3[01]|L|[0-9]+W|LW)");
const month = steps("(0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)");
const dayOfWeek = steps("([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])?");
const year = steps("(19[7-9][0-9]|20[0-9][0-9]|21[0-9][0-9])");

/**
 * AWS's cron expression in UTC: minute, hour, day of month, month, day of week, year, with `?` for one of the days. The
 * minute is a number, since AWS Backup starts at most once an hour.
 */
export function schedule() {
  return z
    .string()
    .regex(
      new RegExp(
        `^cron[(]${minute} ${hour} (${dayOfMonth} ${month} [?]|[?] ${month} ${dayOfWeek}) ${year}[)]$`,
      ),
      "must be a cron expression in UTC of six fields, with ? for one of the days, like cron(0 3 * * ? *) or cron(0 4 ? * SUN *)",
    );
}

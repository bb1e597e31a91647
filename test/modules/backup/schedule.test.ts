import { schedule } from "../../../modules/backup/schedule";
import { schedules } from "./schedules";

const list = (item: string) => `${item}(,${item})*`;
const steps = (value: string) => list(`([*]|${value})(-${value})?(/[0-9]+)?`);
const [hour, dayOfMonth, month, dayOfWeek, year] = [
  "([01]?[0-9]|2[0-3])",
  "(0?[1-9]|[12][0-9]|3[01]|L|[0-9]+W|LW)",
  "(0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)",
  "([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])?",
  "(19[7-9][0-9]|20[0-9][0-9]|21[0-9][0-9])",
].map(steps);

/** All of a schedule in one pattern, which nobody can read in an error. */
const whole = new RegExp(
  `^cron[(][0-5]?[0-9] ${hour} (${dayOfMonth} ${month} [?]|[?] ${month} ${dayOfWeek}) ${year}[)]$`,
);

test("the constraints of a schedule's fields accept what one pattern of the whole accepts, and nothing else", () => {
  const verdicts = schedules.map((text) => ({
    text,
    whole: whole.test(text),
    fields: schedule().safeParse(text).success,
  }));
  expect(verdicts.filter((verdict) => verdict.whole !== verdict.fields)).toEqual([]);
  const good = verdicts.filter((verdict) => verdict.fields).length;
  expect(good).toBeGreaterThan(100);
  expect(verdicts.length - good).toBeGreaterThan(100);
});

import { z } from "zod";
import { constrain } from "../../lib/requirements";

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Start and length of a window in minutes; the start counts from midnight, or from Monday's midnight. */
interface Window {
  readonly start: number;
  readonly length: number;
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const weekMinutes = (text: string): number =>
  days.indexOf(text.slice(0, 3) as (typeof days)[number]) * DAY + minutes(text.slice(4));

function daily(value: string): Window {
  const [from, to] = value.split("-") as [string, string];
  return { start: minutes(from), length: (minutes(to) - minutes(from) + DAY) % DAY };
}

function weekly(value: string): Window {
  const [from, to] = value.split("-") as [string, string];
  return { start: weekMinutes(from), length: (weekMinutes(to) - weekMinutes(from) + WEEK) % WEEK };
}

// The same in HCL: text of expressions over the reference of the input.
const hclMinutes = (reference: string, at: number): string =>
  `(parseint(substr(${reference}, ${at}, 2), 10) * 60 + parseint(substr(${reference}, ${at + 3}, 2), 10))`;
const hclWeekMinutes = (reference: string, at: number): string =>
  `(index([${days.map((day) => `"${day}"`).join(", ")}], substr(${reference}, ${at}, 3)) * ${DAY} + ` +
  `${hclMinutes(reference, at + 4)})`;
const hclDaily = (reference: string) => {
  const start = hclMinutes(reference, 0);
  return { start, length: `((${hclMinutes(reference, 6)} - ${start} + ${DAY}) % ${DAY})` };
};
const hclWeekly = (reference: string) => {
  const start = hclWeekMinutes(reference, 0);
  return { start, length: `((${hclWeekMinutes(reference, 10)} - ${start} + ${WEEK}) % ${WEEK})` };
};

/** A daily window in UTC, `03:00-04:00`, of at least 30 minutes (what RDS demands). May pass midnight. */
export function dailyWindow() {
  const form = /^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$/;
  return constrain(z.string().regex(form, "must be a daily window in UTC like 03:00-04:00"), {
    message: "must last at least 30 minutes",
    check: (value) => !form.test(value) || daily(value).length >= 30,
    condition: (reference) => `try(${hclDaily(reference).length} >= 30, true)`,
  });
}

/** A weekly window in UTC, `sun:05:00-sun:06:00`, of 30 minutes to 24 hours (what RDS demands). */
export function weeklyWindow() {
  const time = "(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]";
  const form = new RegExp(`^${time}-${time}$`);
  return constrain(z.string().regex(form, "must be a weekly window in UTC like sun:05:00-sun:06:00"), {
    message: "must last at least 30 minutes and at most 24 hours",
    check: (value) => !form.test(value) || (weekly(value).length >= 30 && weekly(value).length <= DAY),
    condition: (reference) =>
      `try(${hclWeekly(reference).length} >= 30 && ${hclWeekly(reference).length} <= ${DAY}, true)`,
  });
}

/** Whether a daily and a weekly window share a minute. Two arcs of a day meet if either holds the other's start. */
export function overlap(dailyText: string, weeklyText: string): boolean {
  const a = daily(dailyText);
  const b = weekly(weeklyText);
  const distance = (from: number, to: number): number => (((to - from) % DAY) + DAY) % DAY;
  return distance(a.start, b.start % DAY) < a.length || distance(b.start % DAY, a.start) < b.length;
}

/** HCL that is true when the windows behind two references do not overlap; malformed ones are reported elsewhere. */
export function apart(dailyReference: string, weeklyReference: string): string {
  const a = hclDaily(dailyReference);
  const b = hclWeekly(weeklyReference);
  const after = `((${b.start} % ${DAY} - ${a.start} + ${DAY}) % ${DAY})`;
  const before = `((${a.start} - ${b.start} % ${DAY} + ${DAY}) % ${DAY})`;
  return `try(${after} >= ${a.length} && ${before} >= ${b.length}, true)`;
}

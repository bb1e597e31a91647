import { z } from "zod";
import { constrain } from "../requirements";

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const weekdays: Readonly<Record<string, number>> = { mon: 0, tue: 1, wed: 2, thu: 3, fri: 4, sat: 5, sun: 6 };

const time = "([01][0-9]|2[0-3]):([0-5][0-9])";
const day = `(${Object.keys(weekdays).join("|")})`;
const dailyForm = new RegExp(`^${time}-${time}$`);
const weeklyForm = new RegExp(`^${day}:${time}-${day}:${time}$`);

/** Start and length of a window in minutes; the start counts from midnight, or from Monday's midnight. */
interface Window {
  readonly start: number;
  readonly length: number;
}

/** The window, or undefined for a text of another form. */
function daily(text: string): Window | undefined {
  const [, hour, minute, endHour, endMinute] = (dailyForm.exec(text) ?? []).map(Number);
  if (hour === undefined) return undefined;
  const start = hour * 60 + minute!;
  return { start, length: (endHour! * 60 + endMinute! - start + DAY) % DAY };
}

/** The window, or undefined for a text of another form. */
function weekly(text: string): Window | undefined {
  const [, from, hour, minute, to, endHour, endMinute] = weeklyForm.exec(text) ?? [];
  if (from === undefined) return undefined;
  const at = (name: string, hours: string, minutes: string) =>
    weekdays[name]! * DAY + Number(hours) * 60 + Number(minutes);
  const start = at(from, hour!, minute!);
  return { start, length: (at(to!, endHour!, endMinute!) - start + WEEK) % WEEK };
}

/** What the HCL below refers to. */
export const windowLocals = {
  daily_window: dailyForm.source,
  weekly_window: weeklyForm.source,
  weekdays,
};

/** HCL of a daily window's start and length; an error for a text of another form. */
export const dailyHcl = (reference: string): string =>
  `[for t in [regex(local.daily_window, ${reference})] : { start = t[0] * 60 + t[1], ` +
  `length = ((t[2] - t[0]) * 60 + t[3] - t[1] + ${DAY}) % ${DAY} }][0]`;

/** HCL of a weekly window's start and length; an error for a text of another form. */
export const weeklyHcl = (reference: string): string =>
  `[for t in [regex(local.weekly_window, ${reference})] : { ` +
  `start = local.weekdays[t[0]] * ${DAY} + t[1] * 60 + t[2], ` +
  `length = ((local.weekdays[t[3]] - local.weekdays[t[0]]) * ${DAY} + (t[4] - t[1]) * 60 + t[5] - t[2] + ${WEEK}) % ${WEEK} }][0]`;

/** A daily window in UTC, `03:00-04:00`, which may pass midnight. RDS requires at least 30 minutes, ElastiCache 60. */
export function dailyWindow(minimum = 30) {
  return constrain(z.string().regex(dailyForm, "must be a daily window in UTC, like 03:00-04:00"), {
    message: `must last at least ${minimum} minutes`,
    check: (value) => (daily(value)?.length ?? DAY) >= minimum,
    condition: (reference) => `try(${dailyHcl(reference)}.length >= ${minimum}, true)`,
    locals: windowLocals,
  });
}

/** A weekly window in UTC, `sun:05:00-sun:06:00`: 30 minutes to 24 hours for RDS, 60 minutes or more for ElastiCache. */
export function weeklyWindow(minimum = 30) {
  return constrain(
    z.string().regex(weeklyForm, "must be a weekly window in UTC, like sun:05:00-sun:06:00"),
    {
      message: `must last at least ${minimum} minutes`,
      check: (value) => (weekly(value)?.length ?? DAY) >= minimum,
      condition: (reference) => `try(${weeklyHcl(reference)}.length >= ${minimum}, true)`,
      locals: windowLocals,
    },
    {
      message: "must last at most 24 hours",
      check: (value) => (weekly(value)?.length ?? DAY) <= DAY,
      condition: (reference) => `try(${weeklyHcl(reference)}.length <= ${DAY}, true)`,
      locals: windowLocals,
    },
  );
}

/**
 * Whether a daily and a weekly window share a minute: two arcs of a day meet if either holds the other's start. False for
 * texts of another form, which the schemas refuse.
 */
export function overlap(dailyText: string, weeklyText: string): boolean {
  const [a, b] = [daily(dailyText), weekly(weeklyText)];
  if (!a || !b) return false;
  const distance = (from: number, to: number): number => (to - from + WEEK) % DAY;
  return distance(a.start, b.start) < a.length || distance(b.start, a.start) < b.length;
}

/** HCL of the opposite, over the windows that dailyHcl and weeklyHcl make. */
export const apartHcl = (dailyWindow: string, weeklyWindow: string): string =>
  `(${weeklyWindow}.start - ${dailyWindow}.start + ${WEEK}) % ${DAY} >= ${dailyWindow}.length && ` +
  `(${dailyWindow}.start - ${weeklyWindow}.start + ${WEEK}) % ${DAY} >= ${weeklyWindow}.length`;

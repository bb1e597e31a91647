import * as fc from "fast-check";

const item = fc.constantFrom(
  ..."* ? 0 1 5 7 8 9 12 13 15 23 24 31 32 59 60 1970 2026 2199 1969 01 L LW 15W JAN DEC Jan MON SUN FRI 6L 2#1 2#6".split(
    " ",
  ),
);
const part = fc
  .tuple(item, fc.constantFrom("", "", "", "-"), item, fc.constantFrom("", "", "", "/2", "/", "/*"))
  .map(([from, dash, to, step]) => from + (dash && dash + to) + step);
const field = fc
  .tuple(part, fc.constantFrom("", "", "", ",", ",,"), part)
  .map(([one, comma, two]) => one + (comma && comma + two));

/** A field as it mostly is right, or by chance. */
const mostly = (...good: string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: field });

const fields = fc.tuple(
  mostly("0", "30", "05", "59"),
  mostly("3", "*", "0/6", "1,13", "8-17"),
  mostly("*", "?", "?", "1", "L", "15W", "1-7", "*/2"),
  mostly("*", "3,6,9,12", "JAN-MAR", "1/2"),
  mostly("?", "?", "*", "MON-FRI", "SUN", "6L", "2#1"),
  mostly("*", "2026", "2026-2030", "*/2"),
);

const generated = fc.oneof(
  { weight: 30, arbitrary: fields.map((texts) => `cron(${texts.join(" ")})`) },
  {
    weight: 1,
    arbitrary: fields.map((texts) => `cron(${texts.slice(1).join(" ")})`),
  },
  { weight: 1, arbitrary: fields.map((texts) => `cron( ${texts.join("  ")})`) },
  { weight: 1, arbitrary: fields.map((texts) => `Cron(${texts.join(" ")}) `) },
  { weight: 1, arbitrary: fields.map((texts) => `cron(${texts.join(" ")}))`) },
);

/** Schedules around the border of what is one, the same ones in every run of one version of this file. */
export const schedules: readonly string[] = [
  ...new Set([
    "",
    "rate(1 day)",
    "cron()",
    "cron(0 3 * * ? *)\n",
    ...fc.sample(generated, { seed: 20261122, numRuns: 2000 }),
  ]),
];

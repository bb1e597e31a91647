const DAY = 24 * 60;

/** A daily and a weekly window, and whether they share a minute: counted, not computed. */
export type WindowPair = readonly [daily: string, weekly: string, overlap: boolean];

const clock = (minute: number): string =>
  `${String(Math.floor((minute % DAY) / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const minutes = (start: number, length: number): Set<number> =>
  new Set(Array.from({ length }, (_, i) => (start + i) % DAY));

/** Pairs of windows of all kinds of lengths around the day and the end of the week. */
export function windowPairs(): WindowPair[] {
  const lengths = [30, 90, 600];
  const starts = (step: number) => Array.from({ length: Math.ceil(DAY / step) }, (_, i) => i * step);
  return starts(95).flatMap((backup) =>
    starts(85).flatMap((maintenance) =>
      lengths.flatMap((a) => {
        const held = minutes(backup, a);
        return lengths.map((b): WindowPair => {
          const end = maintenance + b;
          return [
            `${clock(backup)}-${clock(backup + a)}`,
            `sun:${clock(maintenance)}-${end >= DAY ? "mon" : "sun"}:${clock(end)}`,
            [...minutes(maintenance, b)].some((minute) => held.has(minute)),
          ];
        });
      }),
    ),
  );
}

/** A time in UTC to the second, as IAM writes it: 2026-11-27T18:00:00Z. */
export const isoTime = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, "Z");

/** The same in letters that every name may have: 20261127-180000. */
export const timeInName = (time: Date): string => isoTime(time).replace(/[-:Z]/g, "").replace("T", "-");

const day = /^\d{4}-\d{2}-\d{2}$/;
/** Longer than a yearly review and what it may be late. */
const LONGEST_DAYS = 400;

/** Whether a text is a day of the calendar, like 2027-06-30. */
export function isDay(text: string): boolean {
  if (!day.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** What is wrong with the end of an excuse on a day. */
export function endProblem({ until }: { readonly until: string }, today: string): string | undefined {
  if (until < today)
    return `ended on ${until}: fix what it excuses, or look at its reason again and set another day`;
  const days = (Date.parse(until) - Date.parse(today)) / 86_400_000;
  return days > LONGEST_DAYS
    ? `ends on ${until}, in more than ${LONGEST_DAYS} days: nobody would look at its reason again`
    : undefined;
}

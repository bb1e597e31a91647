import { unknownsIn } from "../plan/expression/unknown";
import type { Policy, Statement } from "../plan/statements";

/** Whether a text has a part that could not be read: anything may stand there. */
export const isHidden = (text: string): boolean => unknownsIn(text).some(({ read }) => !read);

/** Whether a policy has a statement that could not be read, or is none that can be read: not only a part of a statement. */
export function hasHiddenStatement({ statements, unread }: Policy): boolean {
  const within = new Set(
    statements.flatMap(partsOf).flatMap((part) => unknownsIn(part).map(({ text }) => text)),
  );
  return unread.some((text) => !within.has(text));
}

const partsOf = (statement: Statement): string[] => [
  ...statement.actions,
  ...statement.notActions,
  ...statement.resources,
  ...statement.notResources,
  ...statement.principals,
  ...Object.values(statement.conditions).flat(),
];

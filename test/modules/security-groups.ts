/** So many security groups, by name. */
export const securityGroups = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, `sg-${i}`]));

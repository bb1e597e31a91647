/** Whether some text matches both of two patterns with `*` for any text. */
export function overlap(one: string, other: string): boolean {
  if (one === "" || other === "") return [...(one + other)].every((character) => character === "*");
  if (one.startsWith("*")) return overlap(one.slice(1), other) || overlap(one, other.slice(1));
  if (other.startsWith("*")) return overlap(one, other.slice(1)) || overlap(one.slice(1), other);
  return one[0] === other[0] && overlap(one.slice(1), other.slice(1));
}

/** The same of ARNs: each of their first five parts by itself. */
export function arnsOverlap(one: string, other: string): boolean {
  const [parts, others] = [one, other].map((arn) => {
    const split = arn.split(":");
    return [...split.slice(0, 5), split.slice(5).join(":")];
  });
  return parts!.every((part, i) => overlap(part, others![i]!));
}

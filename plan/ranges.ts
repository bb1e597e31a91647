/** A range of IP addresses. */
interface Range {
  readonly version: 4 | 6;
  readonly first: bigint;
  /** Bits of the prefix. */
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Reads `10.0.0.0/8`, `2001:db8::/32`, or one address. */
function rangeOf(text: string): Range | undefined {
  const [address = "", length] = text.split("/");
  const version = address.includes(":") ? 6 : 4;
  const value = version === 4 ? ipv4(address) : ipv6(address);
  const prefix = length === undefined ? BITS[version] : Number(length);
  if (value === undefined || !Number.isInteger(prefix) || prefix < 0 || prefix > BITS[version])
    return undefined;
  const rest = BigInt(BITS[version] - prefix);
  return { version, first: (value >> rest) << rest, prefix };
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function ipv6(text: string): bigint | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 0) return undefined;
  const all = [...before, ...Array<string>(tail === undefined ? 0 : missing).fill("0"), ...after];
  if (all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((sum, group) => (sum << 16n) | BigInt(parseInt(group, 16)), 0n);
}

/** Whether a range has all of another one in it. Of texts that are no ranges, whether they are the same. */
export function containsRange(outer: string, inner: string): boolean {
  const [a, b] = [rangeOf(outer), rangeOf(inner)];
  if (!a || !b) return outer === inner;
  const rest = BigInt(BITS[a.version] - a.prefix);
  return a.version === b.version && a.prefix <= b.prefix && a.first >> rest === b.first >> rest;
}

/** Whether a range has so large a part of the internet in it that it is as good as everybody. */
export function isEverybody(text: string): boolean {
  const range = rangeOf(text);
  if (!range) return false;
  if (range.version === 6) return range.prefix <= 16 && !containsRange("fc00::/7", text);
  return (
    range.prefix < 8 ||
    (range.prefix === 8 && !containsRange("10.0.0.0/8", text) && !containsRange("127.0.0.0/8", text))
  );
}

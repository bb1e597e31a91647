import { isIPv6 } from "node:net";
import { z } from "zod";
import { constrain } from "../../lib/requirements";

/** An IPv6 range in canonical form: `2001:db8::/32`. */
export function ipv6CidrBlock() {
  return constrain(z.string(), {
    message: "must be an IPv6 range in canonical form, like 2001:db8::/32 or ::/0",
    check: isCanonical,
    // cidrsubnet(x, 0, 0) is the canonical form of x.
    condition: (ref) =>
      `can(regex("^[0-9a-f:]+/[0-9]+$", ${ref})) && try(cidrsubnet(${ref}, 0, 0) == ${ref}, false)`,
  });
}

function isCanonical(value: string): boolean {
  const [, address, bits] = /^([0-9a-f:]+)\/(0|[1-9][0-9]{0,2})$/.exec(value) ?? [];
  const prefix = Number(bits);
  // IPv4-mapped addresses belong with the IPv4 ranges.
  if (!address || prefix > 128 || !isIPv6(address) || address.startsWith("::ffff:")) return false;
  // URLs write IPv6 addresses in their one canonical form.
  if (new URL(`http://[${address}]`).hostname !== `[${address}]`) return false;
  return numberOf(address) % 2n ** BigInt(128 - prefix) === 0n;
}

function numberOf(address: string): bigint {
  const [head = "", tail = ""] = address.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const [left, right] = [groups(head), groups(tail)];
  const zeros = Array<string>(8 - left.length - right.length).fill("0");
  return [...left, ...zeros, ...right].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

import { isIPv6 } from "node:net";
import { z } from "zod";
import { country } from "../../lib/aws/countries";
import { parseCidr } from "../../lib/aws/inputs";
import { atMost } from "../../lib/aws/quotas";
import { constrain } from "../../lib/requirements";
import { modeInputs } from "./mode-inputs";
import { order, ruleName } from "./names";
import { pathList } from "./paths";

// What decides by the address that a request comes from.

function canonical(value: string): boolean {
  const range = parseCidr(value);
  if (range) return range.prefix > 0 && range.start % 2 ** (32 - range.prefix) === 0;
  const [address = "", prefix = ""] = value.split("/");
  return isIPv6(address) && /^[1-9][0-9]{0,2}$/.test(prefix) && Number(prefix) <= 128;
}

const ipRange = () =>
  constrain(z.string(), {
    message: "must be an IPv4 or IPv6 range like 192.0.2.0/24 or 2001:db8::/32 (WAF has no /0)",
    check: canonical,
    condition: (reference) =>
      `!endswith(${reference}, "/0") && (can(regex("^[0-9.]+/[0-9]+$", ${reference})) ? ` +
      `try(cidrsubnet(${reference}, 0, 0) == ${reference}, false) : ` +
      `can(regex("^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/[1-9][0-9]*$", ${reference})) && can(cidrhost(${reference}, 0)))`,
  });

/** IPv4 and IPv6 ranges. */
export const ranges = () =>
  atMost(z.array(ipRange()), 10_000, "AWS allows 10,000 ranges in an IP set").default([]);

const ipSetArn = () =>
  z
    .string()
    .regex(
      /^arn:aws(-[a-z-]+)?:wafv2:[a-z0-9-]+:[0-9]{12}:(regional|global)\/ipset\/.+$/,
      "must be the ARN of an IP set, like arn:aws:wafv2:<region>:<account>:regional/ipset/<name>/<id>",
    );

/** Existing IP sets by a name of the caller's. */
export const ipSetArns = () => z.record(ruleName(), ipSetArn()).default({});

const guard = z.strictObject({
  priority: order("the guarded paths"),
  paths: pathList().describe("Paths that only allowedCidrs may request."),
  allowedCidrs: ranges().describe("IPv4 and IPv6 ranges that may request them. Default: none."),
  ...modeInputs(),
});

export const addressInputs = {
  denyCidrs: ranges().describe("IPv4 and IPv6 ranges that are always blocked."),
  denyIpSetArns: ipSetArns().describe(
    "Existing IP sets whose addresses are always blocked: ARNs by a name of your choice.",
  ),
  denyCountries: z
    .array(country())
    .default([])
    .describe("Countries that are blocked, ISO 3166 codes. Not together with allowCountries."),
  allowCountries: z
    .array(country())
    .default([])
    .describe("The only countries that are not blocked, ISO 3166 codes. Not together with denyCountries."),
  admitOnly: z
    .strictObject({
      cidrs: ranges().describe("IPv4 and IPv6 ranges that are admitted."),
      ipSetArns: ipSetArns().describe(
        "Existing IP sets whose addresses are admitted: ARNs by a name of your choice.",
      ),
      ...modeInputs(),
    })
    .optional()
    .describe(
      "The only addresses that may connect; everybody else is blocked. Unlike those of allowCidrs, their requests are inspected by " +
        "all rules. Default: any address.",
    ),
  guardedPaths: z
    .record(ruleName(), guard)
    .default({})
    .describe("Paths closed to the internet (installers, upgrades, cron), by a name of your choice."),
  allowCidrs: ranges().describe(
    "IPv4 and IPv6 ranges that are trusted: neither the rate limit nor the managed groups inspect their requests.",
  ),
  allowIpSetArns: ipSetArns().describe(
    "Existing IP sets whose addresses are trusted like those of allowCidrs: ARNs by a name of your choice.",
  ),
};

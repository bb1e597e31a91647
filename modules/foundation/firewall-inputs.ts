import { z } from "zod";
import { part } from "../../lib/part";
import { Firewall } from "../firewall";
import { pathList } from "../firewall/paths";
import { ofFirewall } from "./names";

/** What callers may say of each web ACL of an application, beyond what the application itself needs. */
export const firewallPart = part(Firewall, ofFirewall);

const { mode, observeUntil } = Firewall.definition.inputs.rateLimit.unwrap().shape;

/** How a web ACL is described to callers. */
interface Described {
  /** Default of the rate limit, and why. */
  readonly requests: { readonly default: number; readonly description: string };
  /** What `mode` says, if the application has more to say. */
  readonly mode?: string;
  readonly exceptions: string;
  /** The rules for which exceptionPaths are. */
  readonly exceptionPaths: string;
}

/** Inputs of a web ACL with an application's profile. */
export const firewallInputs = (described: Described) => ({
  mode: mode.describe(
    described.mode ??
      "observe counts what the managed rules would block: for the first days of an installation that moves here.",
  ),
  observeUntil,
  ...firewallPart.shape,
  requestsPerFiveMinutes: z
    .int()
    .min(100)
    .max(2_000_000_000)
    .default(described.requests.default)
    .describe(described.requests.description),
  knownAddresses: Firewall.definition.inputs.rateLimit
    .unwrap()
    .shape.known.describe(
      "Addresses behind which many people are, such as a hospital's, each with a limit of its own in place of requestsPerFiveMinutes. " +
        "Unlike those of allowCidrs, their requests are inspected by all other rules. Default: none.",
    ),
  exceptions: firewallPart.shape.exceptions.describe(described.exceptions),
  exceptionPaths: pathList().optional().describe(described.exceptionPaths),
});

import { z } from "zod";
import { Firewall } from "../firewall";
import { pathList } from "../firewall/paths";
import { firewallPart } from "./parts";

export const firewallInput = z
  .strictObject({
    mode: z
      .enum(["block", "observe"])
      .default("block")
      .describe(
        "observe counts what the managed rules would block: for the first days of an existing installation that moves here.",
      ),
    administratorCidrs: Firewall.definition.inputs.allowCidrs.describe(
      "Ranges that may open REDCap's installer and upgrade pages. Default: none.",
    ),
    ...firewallPart.shape,
    requestsPerFiveMinutes: z
      .int()
      .min(100)
      .max(2_000_000_000)
      .default(5000)
      .describe(
        "Maximum number of requests from one address in five minutes. A clinic behind one address sends many.",
      ),
    exceptions: firewallPart.shape.exceptions.describe(
      "Exceptions in addition to those that REDCap needs (see the README); one of the same name replaces it. Priorities 10 to " +
        "22 are taken.",
    ),
    exceptionPaths: pathList()
      .optional()
      .describe(
        "Further paths, such as those of plugins, on which the rules loosened for REDCap do not block.",
      ),
  })
  .prefault({})
  .describe("The web application firewall in front of the load balancers.");

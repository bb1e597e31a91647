import { z } from "zod";
import { Firewall } from "../firewall";
import { firewallInputs } from "../foundation/firewall-inputs";

export const firewallInput = z
  .strictObject({
    ...firewallInputs({
      mode: "observe counts what the managed rules would block: for the first days of an existing installation that moves here.",
      requests: {
        default: 10_000,
        description:
          "Maximum number of requests from one address in five minutes; static files do not count. Default: 10000, 33 a second, since a " +
          "clinic is often one address to the internet; for a whole hospital see knownAddresses.",
      },
      exceptions:
        "Exceptions in addition to those that REDCap needs (see the README); one of the same name replaces it. Priorities 10 to " +
        "23 are taken.",
      exceptionPaths:
        "Further paths, such as those of plugins, on which the rules loosened for REDCap do not block.",
    }),
    administratorCidrs: Firewall.definition.inputs.allowCidrs.describe(
      "Ranges that may open REDCap's installer and upgrade pages. Default: none.",
    ),
  })
  .prefault({})
  .describe("The web application firewall in front of the load balancers, or of CloudFront.");

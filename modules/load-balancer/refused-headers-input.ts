import { z } from "zod";
import { constrain } from "../../lib/requirements";

/**
 * The headers in which load balancers pass on a client's certificate and what it says. An application that trusts them must
 * never get one that a client wrote itself: refuse them on each load balancer without mutual authentication.
 */
export const clientCertificateHeaders = {
  "x-amzn-mtls-clientcert": 1,
  "x-amzn-mtls-clientcert-leaf": 2,
  "x-amzn-mtls-clientcert-subject": 3,
  "x-amzn-mtls-clientcert-issuer": 4,
  "x-amzn-mtls-clientcert-serial-number": 5,
  "x-amzn-mtls-clientcert-validity": 6,
} as const;

/** Headers with the priority of the rule of each: a priority of its own, so that one more or less moves no other. */
export const refusedHeaders = constrain(
  z.record(
    constrain(
      z
        .string()
        .regex(
          /^[a-z0-9-]{1,40}$/,
          "must be the name of a header in lower case: 1 to 40 letters, digits and hyphens",
        ),
      {
        message: "must not be host, which every request has",
        check: (name) => name !== "host",
        condition: (ref) => `${ref} != "host"`,
      },
    ),
    z.int().min(1).max(50_000),
  ),
  {
    message: "must not have the same priority as another header",
    check: (headers) => {
      const entries = Object.entries(headers);
      return entries
        .filter(([name, priority]) => entries.some(([other, same]) => other !== name && same === priority))
        .map(([name]) => name);
    },
    offenders: (ref) =>
      `[for name, value in ${ref} : name if length([for same in values(${ref}) : same if same == value]) > 1]`,
  },
)
  .default({})
  .describe(
    "Request headers that clients must not send, whatever the value, and the priority of the rule that answers them with 403: " +
      "lower than that of every rule that forwards. For headers that the application trusts because another load balancer " +
      "sets them, such as x-amzn-mtls-clientcert.",
  );

import { z } from "zod";
import { distinct } from "./inputs";
import { constrain } from "../requirements";

/** What an endpoint of each of SNS's protocols looks like. */
const endpoints = {
  email: "^[^@ ]+@[^@ ]+[.][^@ ]+$",
  "email-json": "^[^@ ]+@[^@ ]+[.][^@ ]+$",
  https: "^https://.+$",
  sqs: "^arn:aws(-[a-z-]+)?:sqs:.+$",
  lambda: "^arn:aws(-[a-z-]+)?:lambda:.+$",
  sms: "^[+][0-9]{6,15}$",
};
type Protocol = keyof typeof endpoints;

/** Subscribers of a topic by a name of the caller's; `protocols` are those that suit what the topic sends. */
export function subscriptions(name: z.ZodString, protocols: readonly [Protocol, ...Protocol[]]) {
  const subscription = constrain(
    z.strictObject({
      protocol: z
        .enum(protocols)
        .describe("How messages are delivered. Recipients of e-mail must confirm the subscription."),
      endpoint: z.string().min(1).max(2048).describe("E-mail address, URL, ARN or +number."),
    }),
    {
      message:
        "must have an endpoint of its protocol: an address for email, https://… for https, an ARN for sqs and lambda, " +
        "+ and digits for sms",
      check: ({ protocol, endpoint }) => new RegExp(endpoints[protocol]).test(endpoint),
      condition: (ref) => `can(regex(lookup(local.endpoints, ${ref}.protocol, ""), ${ref}.endpoint))`,
      locals: { endpoints },
    },
  );
  // SNS answers a second subscription with the ARN of the first: the removal of either would end both.
  return distinct(z.record(name, subscription), ["protocol", "endpoint"]);
}

import { z } from "zod";
import { Firewall } from "../firewall";
import { firewallInputs } from "../foundation/firewall-inputs";

const disabled = z
  .strictObject({
    reason: z
      .string()
      .min(10, "must say why, in 10 characters or more")
      .max(200)
      .describe("Why there is none. Every plan shows it."),
  })
  .optional()
  .describe("Makes no web ACL. Default: there is one.");

/** Of one way in: how many requests one address may send, and the priorities that the profile takes. */
const surface = (what: string, requests: { default: number; why: string }, taken: string) => ({
  disabled,
  ...firewallInputs({
    requests: {
      default: requests.default,
      description: `Maximum number of requests from one address in five minutes. ${requests.why}`,
    },
    exceptions: `Exceptions in addition to those that ${what} needs (see the README); one of the same name replaces it. Priorities taken: ${taken}.`,
    exceptionPaths: `Further paths on which the rules loosened for ${what} do not block.`,
  }),
});

const server = (requests: { default: number; why: string }) => ({
  ...surface("the server", requests, "10 to 42"),
  administratorCidrs: Firewall.definition.inputs.allowCidrs.describe(
    "Ranges that may use the super administrators' pages (/admin/super). Default: none, nobody can.",
  ),
});

const api = z
  .strictObject(
    server({
      default: 20_000,
      why: "Default: 20000, 67 a second, since a hospital is often one address to the internet, and each page of the web app sends ten or more.",
    }),
  )
  .prefault({});

const mutualTls = z
  .strictObject(
    server({
      default: 20_000,
      why: "Default: 20000, 67 a second, as an interface engine sends each message as a request.",
    }),
  )
  .prefault({});

const edge = (what: string, why: string, taken: string) =>
  z.strictObject(surface(what, { default: 10_000, why }, taken)).prefault({});

const app = edge(
  "the web app",
  "Default: 10000, since a hospital is often one address to the internet. With app.apiProxy, the requests to the server count, too.",
  "10 to 52",
);
const storage = edge(
  "the files",
  "Default: 10000, since a hospital is often one address to the internet.",
  "none",
);

/** The firewalls before everything that answers to the internet. */
export const firewallsInput = {
  firewall: z
    .strictObject({
      api: api.describe("Before the server's load balancer. [apiWafIpSetArn = admit_only.ip_set_arns]"),
      mutualTls: mutualTls.describe(
        "Before the load balancer for mutual TLS. Without effect where there is none. [mtlsWafIpSetArn = admit_only.ip_set_arns]",
      ),
      app: app.describe(
        "Of the web app's distribution; IP sets are those of CloudFront. Without effect with app.servedElsewhere. [appWafIpSetArn = " +
          "admit_only.ip_set_arns]",
      ),
      storage: storage.describe(
        "Of the files' distribution; IP sets are those of CloudFront. Without effect with storage.servedElsewhere. [storageWafIpSetArn = " +
          "admit_only.ip_set_arns]",
      ),
    })
    .prefault({})
    .describe(
      "Web application firewalls, which block. Each logs to a log group of its own. [wafLogGroupName, wafLogGroupCreate]",
    ),
};

import type { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { awsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

const notFound = { content_type: "text/plain", message_body: "Not found", status_code: "404" };
const redirect = { protocol: "HTTPS", port: "443", status_code: "HTTP_301" };

/** The listeners on ports 443 and 80. Both answer 404 to requests that no application's rule matches. */
export function addListeners(
  module: ModuleStack,
  balancer: Lb,
  { certificateArn, plainHttp, sslPolicy, strictTransportSecurity }: InputReferences<typeof inputs>,
): { http: LbListener; https: LbListener; redirect: LbListenerRule } {
  // plainHttp decides, not the certificate: the ARN of a new certificate is unknown at plan.
  const encrypted = tf`!(${plainHttp.given})`;
  const https = new LbListener(module, "https listener", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    certificateArn,
    sslPolicy,
    routingHttpResponseServerEnabled: false,
    routingHttpResponseStrictTransportSecurityHeaderValue: strictTransportSecurity,
    routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
    defaultAction: [
      {
        type: "fixed-response",
        fixedResponse: {
          contentType: notFound.content_type,
          messageBody: notFound.message_body,
          statusCode: notFound.status_code,
        },
      },
    ],
  });
  https.overrideLogicalId("https");
  https.addOverride("lifecycle.precondition", certificateConditions(module, certificateArn));
  https.addOverride("count", tf`${encrypted} ? 1 : 0`);

  // One listener for both uses: on one port, two resources could not replace each other.
  const http = new LbListener(module, "http listener", {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: "HTTP",
    routingHttpResponseServerEnabled: false,
    defaultAction: [{ type: tf`${encrypted} ? "redirect" : "fixed-response"`.string }],
  });
  http.overrideLogicalId("http");
  http.addOverride("default_action.0.dynamic", {
    redirect: [{ for_each: tf`${encrypted} ? [1] : []`, content: redirect }],
    fixed_response: [{ for_each: tf`${encrypted} ? [] : [1]`, content: notFound }],
  });
  http.addOverride("tags", tf`${encrypted} ? {} : { PlainHttpReason = ${plainHttp.orNull.reason} }`);
  return { http, https, redirect: redirectRule(module, http, encrypted) };
}

/** On the listener, not on the load balancer, which need not wait until a certificate is issued. */
function certificateConditions(module: ModuleStack, certificateArn: string) {
  const { account, region } = awsContext(module);
  const got = `(got ${tf`coalesce(${certificateArn}, "none")`.string}).`;
  return [
    {
      condition: tf`${certificateArn} == null ? true : split(":", ${certificateArn})[3] == ${region}`,
      error_message:
        `certificate_arn must be a certificate in ${region}, the load balancer's region: request or import it there ` +
        got,
    },
    {
      condition: tf`${certificateArn} == null ? true : split(":", ${certificateArn})[4] == ${account}`,
      error_message: `certificate_arn must be a certificate of the account ${account}: a load balancer takes no other's ${got}`,
    },
  ];
}

/**
 * The redirect of port 80 once more, as its first rule: a service that is told of the load balancer may add rules of its own to any
 * listener (Elastic Beanstalk does, to port 80), which would come before the default action and serve unencrypted HTTP. With
 * plainHttp it matches nothing, and keeps its place for the day when there is a certificate.
 */
function redirectRule(module: ModuleStack, http: LbListener, encrypted: Expression): LbListenerRule {
  const rule = new LbListenerRule(module, "redirect", {
    listenerArn: http.arn,
    priority: 1,
    condition: [{ pathPattern: { values: ["/*"] } }],
    action: [
      {
        type: "redirect",
        redirect: { protocol: redirect.protocol, port: redirect.port, statusCode: redirect.status_code },
      },
    ],
    tags: { Name: "redirect-to-https" },
  });
  // The domain .invalid has no names (RFC 2606).
  rule.addOverride("dynamic.condition", [
    { for_each: tf`${encrypted} ? [] : [1]`, content: { host_header: [{ values: ["plain-http.invalid"] }] } },
  ]);
  return rule;
}

import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import { DataResource } from "cdktf";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { connection } from "./origins";

/** The VPC origins, and the ID of the one that serves. */
export function addVpcOrigins(module: ModuleStack, { name, vpcOrigins, httpOrigin }: Inputs): Expression {
  const { http_port, https_port, origin_protocol_policy, origin_ssl_protocols } = connection(
    httpOrigin.orNull,
  );
  const connected = local(module, "vpc_connection", { http_port, https_port, origin_protocol_policy });
  const settings = local(
    module,
    "vpc_origins",
    tf`{for key, origin in ${vpcOrigins} : key => merge(${connected}, { arn = origin.arn })}`,
  );
  const { key, value } = vpcOrigins.each;
  // CloudFront changes no VPC origin that a distribution uses: whatever differs makes another one.
  const settled = new DataResource(module, "vpc_origin");
  settled.addOverride("for_each", vpcOrigins);
  settled.addOverride("triggers_replace", tf`[${name}, ${settings}[${key}]]`);
  const hash = tf`substr(sha1(jsonencode(${settings}[${key}])), 0, 8)`;
  const origin = new CloudfrontVpcOrigin(module, "vpc_origins", {
    vpcOriginEndpointConfig: [
      {
        // The old one and the new one exist at the same time.
        name: tf`join("-", [${name}, ${hash}])`.string,
        arn: value.arn,
        httpPort: tf`${connected}.http_port`.number,
        httpsPort: tf`${connected}.https_port`.number,
        originProtocolPolicy: tf`${connected}.origin_protocol_policy`.string,
        originSslProtocols: [{ items: origin_ssl_protocols, quantity: origin_ssl_protocols.length }],
      },
    ],
    // AWS speaks of up to 15 minutes.
    timeouts: { create: "30m", delete: "30m" },
    tags: { Name: tf`join("-", [${name}, ${key}])`.string },
    lifecycle: { createBeforeDestroy: true },
  });
  origin.overrideLogicalId("vpc");
  origin.addOverride("for_each", vpcOrigins);
  origin.addOverride("lifecycle.replace_triggered_by", ["terraform_data.vpc_origin[each.key]"]);
  return tf`${origin.fqn}[${httpOrigin.orNull.vpcOrigin}].id`;
}

import type { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import { awsContext } from "../../lib/aws/context";
import { tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** What is logged of each request: all of standard logging's fields but those that hold what people typed or who they are. */
const fields = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(User-Agent)",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
  "sc-range-start",
  "sc-range-end",
];
const withQueryStrings = ["cs-uri-query", "cs(Referer)"];

/** Standard logging (v2): CloudWatch Logs delivers from the distribution to the bucket. */
export function addAccessLogs(
  module: ModuleStack,
  { name, accessLogs }: Inputs,
  distribution: CloudfrontDistribution,
): void {
  const aws = awsContext(module);
  const source = new CloudwatchLogDeliverySource(module, "access_logs", {
    name,
    logType: "ACCESS_LOGS",
    resourceArn: distribution.arn,
    lifecycle: {
      precondition: [
        {
          condition: tf`${aws.region} == "us-east-1"`.string,
          errorMessage:
            "CloudFront delivers access logs through us-east-1 only: pass a provider of that region, " +
            "providers = { aws = aws.us_east_1 }.",
        },
      ],
    },
  });
  const destination = new CloudwatchLogDeliveryDestination(module, "access_log_bucket", {
    name,
    outputFormat: "json",
    deliveryDestinationConfiguration: [{ destinationResourceArn: accessLogs.bucketArn }],
  });
  const logged = local(module, "logged_fields", fields);
  const more = local(module, "logged_with_query_strings", withQueryStrings);
  new CloudwatchLogDelivery(module, "access_log_delivery", {
    deliverySourceName: source.name,
    deliveryDestinationArn: destination.arn,
    recordFields: tf`concat(${logged}, ${accessLogs.queryStrings} ? ${more} : [])`.list,
  });
}

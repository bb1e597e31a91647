import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { Sesv2EmailIdentity } from "@cdktf/provider-aws/lib/sesv2-email-identity";
import type { AwsContext } from "../../lib/aws/context";
import { tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { returnPathDomain } from "./identity";
import type { Inputs } from "./inputs";

/** Regions whose DKIM records point into the region; all others share dkim.amazonses.com (SES endpoints, "DKIM domains"). */
const regionsWithOwnDkim = [
  "af-south-1",
  "ap-northeast-3",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-5",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "il-central-1",
  "me-central-1",
  "us-gov-east-1",
];

/** The domain's records: DKIM, return path with SPF, DMARC. In the zone if there is one, as data in any case. */
export function dnsRecords(module: ModuleStack, aws: AwsContext, inputs: Inputs, sender: Sesv2EmailIdentity) {
  const { domain, zone, dmarcPolicy, dmarcReportAddress } = inputs;
  const target = local(
    module,
    "dkim_target",
    tf`contains(${regionsWithOwnDkim}, ${aws.region}) ? ${`dkim.${aws.region}.amazonses.com`} : "dkim.amazonses.com"`,
  );
  const dkim = (index: number) => {
    const token = tf`${sender.fqn}.dkim_signing_attributes[0].tokens[${index}]`.string;
    return { name: `${token}._domainkey.${domain}`, type: "CNAME", values: [`${token}.${target}`] };
  };
  const returnPath = returnPathDomain(inputs);
  const report = tf`${dmarcReportAddress} == null ? "" : join("", ["; rua=mailto:", coalesce(${dmarcReportAddress}, "none")])`;
  const records = local(module, "records", {
    // SES signs with three keys, each known by a token.
    dkim_first: dkim(0),
    dkim_second: dkim(1),
    dkim_third: dkim(2),
    dmarc: { name: `_dmarc.${domain}`, type: "TXT", values: [`v=DMARC1; p=${dmarcPolicy}${report}`] },
    return_path: { name: returnPath, type: "MX", values: [`10 feedback-smtp.${aws.region}.amazonses.com`] },
    // Nobody but SES sends from the return path's own domain.
    spf: { name: returnPath, type: "TXT", values: ["v=spf1 include:amazonses.com -all"] },
  });
  const wanted = local(
    module,
    "wanted_records",
    tf`{for key, record in ${records} : key => record if key != "dmarc" || ${dmarcPolicy} != "unmanaged"}`,
  );
  const resource = new Route53Record(module, "domain_records", {
    zoneId: zone.orNull.id,
    name: tf`each.value.name`.string,
    type: tf`each.value.type`.string,
    ttl: 1800,
    records: tf`each.value.values`.list,
  });
  resource.addOverride("for_each", tf`{for key, record in ${wanted} : key => record if ${zone.given}}`);
  return {
    resource,
    all: wanted,
    dkim: tf`{for key, record in ${wanted} : record.name => record.values[0] if startswith(key, "dkim_")}`,
  };
}

import { clientCertificateHeaders } from "../../../modules/load-balancer/refused-headers-input";
import type { Inputs } from "../synthesis";

const { certificateArn, ...bare } = {
  name: "demo",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  accessLogsBucket: "demo-logs",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
};
const plainHttp = { reason: "trial without patient data" };
const trustStore = { bucketName: "demo-authorities", key: "clients.pem" };
export const good: Inputs = { ...bare, certificateArn };

/** The branches of a hospital, a range each. */
const branches = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`branch-${n}`, `10.${n}.0.0/16`]));

export const accepted: Readonly<Record<string, Inputs>> = {
  "as many ranges as a security group has rules for": { ...good, allowedCidrs: branches(30) },
  "twice as many without encryption, by one port": { ...bare, plainHttp, allowedCidrs: branches(60) },
  "more with a raised quota": { ...good, allowedCidrs: branches(31), rulesPerSecurityGroup: 100 },
  "HTTPS with a certificate": good,
  "HTTP with a reason": { ...bare, plainHttp },
  "no client yet": { ...good, allowedCidrs: {} },
  "IPv6 clients": { ...good, allowedIpv6Cidrs: { internet: "::/0" } },
  "an IPv6 range": { ...good, allowedIpv6Cidrs: { campus: "2001:db8:0:ff00::/56" } },
  "ranges of which one is in another": { ...good, allowedCidrs: { a: "10.0.0.0/8", b: "10.1.0.0/16" } },
  "a FIPS policy": { ...good, sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09" },
  "existing security groups alone": {
    ...good,
    allowedCidrs: {},
    additionalSecurityGroupIds: ["sg-0123456789abcdef0", "sg-0123456789abcdef1"],
  },
  "a distribution alone": {
    ...good,
    internal: true,
    allowedCidrs: {},
    allowedPrefixListIds: { cloudfront: "pl-3b927c52" },
    forwardedFor: "preserve",
  },
  "logs under a prefix": { ...good, accessLogsPrefix: "alb/research" },
  "clients with certificates that the load balancer verifies": {
    ...good,
    mutualAuthentication: { mode: "verify", trustStore },
  },
  "clients with certificates that the application verifies": {
    ...good,
    mutualAuthentication: { mode: "passthrough" },
  },
  "mutual TLS that is over": { ...good, mutualAuthentication: { mode: "off" } },
  "headers that clients must not send": { ...good, refusedHeaders: clientCertificateHeaders },
  "headers refused without encryption": { ...bare, plainHttp, refusedHeaders: { "x-user": 2 } },
  "HSTS for subdomains": { ...good, strictTransportSecurity: "max-age=63072000; includeSubDomains; preload" },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "more ranges than a security group has rules for": [
    { ...good, allowedCidrs: branches(31) },
    /^allowedCidrs must need no more rules than a security group has: .*: 62 of 60/,
  ],
  "more IPv6 ranges than a lowered quota allows": [
    { ...good, allowedIpv6Cidrs: { a: "2001:db8:a::/48", b: "2001:db8:b::/48" }, rulesPerSecurityGroup: 3 },
    /^allowedIpv6Cidrs must need no more rules than a security group has: .*: 4 of 3/,
  ],
  "a name that looks like a security group's ID": [
    { ...good, name: "sg-demo" },
    /^name must not be a name that AWS reserves: sg-/m,
  ],
  "a prefix list's name": [
    { ...good, allowedPrefixListIds: { cloudfront: "com.amazonaws.global.cloudfront.origin-facing" } },
    /allowedPrefixListIds\.cloudfront must be the ID of a managed prefix list/,
  ],
  "a prefix list given twice": [
    { ...good, allowedPrefixListIds: { one: "pl-3b927c52", two: "pl-3b927c52" } },
    /allowedPrefixListIds\.(one|two) must not have the same value as another entry/,
  ],
  "a client's address that is left out": [
    { ...good, forwardedFor: "remove" },
    /forwardedFor must be one of append, preserve/,
  ],
  "neither a certificate nor a reason": [bare, /must be given, exactly one/],
  "a certificate and plain HTTP": [{ ...good, plainHttp }, /must be given, exactly one/],
  "a reason that says nothing": [{ ...bare, plainHttp: { reason: "test" } }, /reason must have at least 10/],
  "a reason that no tag can hold": [{ ...bare, plainHttp: { reason: "because & because" } }, /as tags do/],
  "a single subnet": [{ ...good, subnetIds: [bare.subnetIds[0]] }, /must have at least 2/],
  "a subnet named twice": [
    { ...good, subnetIds: [bare.subnetIds[0], bare.subnetIds[0]] },
    /subnetIds\[1\] must not repeat/,
  ],
  "a policy that allows TLS 1.0": [
    { ...good, sslPolicy: "ELBSecurityPolicy-2016-08" },
    /must be one of ELBSecurityPolicy-TLS13-1-2-Res-PQ/,
  ],
  "a client range with host bits": [
    { ...good, allowedCidrs: { campus: "10.0.0.1/8" } },
    /must be an IPv4 range/,
  ],
  "an address without a prefix": [
    { ...good, allowedCidrs: { campus: "192.0.2.1" } },
    /must be an IPv4 range/,
  ],
  "a client range named twice": [
    { ...good, allowedCidrs: { a: "10.0.0.0/8", b: "10.0.0.0/8", c: "192.0.2.0/24" } },
    /allowedCidrs\.a must not have the same value.*\n.*allowedCidrs\.b must not have the same value/,
  ],
  "an IPv6 range among the IPv4 ranges": [
    { ...good, allowedCidrs: { campus: "::/0" } },
    /must be an IPv4 range/,
  ],
  "an IPv4 range among the IPv6 ranges": [
    { ...good, allowedIpv6Cidrs: { campus: "10.0.0.0/8" } },
    /must be an IPv6 range/,
  ],
  "an IPv6 range with host bits": [
    { ...good, allowedIpv6Cidrs: { campus: "2001:db8::1/32" } },
    /must be an IPv6 range/,
  ],
  "an IPv6 range in long form": [
    { ...good, allowedIpv6Cidrs: { campus: "2001:db8:0:0::/32" } },
    /must be an IPv6 range/,
  ],
  "an IPv4-mapped range": [
    { ...good, allowedIpv6Cidrs: { campus: "::ffff:a00:0/104" } },
    /must be an IPv6 range/,
  ],
  "an IPv6 prefix of 129": [{ ...good, allowedIpv6Cidrs: { campus: "::/129" } }, /must be an IPv6 range/],
  "a name that AWS reserves": [
    { ...good, name: "internal-demo" },
    /name must not be a name that AWS reserves: sg-… \(security groups\), internal-/,
  ],
  "HSTS without an age": [
    { ...good, strictTransportSecurity: "includeSubDomains" },
    /must look like max-age/,
  ],
  "no log bucket": [{ ...good, accessLogsBucket: undefined }, /is required|required/],
  "an IPv6 range given twice": [
    { ...good, allowedIpv6Cidrs: { a: "::/0", b: "::/0" } },
    /allowedIpv6Cidrs\.a must not have the same value.*\n.*allowedIpv6Cidrs\.b must not/,
  ],
  "a name of a range with a space": [
    { ...good, allowedCidrs: { "the campus": "192.0.2.0/24" } },
    /allowedCidrs\.the campus must be 1 to 64 letters/,
  ],
  "a name in upper case": [{ ...good, name: "Demo" }, /name must be 2 to 32 lower-case letters/],
  "a subnet by name": [{ ...good, subnetIds: ["a", "b"] }, /subnetIds\[0\] must be the ID of a subnet/],
  "a certificate of IAM": [
    { ...good, certificateArn: "arn:aws:iam::123456789012:server-certificate/demo" },
    /certificateArn must be an ARN like/,
  ],
  "a log bucket in upper case": [
    { ...good, accessLogsBucket: "Logs" },
    /accessLogsBucket must be a bucket name/,
  ],
  "a reason that is too long for a tag": [
    { ...bare, plainHttp: { reason: "x".repeat(257) } },
    /plainHttp\.reason must have at most 256 characters/,
  ],
  "a name of an IPv6 range with a space": [
    { ...good, allowedIpv6Cidrs: { "the campus": "2001:db8::/32" } },
    /allowedIpv6Cidrs\.the campus must be 1 to 64 letters/,
  ],
  "a log bucket that S3 reserves": [
    { ...good, accessLogsBucket: "logs-s3alias" },
    /accessLogsBucket must be a bucket name: no two dots/,
  ],
  "no idle time at all": [{ ...good, idleTimeoutSeconds: 0 }, /idleTimeoutSeconds must be at least 1/],
  "half a second": [{ ...good, idleTimeoutSeconds: 1.5 }, /idleTimeoutSeconds must be a whole number/],
  "mitigation that only watches": [
    { ...good, desyncMitigation: "monitor" },
    /desyncMitigation must be one of defensive, strictest/,
  ],
  "a VPC by name": [{ ...good, vpcId: "main" }, /must be the ID of a VPC/],
  "an idle timeout beyond AWS's": [{ ...good, idleTimeoutSeconds: 4001 }, /must be at most 4000/],
  "a security group by name": [
    { ...good, additionalSecurityGroupIds: ["clients"] },
    /additionalSecurityGroupIds\[0\] must be the ID of a security group/,
  ],
  "a security group twice": [
    { ...good, additionalSecurityGroupIds: ["sg-01234567", "sg-01234567"] },
    /additionalSecurityGroupIds\[1\] must not repeat an earlier item/,
  ],
  "more security groups than a network interface has": [
    { ...good, additionalSecurityGroupIds: Array.from({ length: 16 }, (_, i) => `sg-${10_000_000 + i}`) },
    /additionalSecurityGroupIds must have at most 15 items/,
  ],
  "a prefix with a slash at its end": [
    { ...good, accessLogsPrefix: "alb/" },
    /accessLogsPrefix must not begin or end with a slash/,
  ],
  "an empty prefix": [{ ...good, accessLogsPrefix: "" }, /accessLogsPrefix must have at least 1 character/],
  "a prefix like a book": [
    { ...good, accessLogsPrefix: "a".repeat(256) },
    /accessLogsPrefix must have at most 255 characters/,
  ],
  "a prefix that load balancers append": [
    { ...good, accessLogsPrefix: "alb/AWSLogs" },
    /accessLogsPrefix must not contain AWSLogs/,
  ],
  "verification against nothing": [
    { ...good, mutualAuthentication: { mode: "verify" } },
    /mutualAuthentication must have a trustStore with verify/,
  ],
  "a trust store that nobody reads": [
    { ...good, mutualAuthentication: { mode: "passthrough", trustStore } },
    /mutualAuthentication must have a trustStore with verify, and none with another mode/,
  ],
  "a mode that AWS does not have": [
    { ...good, mutualAuthentication: { mode: "optional" } },
    /mutualAuthentication\.mode must be one of verify, passthrough, off/,
  ],
  "a trust store in a bucket in upper case": [
    { ...good, mutualAuthentication: { mode: "verify", trustStore: { ...trustStore, bucketName: "CA" } } },
    /mutualAuthentication\.trustStore\.bucketName must be a bucket name: 3 to 63/,
  ],
  "a trust store in a bucket that S3 reserves": [
    {
      ...good,
      mutualAuthentication: { mode: "verify", trustStore: { ...trustStore, bucketName: "xn--ca" } },
    },
    /mutualAuthentication\.trustStore\.bucketName must be a bucket name: no two dots/,
  ],
  "a trust store without a key": [
    { ...good, mutualAuthentication: { mode: "verify", trustStore: { ...trustStore, key: "" } } },
    /mutualAuthentication\.trustStore\.key must have at least 1 character/,
  ],
  "a key that is too long for S3": [
    {
      ...good,
      mutualAuthentication: { mode: "verify", trustStore: { ...trustStore, key: "a".repeat(1025) } },
    },
    /mutualAuthentication\.trustStore\.key must have at most 1024 characters/,
  ],
  "a version without a name": [
    { ...good, mutualAuthentication: { mode: "verify", trustStore: { ...trustStore, objectVersion: "" } } },
    /mutualAuthentication\.trustStore\.objectVersion must have at least 1 character/,
  ],
  "certificates of clients without TLS": [
    { ...bare, plainHttp, mutualAuthentication: { mode: "passthrough" } },
    /mutualAuthentication must not be given with plainHttp/,
  ],
  "the redirect's place on port 80": [
    { ...bare, plainHttp, refusedHeaders: { "x-user": 1, "x-role": 2 } },
    /refusedHeaders\.x-user must not have priority 1 with plainHttp/,
  ],
  "a header in upper case": [
    { ...good, refusedHeaders: { "X-User": 1 } },
    /refusedHeaders\.X-User must be the name of a header in lower case/,
  ],
  "a header with an underscore, which is dropped anyway": [
    { ...good, refusedHeaders: { x_user: 1 } },
    /refusedHeaders\.x_user must be the name of a header/,
  ],
  "a header longer than a rule's": [
    { ...good, refusedHeaders: { ["x".repeat(41)]: 1 } },
    /must be the name of a header in lower case: 1 to 40/,
  ],
  "the header of every request": [
    { ...good, refusedHeaders: { host: 1 } },
    /refusedHeaders\.host must not be host, which every request has/,
  ],
  "two headers of one priority": [
    { ...good, refusedHeaders: { "x-user": 1, "x-role": 1 } },
    /refusedHeaders\.x-user must not have the same priority as another header/,
  ],
  "a priority of zero": [
    { ...good, refusedHeaders: { "x-user": 0 } },
    /refusedHeaders\.x-user must be at least 1/,
  ],
  "a priority beyond AWS's": [
    { ...good, refusedHeaders: { "x-user": 50_001 } },
    /refusedHeaders\.x-user must be at most 50000/,
  ],
  "half a priority": [
    { ...good, refusedHeaders: { "x-user": 1.5 } },
    /refusedHeaders\.x-user must be a whole number/,
  ],
};

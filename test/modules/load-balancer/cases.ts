import type { Inputs } from "../synthesis";

const { certificateArn, ...bare } = {
  name: "demo",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  accessLogsBucket: "demo-logs",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
};
const plainHttp = { reason: "trial without patient data" };
export const good: Inputs = { ...bare, certificateArn };

export const accepted: Readonly<Record<string, Inputs>> = {
  "HTTPS with a certificate": good,
  "HTTP with a reason": { ...bare, plainHttp },
  "no client at all yet": { ...good, allowedCidrs: [] },
  "IPv6 clients": { ...good, allowedIpv6Cidrs: ["::/0"] },
  "an IPv6 range": { ...good, allowedIpv6Cidrs: ["2001:db8:0:ff00::/56"] },
  "a FIPS policy": { ...good, sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09" },
  "HSTS for subdomains": { ...good, strictTransportSecurity: "max-age=63072000; includeSubDomains; preload" },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "neither a certificate nor a reason": [bare, /must be given, exactly one/],
  "a certificate and plain HTTP": [{ ...good, plainHttp }, /must be given, exactly one/],
  "a reason that says nothing": [{ ...bare, plainHttp: { reason: "test" } }, /reason must have at least 10/],
  "a reason that no tag can hold": [{ ...bare, plainHttp: { reason: "because & because" } }, /as tags do/],
  "a single subnet": [{ ...good, subnetIds: [bare.subnetIds[0]] }, /must have at least 2/],
  "a subnet named twice": [
    { ...good, subnetIds: [bare.subnetIds[0], bare.subnetIds[0]] },
    /must not name anything twice/,
  ],
  "a policy that allows TLS 1.0": [
    { ...good, sslPolicy: "ELBSecurityPolicy-2016-08" },
    /must be one of ELBSecurityPolicy-TLS13-1-2-Res-PQ/,
  ],
  "a client range with host bits": [{ ...good, allowedCidrs: ["10.0.0.1/8"] }, /must be an IPv4 range/],
  "an address without a prefix": [{ ...good, allowedCidrs: ["192.0.2.1"] }, /must be an IPv4 range/],
  "a client range named twice": [
    { ...good, allowedCidrs: ["10.0.0.0/8", "10.0.0.0/8"] },
    /must not name anything twice/,
  ],
  "an IPv6 range among the IPv4 ranges": [{ ...good, allowedCidrs: ["::/0"] }, /must be an IPv4 range/],
  "an IPv4 range among the IPv6 ranges": [
    { ...good, allowedIpv6Cidrs: ["10.0.0.0/8"] },
    /must be an IPv6 range/,
  ],
  "an IPv6 range with host bits": [
    { ...good, allowedIpv6Cidrs: ["2001:db8::1/32"] },
    /must be an IPv6 range/,
  ],
  "an IPv6 range in long form": [
    { ...good, allowedIpv6Cidrs: ["2001:db8:0:0::/32"] },
    /must be an IPv6 range/,
  ],
  "an IPv4 range dressed as IPv6": [
    { ...good, allowedIpv6Cidrs: ["::ffff:a00:0/104"] },
    /must be an IPv6 range/,
  ],
  "an IPv6 prefix of 129": [{ ...good, allowedIpv6Cidrs: ["::/129"] }, /must be an IPv6 range/],
  "a name that AWS reserves": [{ ...good, name: "internal-demo" }, /must not begin with internal-/],
  "HSTS without an age": [
    { ...good, strictTransportSecurity: "includeSubDomains" },
    /must look like max-age/,
  ],
  "no log bucket": [
    { ...good, accessLogsBucket: undefined },
    /access_?[lL]ogs_?[bB]ucket|is required|required/,
  ],
  "a VPC by name": [{ ...good, vpcId: "main" }, /must be the ID of a VPC/],
  "an idle timeout beyond AWS's": [{ ...good, idleTimeoutSeconds: 4001 }, /must be at most 4000/],
};

import { LoadBalancer } from "../../../modules/load-balancer";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { planCalls, type Planned } from "../synthesis";
import { accepted, refused } from "./cases";

describe("a plan", () => {
  let planned: Record<string, Map<string, Planned>>;
  const env = inLocalCloud();
  const common = {
    vpc_id: "vpc-0123456789abcdef0",
    subnet_ids: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    access_logs_bucket: "demo-logs",
  };
  beforeAll(async () => {
    const certificate_arn =
      "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
    planned = await planCalls(
      LoadBalancer,
      {
        https: { ...common, name: "https", certificate_arn },
        // Its certificate is issued by the same apply.
        unborn: { ...common, name: "https", certificate_arn: "${terraform_data.later.id}" },
        plain: { ...common, name: "plain", plain_http: { reason: "trial without patient data" } },
        // A range that is known only after the apply, such as that of a VPC.
        ranges: {
          ...common,
          name: "https",
          certificate_arn,
          allowed_cidrs: { campus: "10.0.0.0/8", internet: "0.0.0.0/0", peer: "${terraform_data.later.id}" },
        },
        dual: {
          ...common,
          name: "dual",
          certificate_arn,
          allowed_cidrs: {},
          allowed_ipv6_cidrs: { campus: "2001:db8::/32" },
        },
      },
      { env: env(), root: { resource: { terraform_data: { later: {} } } } },
    );
  }, 300_000);

  const of = (call: string, address: string) => planned[call]!.get(address)?.values;
  const action = (call: string, address: string) =>
    (of(call, address)!["default_action"] as Record<string, unknown>[])[0]!;

  test("serves HTTPS with a modern policy and HSTS, and sends HTTP there", () => {
    expect(of("https", "aws_lb_listener.https[0]")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      routing_http_response_strict_transport_security_header_value: "max-age=31536000",
      routing_http_response_server_enabled: false,
    });
    expect(action("https", "aws_lb_listener.https[0]")).toMatchObject({
      type: "fixed-response",
      fixed_response: [{ status_code: "404" }],
    });
    expect(action("https", "aws_lb_listener.http")).toMatchObject({
      type: "redirect",
      redirect: [{ protocol: "HTTPS", port: "443", status_code: "HTTP_301" }],
      fixed_response: [],
    });
    expect(of("https", "aws_lb.this")).toMatchObject({ enable_deletion_protection: true, internal: false });
  });

  test("a certificate of another region, or of another account, is refused", async () => {
    const certificate = (where: string) =>
      `arn:aws:acm:${where}:certificate/11111111-2222-3333-4444-555555555555`;
    const calls = {
      far: { ...common, name: "far", certificate_arn: certificate("eu-west-1:123456789012") },
      foreign: { ...common, name: "foreign", certificate_arn: certificate("us-east-1:210987654321") },
    };
    const plan = planCalls(LoadBalancer, calls, { env: env() });
    await expect(plan).rejects.toThrow(/certificate_arn\s+must\s+be\s+a\s+certificate\s+in\s+us-east-1/);
    await expect(plan).rejects.toThrow(/a\s+certificate\s+of\s+the\s+account\s+123456789012/);
  }, 300_000);

  test("does not need to know the certificate yet", () => {
    expect([...planned["unborn"]!.keys()]).toEqual([...planned["https"]!.keys()]);
  });

  test("plain HTTP serves on port 80 only, and says why", () => {
    expect(of("plain", "aws_lb_listener.https[0]")).toBeUndefined();
    expect(action("plain", "aws_lb_listener.http")).toMatchObject({ type: "fixed-response", redirect: [] });
    expect(of("plain", "aws_lb_listener.http")!["tags"]).toEqual({
      PlainHttpReason: "trial without patient data",
    });
    expect([...planned["plain"]!.keys()].filter((address) => address.includes("ingress_rule.https"))).toEqual(
      [],
    );
  });

  test("adding a client range leaves the other ranges' rules alone", () => {
    for (const [address, { values }] of planned["https"]!) {
      expect([address, of("ranges", address)]).toEqual([address, values]);
    }
    expect([...planned["ranges"]!.keys()].filter((address) => !planned["https"]!.has(address))).toEqual([
      'aws_vpc_security_group_ingress_rule.http["campus"]',
      'aws_vpc_security_group_ingress_rule.http["peer"]',
      'aws_vpc_security_group_ingress_rule.https["campus"]',
      'aws_vpc_security_group_ingress_rule.https["peer"]',
    ]);
  });

  test("IPv6 clients make it dual-stack", () => {
    expect(of("https", "aws_lb.this")!["ip_address_type"]).toBe("ipv4");
    expect(of("dual", "aws_lb.this")!["ip_address_type"]).toBe("dualstack");
    expect(of("dual", 'aws_vpc_security_group_ingress_rule.https_ipv6["campus"]')).toMatchObject({
      cidr_ipv4: null,
      cidr_ipv6: "2001:db8::/32",
    });
  });
});

checkedByTerraform(LoadBalancer, { accepted, refused });

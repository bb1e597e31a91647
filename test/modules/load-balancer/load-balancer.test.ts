import { LoadBalancer } from "../../../modules/load-balancer";
import { clientCertificateHeaders } from "../../../modules/load-balancer/refused-headers-input";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, output } = synthesize(LoadBalancer);
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(LoadBalancer, { accepted, refused });

test("drops invalid headers and logs requests and connections", () => {
  const logs = {
    bucket: "${var.access_logs_bucket}",
    prefix: "${var.access_logs_prefix}",
    enabled: true,
  };
  expect(block("aws_lb", "this")).toMatchObject({
    drop_invalid_header_fields: true,
    xff_header_processing_mode: "${var.forwarded_for}",
    access_logs: logs,
    connection_logs: logs,
  });
});

test("its security group leads nowhere until an application adds a way to its targets", () => {
  expect(Object.keys(block("aws_security_group", "this"))).not.toContain("egress");
  expect(Object.keys(resource)).not.toContain("aws_vpc_security_group_egress_rule");
});

test("clients are admitted to ports 80 and 443 only, range by range, by name", () => {
  const group = "${aws_security_group.this.id}";
  const rule = (protocol: string, port: number, forEach: string, family: "cidr_ipv4" | "cidr_ipv6") => ({
    for_each: forEach,
    security_group_id: group,
    description: `${protocol.toUpperCase()} from \${each.key}`,
    [family]: "${each.value}",
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
    tags: { Name: `${protocol}-\${each.key}` },
  });
  const encrypted = (ranges: string) =>
    `\${{for name, range in ${ranges} : name => range if !(var.plain_http != null)}}`;
  expect(resource["aws_vpc_security_group_ingress_rule"]).toEqual({
    http: rule("http", 80, "${var.allowed_cidrs}", "cidr_ipv4"),
    http_ipv6: rule("http", 80, "${var.allowed_ipv6_cidrs}", "cidr_ipv6"),
    https: rule("https", 443, encrypted("var.allowed_cidrs"), "cidr_ipv4"),
    https_ipv6: rule("https", 443, encrypted("var.allowed_ipv6_cidrs"), "cidr_ipv6"),
    // One port: AWS counts a list as many rules.
    prefix_list: {
      for_each: "${var.allowed_prefix_list_ids}",
      security_group_id: group,
      description: "The port that serves, from ${each.key}",
      prefix_list_id: "${each.value}",
      ip_protocol: "tcp",
      from_port: "${var.plain_http != null ? 80 : 443}",
      to_port: "${var.plain_http != null ? 80 : 443}",
      tags: { Name: "${each.key}" },
    },
  });
});

test("port 80 redirects by its first rule, too, before any that a service adds", () => {
  expect(block("aws_lb_listener_rule", "redirect")).toMatchObject({
    listener_arn: "${aws_lb_listener.http.arn}",
    priority: 1,
    condition: [{ path_pattern: { values: ["/*"] } }],
    // Without encryption it matches nothing, and its number is taken.
    dynamic: {
      condition: [
        {
          for_each: "${!(var.plain_http != null) ? [] : [1]}",
          content: { host_header: [{ values: ["plain-http.invalid"] }] },
        },
      ],
    },
    action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
  });
});

test("an application gets the listener when the rules that come first are there", () => {
  for (const name of ["listener_arn", "listener_port"])
    expect(output[name]).toMatchObject({
      depends_on: ["aws_lb_listener_rule.redirect", "aws_lb_listener_rule.refused_header"],
    });
});

test("the tag by which Elastic Beanstalk counts environments is left alone", () => {
  expect(block("aws_lb", "this")["lifecycle"]).toMatchObject({
    ignore_changes: [
      'tags["elasticbeanstalk:shared-elb-environment-count"]',
      'tags_all["elasticbeanstalk:shared-elb-environment-count"]',
    ],
  });
});

test("each refused header has a rule of its own, as the conditions of one rule must hold together", () => {
  expect(block("aws_lb_listener_rule", "refused_header")).toMatchObject({
    for_each: "${var.refused_headers}",
    priority: "${each.value}",
    listener_arn: "${var.plain_http != null ? aws_lb_listener.http.arn : one(aws_lb_listener.https[*].arn)}",
    condition: [{ http_header: { http_header_name: "${each.key}", values: ["*"] } }],
    action: [{ type: "fixed-response", fixed_response: { status_code: "403" } }],
  });
});

test("the headers of client certificates are those that AWS documents, first of all rules", () => {
  // Elastic Load Balancing, Mutual authentication with TLS: passthrough has the first, verify the others.
  const documented = ["", "-serial-number", "-issuer", "-subject", "-validity", "-leaf"];
  expect(Object.keys(clientCertificateHeaders).sort()).toEqual(
    documented.map((suffix) => `x-amzn-mtls-clientcert${suffix}`).sort(),
  );
  expect(Object.values(clientCertificateHeaders).sort()).toEqual([1, 2, 3, 4, 5, 6]);
});

import { LoadBalancer } from "../../../modules/load-balancer";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource } = synthesize(LoadBalancer);
const block = (type: string, name: string) => resource[type]![name]!;

test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
  expect(LoadBalancer.problems(inputs, "")).toEqual([]);
});

test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
  expect(LoadBalancer.problems(inputs, "").join("\n")).toMatch(reason);
});

test("drops invalid headers and logs requests and connections", () => {
  const logs = { bucket: "${var.access_logs_bucket}", enabled: true };
  expect(block("aws_lb", "this")).toMatchObject({
    drop_invalid_header_fields: true,
    xff_header_processing_mode: "append",
    access_logs: logs,
    connection_logs: logs,
  });
});

test("its security group leads nowhere until an application adds a way to its targets", () => {
  expect(Object.keys(block("aws_security_group", "this"))).not.toContain("egress");
  expect(Object.keys(resource)).not.toContain("aws_vpc_security_group_egress_rule");
});

test("clients are admitted to ports 80 and 443 only, range by range", () => {
  const rules = Object.values(resource["aws_vpc_security_group_ingress_rule"]!);
  expect(rules.map((rule) => [rule["from_port"], rule["to_port"], rule["ip_protocol"]])).toEqual([
    [80, 80, "tcp"],
    [443, 443, "tcp"],
  ]);
  for (const rule of rules)
    expect(rule["for_each"]).toContain("toset(concat(var.allowed_cidrs, var.allowed_ipv6_cidrs))");
});

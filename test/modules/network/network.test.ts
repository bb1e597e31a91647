import { Network } from "../../../modules/network";
import { synthesize } from "../synthesis";
import { accepted, good, refused } from "./cases";

const { resource, output } = synthesize(Network);
const block = (type: string, name: string) => resource[type]![name]!;

describe("inputs", () => {
  test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
    expect(Network.problems(inputs, "")).toEqual([]);
  });

  test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
    expect(Network.problems(inputs, "").join("\n")).toMatch(reason);
  });

  test("a misspelt input is refused with the right name", () => {
    expect(Network.problems({ ...good, natGateway: "single" }, "").join()).toMatch(
      /did you mean natGateways/,
    );
  });
});

describe("isolation", () => {
  test("only the public and the app tier have a route out", () => {
    expect(Object.keys(resource["aws_route"]!).sort()).toEqual(["app", "public"]);
    expect(block("aws_route", "public")["route_table_id"]).toBe("${aws_route_table.public.id}");
    expect(block("aws_route", "app")["route_table_id"]).toBe("${aws_route_table.app[each.key].id}");
    expect(block("aws_route_table_association", "data")["route_table_id"]).toBe("${aws_route_table.data.id}");
  });

  test("the data tier's route table gets no endpoint either", () => {
    for (const endpoint of Object.values(resource["aws_vpc_endpoint"]!)) {
      expect(JSON.stringify(endpoint)).not.toContain("aws_route_table.data");
    }
  });

  test("no subnet gives its instances public addresses", () => {
    for (const tier of ["public", "app", "data"]) {
      expect(block("aws_subnet", tier)["map_public_ip_on_launch"]).toBe(false);
    }
  });

  test("the default security group has no rules", () => {
    expect(Object.keys(block("aws_default_security_group", "closed"))).toEqual(["tags", "vpc_id"]);
  });

  test("endpoints admit HTTPS from the app tier, and nothing else", () => {
    expect(Object.keys(block("aws_security_group", "endpoints"))).not.toContain("egress");
    expect(Object.keys(resource["aws_vpc_security_group_ingress_rule"]!)).toEqual(["endpoints"]);
    expect(block("aws_vpc_security_group_ingress_rule", "endpoints")).toMatchObject({
      for_each: "${aws_subnet.app}",
      cidr_ipv4: "${each.value.cidr_block}",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    });
  });

  test("endpoints let only this account's principals through to trusted resources", () => {
    for (const endpoint of Object.values(resource["aws_vpc_endpoint"]!)) {
      const policy = String(endpoint["policy"]);
      expect(policy).toContain('"aws:PrincipalAccount" = data.aws_caller_identity.current.account_id');
      expect(policy).toContain(
        '"aws:ResourceAccount" = concat([data.aws_caller_identity.current.account_id], var.trusted_account_ids)',
      );
    }
  });

  test("instances may speak to CloudFormation as nobody's principal, about this account's stacks only", () => {
    const [, statement] = /"InstancesOnOwnStacks"(.*?) : statement if each.key == "cloudformation"/.exec(
      String(block("aws_vpc_endpoint", "interface")["policy"]),
    )!;
    expect(statement).not.toContain("aws:PrincipalAccount");
    expect(statement).toContain(
      ":cloudformation:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:stack/*",
    );
    expect(statement!.match(/"cloudformation:\w+"/g)).toEqual([
      '"cloudformation:DescribeStackResource"',
      '"cloudformation:GetListenerCredentials"',
      '"cloudformation:RegisterListener"',
      '"cloudformation:SignalResource"',
    ]);
  });

  test("this account's principals read AWS's own documents and parameters, and do nothing else to them", () => {
    const [, statement] = /"OwnPrincipalsReadAws"(.*?) : statement if each.key == "ssm"/.exec(
      String(block("aws_vpc_endpoint", "interface")["policy"]),
    )!;
    expect(statement).toContain('"aws:PrincipalAccount" = data.aws_caller_identity.current.account_id');
    expect(statement!.match(/"ssm:(\w+)"/g)!.filter((action) => !/:(Get|Describe)/.test(action))).toEqual([]);
    expect(statement!.match(/:ssm:[^"]*/g)!.map((arn) => arn.split("::")[1])).toEqual([
      "document/*",
      "parameter/aws/*",
    ]);
  });

  test("strangers' buckets can be read for packages, not written", () => {
    const statements = String(block("aws_vpc_endpoint", "s3")["policy"]).split("[{");
    const open = statements.filter(
      (text) => text.includes('"Sid"') && !text.includes("aws:PrincipalAccount"),
    );
    expect(open.map((text) => /"Action" = ("[^"]*")/.exec(text)?.[1])).toEqual([
      '"s3:GetObject"',
      '"s3:PutObject"',
    ]);
    expect(open[1]).toContain(":s3:::cloudformation-waitcondition-${data.aws_region.current.name}/*");
  });
});

describe("zones", () => {
  const zonal = ["aws_subnet", "aws_route_table_association"].flatMap((type) =>
    ["public", "app", "data"].map((name) => [type, name] as const),
  );

  test.each(zonal)("%s.%s is keyed by zone", (type, name) => {
    expect(block(type, name)["for_each"]).toMatch(
      /^\$\{(toset\(var\.availability_zones\)|aws_subnet\.\w+)\}$/,
    );
  });

  test("nothing is counted by position", () => {
    for (const [type, blocks] of Object.entries(resource)) {
      for (const { count } of Object.values(blocks)) {
        // Whether an endpoint exists at all is the one use of count.
        if (count !== undefined)
          expect([type, count]).toEqual(["aws_vpc_endpoint", expect.stringMatching(/\? 1 : 0/)]);
      }
    }
  });
});

describe("who uses subnets waits, and goes before what it waited for", () => {
  test.each([
    ["public_subnet_ids", ["aws_route.public", "aws_route_table_association.public"]],
    [
      "app_subnet_ids",
      [
        "aws_route.app",
        "aws_route.public",
        "aws_route_table_association.app",
        "aws_route_table_association.public",
        "aws_vpc_endpoint.dynamodb",
        "aws_vpc_endpoint.interface",
        "aws_vpc_endpoint.s3",
        "aws_vpc_security_group_ingress_rule.endpoints",
      ],
    ],
    ["data_subnet_ids", ["aws_route_table_association.data"]],
  ])("%s", (name, ways) => {
    const { depends_on: until } = output[name] as unknown as { depends_on: string[] };
    expect([...until].sort()).toEqual(ways);
  });
});

describe("flow logs", () => {
  test("cover all traffic and go to an encrypted group", () => {
    expect(block("aws_flow_log", "this")).toMatchObject({
      traffic_type: "ALL",
      log_destination: "${aws_cloudwatch_log_group.flows.arn}",
    });
    expect(block("aws_cloudwatch_log_group", "flows")["kms_key_id"]).toBe("${var.kms_key_arn}");
  });

  test("are written by a role that only this account's flow logs assume, and that reaches one group", () => {
    const trust = String(block("aws_iam_role", "flows")["assume_role_policy"]);
    expect(trust).toContain('"aws:SourceAccount" = data.aws_caller_identity.current.account_id');
    expect(trust).toContain(":vpc-flow-log/*");
    const grant = String(block("aws_iam_role_policy", "flows")["policy"]);
    expect(grant).toContain('"Resource" = "${aws_cloudwatch_log_group.flows.arn}:*"');
    expect(grant).not.toMatch(/"Resource" = "\*"/);
  });
});

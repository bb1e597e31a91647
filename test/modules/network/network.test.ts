import { Network } from "../../../modules/network";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, good, refused } from "./cases";

const { resource, output, locals } = synthesize(Network);
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(Network, { accepted, refused });

describe("a misspelt input", () => {
  test("is refused with the right name", () => {
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
});

test("what belongs to a zone goes after what is in it has left", () => {
  for (const [type, name] of [
    ...["public", "app", "data"].flatMap((tier) => [
      ["aws_subnet", tier],
      ["aws_route_table_association", tier],
    ]),
    ["aws_route_table", "app"],
    ["aws_route", "app"],
    ["aws_nat_gateway", "this"],
  ] as const)
    expect([type, name, block(type!, name!)["lifecycle"]]).toEqual([
      type,
      name,
      { create_before_destroy: true },
    ]);
});

describe("endpoint policies", () => {
  const account = "${terraform_data.here.input.account}";
  const region = "${terraform_data.here.input.region}";
  const partition = "${terraform_data.here.input.partition}";
  const ownPrincipals = {
    Sid: "OwnPrincipalsOnTrustedResources",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: {
      StringEquals: {
        "aws:PrincipalAccount": account,
        "aws:ResourceAccount": "${concat([terraform_data.here.input.account], var.trusted_account_ids)}",
      },
    },
  };

  test.each([
    ["s3", "local.s3_endpoint_statements"],
    ["dynamodb", "local.dynamodb_endpoint_statements"],
    [
      "interface",
      "concat(local.interface_endpoint_statements, try(local.interface_endpoint_statements_by_service[each.key], []))",
    ],
  ])("that of %s has its statements", (name, statements) => {
    expect(block("aws_vpc_endpoint", name)["policy"]).toContain(
      `jsonencode({ Version = "2012-10-17", Statement = ${statements} })`,
    );
  });

  test("admit only this account's principals, to trusted resources", () => {
    expect(locals["dynamodb_endpoint_statements"]).toEqual([ownPrincipals]);
    expect(locals["interface_endpoint_statements"]).toEqual([ownPrincipals]);
  });

  test("let others' buckets be read for packages, not written", () => {
    expect(locals["s3_endpoint_statements"]).toEqual([
      ownPrincipals,
      { Sid: "ReadObjects", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" },
      {
        Sid: "SignalCloudFormation",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: `arn:${partition}:s3:::cloudformation-waitcondition-${region}/*`,
      },
    ]);
  });

  test("let instances call CloudFormation without a principal, about this account's stacks; and read AWS's own in SSM", () => {
    expect(locals["interface_endpoint_statements_by_service"]).toEqual({
      cloudformation: [
        {
          Sid: "InstancesOnOwnStacks",
          Effect: "Allow",
          Principal: "*",
          Action: [
            "cloudformation:DescribeStackResource",
            "cloudformation:GetListenerCredentials",
            "cloudformation:RegisterListener",
            "cloudformation:SignalResource",
          ],
          Resource: `arn:${partition}:cloudformation:${region}:${account}:stack/*`,
        },
      ],
      ssm: [
        {
          Sid: "OwnPrincipalsReadAws",
          Effect: "Allow",
          Principal: "*",
          Action: ["ssm:DescribeDocument", "ssm:GetDocument", "ssm:GetParameter", "ssm:GetParameters"],
          Resource: [
            `arn:${partition}:ssm:${region}::document/*`,
            `arn:${partition}:ssm:${region}::parameter/aws/*`,
          ],
          Condition: { StringEquals: { "aws:PrincipalAccount": account } },
        },
      ],
    });
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

describe("consumers of subnets wait, and are destroyed before what they waited for", () => {
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
    expect(block("aws_iam_role", "flows")["assume_role_policy"]).toBe(
      '${jsonencode({ Version = "2012-10-17", Statement = [{"Sid" = "Assume", "Effect" = "Allow", "Principal" = ' +
        '{"Service" = "vpc-flow-logs.amazonaws.com"}, "Action" = "sts:AssumeRole", "Condition" = {"StringEquals" = ' +
        '{"aws:SourceAccount" = terraform_data.here.input.account}, "ArnLike" = {"aws:SourceArn" = ' +
        '"arn:${terraform_data.here.input.partition}:ec2:${terraform_data.here.input.region}:' +
        '${terraform_data.here.input.account}:vpc-flow-log/*"}}}] })}',
    );
    expect(locals["flow_log_statements"]).toEqual([
      {
        Sid: "WriteStreams",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: "${aws_cloudwatch_log_group.flows.arn}:*",
      },
      {
        Sid: "FindGroup",
        Effect: "Allow",
        Action: "logs:DescribeLogGroups",
        Resource:
          "arn:${terraform_data.here.input.partition}:logs:${terraform_data.here.input.region}:" +
          "${terraform_data.here.input.account}:log-group:*",
      },
    ]);
  });
});

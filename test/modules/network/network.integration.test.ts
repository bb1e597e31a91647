import { Network } from "../../../modules/network";
import { ProgramError } from "../../../tools/terraform";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { planCalls, type Planned } from "../synthesis";
import { accepted, good, refused } from "./cases";

const env = inLocalCloud();

const plan = (calls: Readonly<Record<string, object>>, root?: object) => {
  const common = { name: "demo", kms_key_arn: good["kmsKeyArn"] };
  const named = Object.entries(calls).map(([name, values]) => [name, { ...common, ...values }]);
  return planCalls(Network, Object.fromEntries(named), { env: env(), root });
};

const zones = (letters: string) => [...letters].map((letter) => `us-east-1${letter}`);
const cidrs = (network: Map<string, Planned>, tier: string) =>
  Object.fromEntries(
    [...network.values()]
      .filter(({ type, name }) => type === "aws_subnet" && name === tier)
      .map(({ index, values }) => [index, values["cidr_block"]]),
  );
const keys = (network: Map<string, Planned>, type: string) =>
  [...network.values()].filter((resource) => resource.type === type).map(({ index }) => index);

describe("a plan", () => {
  let planned: Record<string, Map<string, Planned>>;
  beforeAll(async () => {
    planned = await plan({
      two: { availability_zones: zones("ab") },
      three: { availability_zones: zones("cab") },
      last: { availability_zones: zones("bc") },
      single: { availability_zones: zones("ab"), nat_gateways: "single" },
      single_more: { availability_zones: zones("abc"), nat_gateways: "single" },
      closed: {
        availability_zones: zones("ab"),
        nat_gateways: "none",
        gateway_endpoints: [],
        interface_endpoints: ["ssm", "kms"],
      },
      small: { availability_zones: zones("af"), cidr: "192.168.4.0/22" },
      explicit: {
        availability_zones: zones("ab"),
        cidr: "10.1.0.0/16",
        subnet_cidrs: {
          "us-east-1a": { public: "10.1.0.0/24", app: "10.1.2.0/24", data: "10.1.4.0/24" },
          "us-east-1b": { public: "10.1.1.0/24", app: "10.1.3.0/24", data: "10.1.5.0/24" },
        },
      },
    });
  }, 300_000);

  test.each([
    ["two", "three", "us-east-1c"],
    ["last", "three", "us-east-1a"],
    ["single", "single_more", "us-east-1c"],
  ])("adding a zone (%s to %s) leaves the other zones' addresses alone", (before, after, zone) => {
    for (const [address, { values }] of planned[before]!) {
      expect([address, planned[after]!.get(address)?.values]).toEqual([address, values]);
    }
    const added = [...planned[after]!.keys()].filter((address) => !planned[before]!.has(address));
    expect(added.length).toBeGreaterThanOrEqual(8);
    expect(added.filter((address) => !address.endsWith(`["${zone}"]`))).toEqual([]);
  });

  test("the letter of a zone decides its ranges", () => {
    expect(cidrs(planned["three"]!, "public")).toEqual({
      "us-east-1a": "10.0.0.0/21",
      "us-east-1b": "10.0.8.0/21",
      "us-east-1c": "10.0.16.0/21",
    });
    expect(cidrs(planned["two"]!, "app")).toEqual({
      "us-east-1a": "10.0.64.0/21",
      "us-east-1b": "10.0.72.0/21",
    });
    expect(cidrs(planned["two"]!, "data")).toEqual({
      "us-east-1a": "10.0.128.0/21",
      "us-east-1b": "10.0.136.0/21",
    });
    expect(cidrs(planned["small"]!, "data")).toEqual({
      "us-east-1a": "192.168.6.0/27",
      "us-east-1f": "192.168.6.160/27",
    });
  });

  test("given ranges are taken as they are", () => {
    expect(cidrs(planned["explicit"]!, "public")).toEqual({
      "us-east-1a": "10.1.0.0/24",
      "us-east-1b": "10.1.1.0/24",
    });
    expect(cidrs(planned["explicit"]!, "data")).toEqual({
      "us-east-1a": "10.1.4.0/24",
      "us-east-1b": "10.1.5.0/24",
    });
  });

  test("NAT gateways: one in each zone, one in the first for all, or none and no route out", () => {
    expect(keys(planned["two"]!, "aws_nat_gateway")).toEqual(zones("ab"));
    expect(keys(planned["single"]!, "aws_nat_gateway")).toEqual(zones("a"));
    expect(keys(planned["single"]!, "aws_route")).toEqual([...zones("ab"), undefined]);
    expect(keys(planned["closed"]!, "aws_nat_gateway")).toEqual([]);
    expect(keys(planned["closed"]!, "aws_route")).toEqual([undefined]);
  });

  test("an interface endpoint has the exceptions of its own service", () => {
    const sids = (service: string) => {
      const { policy } = planned["closed"]!.get(`aws_vpc_endpoint.interface["${service}"]`)!.values;
      const { Statement } = JSON.parse(policy as string) as { Statement: { Sid: string }[] };
      return Statement.map(({ Sid }) => Sid);
    };
    expect(sids("kms")).toEqual(["OwnPrincipalsOnTrustedResources"]);
    expect(sids("ssm")).toEqual(["OwnPrincipalsOnTrustedResources", "OwnPrincipalsReadAws"]);
  });

  test("endpoints: gateways by default, interfaces on request", () => {
    const endpoints = (name: string) =>
      [...planned[name]!.values()]
        .filter(({ type }) => type === "aws_vpc_endpoint")
        .map(({ values }) => values["service_name"]);
    expect(endpoints("two").sort()).toEqual([
      "com.amazonaws.us-east-1.dynamodb",
      "com.amazonaws.us-east-1.s3",
    ]);
    expect(endpoints("closed").sort()).toEqual([
      "com.amazonaws.us-east-1.kms",
      "com.amazonaws.us-east-1.ssm",
    ]);
  });
});

test("callers may key resources by zone although they wait for the routes", async () => {
  const outputs = ["public", "app", "data"].map((tier) => [
    tier,
    { for_each: `\${module.two.${tier}_subnet_ids}`, input: "${each.value}" },
  ]);
  const root = { resource: { terraform_data: Object.fromEntries(outputs) as object } };
  await expect(plan({ two: { availability_zones: zones("ab") } }, root)).resolves.toBeDefined();
}, 300_000);

test("a zone that the region does not have is refused at plan, with those that it has", async () => {
  const failure = plan({ missing: { availability_zones: zones("ah") } });
  await expect(failure).rejects.toThrow(ProgramError);
  await expect(failure).rejects.toThrow(
    /must be\s+zones\s+of\s+us-east-1\s+that\s+are\s+enabled\s+in\s+this\s+account:\s+us-east-1a, us-east-1b/,
  );
}, 300_000);

checkedByTerraform(Network, { accepted, refused });

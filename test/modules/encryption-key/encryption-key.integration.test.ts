import { EncryptionKey } from "../../../modules/encryption-key";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { planCalls, type Planned } from "../synthesis";
import { accepted, refused } from "./cases";

describe("a plan", () => {
  const env = inLocalCloud();
  const distribution = "arn:aws:cloudfront::123456789012:distribution/";
  let planned: Record<string, Map<string, Planned>>;
  beforeAll(async () => {
    const description = "Test";
    const calls = {
      alone: { name: "alone", description },
      services: {
        name: "services",
        description,
        service_principals: ["backup.amazonaws.com"],
        via_services: ["ec2", "s3"],
      },
      site: { name: "site", description, cloudfront: {} },
      sites: {
        name: "sites",
        description,
        cloudfront: { distribution_arns: { b: `${distribution}B`, a: `${distribution}A` } },
      },
    };
    planned = await planCalls(EncryptionKey, calls, { env: env() });
  }, 300_000);

  const statements = (call: string) => {
    const { policy } = planned[call]!.get("aws_kms_key.this")!.values;
    return (JSON.parse(policy as string) as { Statement: { Sid: string; Condition?: object }[] }).Statement;
  };

  test("has statements for services only where there are some", () => {
    expect(statements("alone").map(({ Sid }) => Sid)).toEqual([
      "AccountByIam",
      "LogGroupsOfThisAccount",
      "PublishersToTopicsOfThisAccount",
    ]);
    expect(statements("services").map(({ Sid }) => Sid)).toEqual([
      "AccountByIam",
      "LogGroupsOfThisAccount",
      "PublishersToTopicsOfThisAccount",
      "ServicesForThisAccount",
      "AccountThroughServices",
      "GrantsToServices",
    ]);
  });

  test("lets CloudFront decrypt for the distributions that are given, or for all of the account", () => {
    const ofDistributions = (call: string) =>
      statements(call).find(({ Sid }) => Sid === "DistributionsOfThisAccount");
    expect(ofDistributions("site")).toEqual({
      Sid: "DistributionsOfThisAccount",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { ArnLike: { "aws:SourceArn": [`${distribution}*`] } },
    });
    expect(ofDistributions("sites")!.Condition).toEqual({
      ArnLike: { "aws:SourceArn": [`${distribution}A`, `${distribution}B`] },
    });
    expect(ofDistributions("services")).toBeUndefined();
  });

  test("names the services through which the account comes as KMS does", () => {
    expect(statements("services").find(({ Sid }) => Sid === "AccountThroughServices")!.Condition).toEqual({
      StringEquals: {
        "kms:CallerAccount": "123456789012",
        "kms:ViaService": ["ec2.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"],
      },
    });
  });
});

checkedByTerraform(EncryptionKey, { accepted, refused });

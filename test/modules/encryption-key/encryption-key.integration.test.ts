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
        deletion_protection: false,
        service_linked_roles: ["autoscaling.amazonaws.com", "spot.amazonaws.com"],
      },
      nobody: { name: "nobody", description, cloudwatch_logs: false, event_bridge: false },
      ses: { name: "ses", description, event_bridge: false, service_principals: ["ses.amazonaws.com"] },
      site: { name: "site", description, cloudfront: {} },
      sites: {
        name: "sites",
        description,
        cloudfront: { distribution_arns: { b: `${distribution}B`, a: `${distribution}A` } },
      },
    };
    planned = await planCalls(EncryptionKey, calls, { env: env() });
  }, 300_000);

  const sids = (call: string) => statements(call).map(({ Sid }) => Sid);
  const statements = (call: string) => {
    const { policy } = planned[call]!.get("aws_kms_key.this")!.values;
    return (
      JSON.parse(policy as string) as { Statement: { Sid: string; Principal: object; Condition?: object }[] }
    ).Statement;
  };

  test("has statements for services only where there are some", () => {
    expect(sids("alone")).toEqual([
      "AccountByIam",
      "DeletionProtection",
      "LogGroupsOfThisAccount",
      "PublishersToTopicsOfThisAccount",
    ]);
    // Without protection.
    expect(sids("services")).toEqual([
      "AccountByIam",
      "LogGroupsOfThisAccount",
      "PublishersToTopicsOfThisAccount",
      "ServicesForThisAccount",
      "ServiceLinkedRoles",
      "GrantsOfServiceLinkedRoles",
    ]);
  });

  test("admits neither CloudWatch Logs nor EventBridge where the caller shuts them out", () => {
    expect(sids("nobody")).toEqual(["AccountByIam", "DeletionProtection"]);
    expect(sids("ses")).toContain("LogGroupsOfThisAccount");
    expect(statements("ses").find(({ Sid }) => Sid === "PublishersToTopicsOfThisAccount")!.Principal).toEqual(
      { Service: ["ses.amazonaws.com"] },
    );
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

  test("names service-linked roles by the ARNs that they have once AWS makes them", () => {
    const roles = ["autoscaling", "spot"].map(
      (service) => `arn:aws:iam::123456789012:role/aws-service-role/${service}.amazonaws.com/*`,
    );
    expect(statements("services").find(({ Sid }) => Sid === "ServiceLinkedRoles")!.Condition).toEqual({
      ArnLike: { "aws:PrincipalArn": roles },
    });
  });
});

checkedByTerraform(EncryptionKey, { accepted, refused });

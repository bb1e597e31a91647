import { LogBucket } from "../../../modules/log-bucket";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { planCalls, type Planned } from "../synthesis";
import { accepted, refused } from "./cases";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Resource: unknown;
  readonly Condition: unknown;
}

describe("planned buckets", () => {
  const env = inLocalCloud();
  let planned: Record<string, Map<string, Planned>>;
  const statements = (call: string) => {
    const { values } = planned[call]!.get("aws_s3_bucket_policy.delivery")!;
    return (JSON.parse(values["policy"] as string) as { Statement: Statement[] }).Statement;
  };
  const logRule = (call: string) => {
    const { values } = planned[call]!.get("aws_s3_bucket_lifecycle_configuration.retention")!;
    return (values["rule"] as Record<string, unknown>[]).find(({ id }) => id === "logs")!;
  };

  beforeAll(async () => {
    planned = await planCalls(
      LogBucket,
      {
        usual: { name: "usual" },
        narrow: {
          name: "narrow",
          bucket_name: "only-balancers",
          sources: ["load_balancer"],
          retention_days: 60,
        },
        prefixes: {
          name: "prefixes",
          sources: ["load_balancer"],
          load_balancer_prefixes: ["alb/api", "alb/mtls"],
        },
      },
      { env: env() },
    );
  }, 300_000);

  test("are named after account and region unless the caller has a name", () => {
    const names = Object.values(planned).map(
      (resources) => resources.get("aws_s3_bucket.this")!.values["bucket"],
    );
    expect(names.sort()).toEqual([
      "only-balancers",
      "prefixes-logs-123456789012-us-east-1",
      "usual-logs-123456789012-us-east-1",
    ]);
  });

  test("admit the services that were asked for, and nobody else", () => {
    const admitted = (call: string) => statements(call).filter(({ Effect }) => Effect === "Allow");
    expect(admitted("usual").map(({ Principal }) => Principal)).toEqual([
      { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      { Service: "logging.s3.amazonaws.com" },
      { Service: "delivery.logs.amazonaws.com" },
    ]);
    expect(admitted("narrow")).toEqual([
      expect.objectContaining({
        Resource: ["arn:aws:s3:::only-balancers/AWSLogs/123456789012/*"],
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*" },
        },
      }),
    ]);
  });

  test("let load balancers write under the listed prefixes, where they append a path of their own", () => {
    const bucket = "arn:aws:s3:::prefixes-logs-123456789012-us-east-1";
    const [balancers] = statements("prefixes").filter(({ Sid }) => Sid === "LoadBalancers");
    expect(balancers!.Resource).toEqual([
      `${bucket}/AWSLogs/123456789012/*`,
      `${bucket}/alb/api/AWSLogs/123456789012/*`,
      `${bucket}/alb/mtls/AWSLogs/123456789012/*`,
    ]);
  });

  test("admit services for this account's resources only", () => {
    for (const { Effect, Condition } of statements("usual")) {
      if (Effect === "Allow") expect(JSON.stringify(Condition)).toContain("123456789012");
    }
  });

  test.each([
    ["us-gov-west-1", "arn:aws-us-gov:iam::048591011584:root"],
    ["us-gov-east-1", "arn:aws-us-gov:iam::190560391635:root"],
    ["cn-north-1", "arn:aws-cn:iam::638102146993:root"],
    ["cn-northwest-1", "arn:aws-cn:iam::037604701340:root"],
  ])(
    "in %s, let the region's ELB account write for load balancers, too",
    async (region, account) => {
      const buckets = await planCalls(
        LogBucket,
        { away: { name: "away" } },
        { env: env(), provider: { region } },
      );
      const { policy } = buckets["away"]!.get("aws_s3_bucket_policy.delivery")!.values;
      const { Statement } = JSON.parse(policy as string) as { Statement: Statement[] };
      expect(Statement.filter(({ Sid }) => Sid.startsWith("LoadBalancers"))).toEqual([
        expect.objectContaining({
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        }),
        expect.objectContaining({
          Principal: { AWS: account },
          Resource: [
            `arn:${account.split(":")[1]}:s3:::away-logs-123456789012-${region}/AWSLogs/123456789012/*`,
          ],
        }),
      ]);
    },
    300_000,
  );

  test("refuse everybody without TLS 1.2", () => {
    const refusals = statements("narrow").filter(({ Effect }) => Effect === "Deny");
    expect(refusals.map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
      ["*", { Bool: { "aws:SecureTransport": "false" } }],
      ["*", { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
    ]);
  });

  test("keep logs for six years, cheaper after 90 days", () => {
    expect(logRule("usual")).toMatchObject({
      expiration: [{ days: 2192 }],
      transition: [{ days: 90, storage_class: "GLACIER_IR" }],
    });
  });

  test("archive nothing that is deleted before", () => {
    expect(logRule("narrow")).toMatchObject({ expiration: [{ days: 60 }], transition: [] });
  });
});

checkedByTerraform(LogBucket, { accepted, refused });

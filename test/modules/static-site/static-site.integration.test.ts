import type { ModuleDefinition } from "../../../lib/module";
import { Certificate } from "../../../modules/certificate";
import { Distribution } from "../../../modules/distribution";
import { StaticSite } from "../../../modules/static-site";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { deployCalls } from "../synthesis";
import * as cases from "./cases";

checkedByTerraform(StaticSite, cases);

interface Resource {
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
}
interface Module {
  readonly resources?: readonly Resource[];
  readonly child_modules?: readonly Module[];
}

const all = ({ resources = [], child_modules: modules = [] }: Module): readonly Resource[] => [
  ...resources,
  ...modules.flatMap(all),
];
const nested = [Certificate, Distribution].map((module) => module.definition as unknown as ModuleDefinition);

describe("in the local cloud, with the bucket in another region than us-east-1", () => {
  const environment = inLocalCloud();
  const made = new Map<string, Resource["values"]>();
  const of = (address: string) => made.get(`module.${address}`)!;
  let terraform: (...args: string[]) => Promise<string>;
  let outputs: Readonly<Record<string, Readonly<Record<string, string | null>>>>;

  beforeAll(async () => {
    const access_logs = { bucket_arn: "${aws_s3_bucket.logs.arn}" };
    terraform = await deployCalls(
      StaticSite,
      {
        app: {
          name: "app",
          domain_name: "app.example.org",
          alternative_names: ["example.org"],
          zone: { id: "${aws_route53_zone.site.zone_id}" },
          kms_key: { arn: "${aws_kms_key.site.arn}" },
          single_page_app: {},
          access_logs,
        },
        trial: {
          name: "trial",
          default_certificate: { reason: "Trial without a domain" },
          access_logs,
        },
      },
      { env: environment(), nested, provider: { region: "us-west-2" }, root },
    );
    const { values } = JSON.parse(await terraform("show", "-json")) as { values: { root_module: Module } };
    for (const { address, values: state } of all(values.root_module)) made.set(address, state);
    outputs = JSON.parse(await terraform("output", "-json", "all")) as typeof outputs;
  }, 480_000);

  test("what was deployed would not change", async () => {
    await terraform("plan", "-detailed-exitcode");
  }, 180_000);

  test("bucket and distribution are made in one apply, and the bucket's policy names that distribution", () => {
    expect(of("app.aws_s3_bucket.this")).toMatchObject({
      bucket: "app-site-123456789012-us-west-2",
      region: "us-west-2",
    });
    const { Statement } = JSON.parse(of("app.aws_s3_bucket_policy.access")["policy"] as string) as {
      Statement: { Sid: string; Condition: unknown }[];
    };
    const { distribution_arn: arn } = outputs["app"]!;
    expect(arn).toMatch(/^arn:aws:cloudfront::123456789012:distribution\//);
    for (const Sid of ["DistributionReads", "DistributionLists"])
      expect(Statement).toContainEqual(
        expect.objectContaining({ Sid, Condition: { StringEquals: { "aws:SourceArn": arn } } }),
      );
  });

  test("the certificate is of us-east-1, for every name, and issued", () => {
    const { arn, subject_alternative_names: names } = of(
      "app.module.certificate[0].aws_acm_certificate.this[0]",
    ) as { arn: string; subject_alternative_names: string[] };
    expect(arn).toMatch(/^arn:aws:acm:us-east-1:/);
    expect([...names].sort()).toEqual(["app.example.org", "example.org"]);
    expect(outputs["app"]!["certificate_arn"]).toBe(arn);
  });

  test("each name has an A and an AAAA record", () => {
    for (const type of ["ipv4", "ipv6"])
      for (const key of ["site", "example-org"])
        expect(of(`app.module.distribution.aws_route53_record.${type}["${key}"]`)).toMatchObject({
          alias: [{ name: outputs["app"]!["distribution_domain_name"] }],
        });
  });

  test("the app's page answers for missing files only, not for what a web ACL refuses", () => {
    const { custom_error_response: answers, default_root_object: root } = of(
      "app.module.distribution.aws_cloudfront_distribution.this",
    );
    expect(answers).toMatchObject([
      { error_code: 404, response_code: 200, response_page_path: "/index.html" },
    ]);
    expect(root).toBe("index.html");
  });

  test("files are encrypted with the caller's key, or S3's own", () => {
    const rule = (call: string) =>
      of(`${call}.aws_s3_bucket_server_side_encryption_configuration.encryption`)["rule"];
    expect(rule("app")).toMatchObject([
      {
        apply_server_side_encryption_by_default: [
          { sse_algorithm: "aws:kms", kms_master_key_id: made.get("aws_kms_key.site")!["arn"] },
        ],
      },
    ]);
    expect(rule("trial")).toMatchObject([
      { apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256" }] },
    ]);
  });

  test("an upload command gets what it needs", () => {
    expect(outputs["app"]).toMatchObject({
      bucket_name: "app-site-123456789012-us-west-2",
      distribution_id: of("app.module.distribution.aws_cloudfront_distribution.this")["id"],
      url: "https://app.example.org",
    });
    expect(outputs["trial"]!["url"]).toBe(`https://${outputs["trial"]!["distribution_domain_name"]}`);
    expect(outputs["trial"]!["certificate_arn"]).toBeNull();
  });
});

const root = {
  resource: {
    aws_route53_zone: { site: { name: "example.org" } },
    aws_kms_key: { site: { description: "site" } },
    aws_s3_bucket: { logs: { bucket: "site-logs" } },
  },
  output: { all: { value: { app: "${module.app}", trial: "${module.trial}" } } },
};

import { Distribution } from "../../../modules/distribution";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { deployCalls, planCalls } from "../synthesis";
import * as cases from "./cases";
import { ofPrivate, root } from "./root";

checkedByTerraform(Distribution, cases);

interface Resource {
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
}

describe("in the local cloud", () => {
  const environment = inLocalCloud();
  let terraform: (...args: string[]) => Promise<string>;
  const made = new Map<string, Resource["values"]>();
  const of = (call: string, address: string) => made.get(`module.${call}.${address}`);
  const access_logs = { bucket_arn: "${aws_s3_bucket.files.arn}" };

  beforeAll(async () => {
    const certificate = { certificate_arn: "${aws_acm_certificate_validation.site.certificate_arn}" };
    terraform = await deployCalls(
      Distribution,
      {
        app: {
          name: "app",
          bucket_origin: { domain_name: "${aws_s3_bucket.files.bucket_regional_domain_name}" },
          api: { origin: { domain_name: "api.example.org" } },
          aliases: { app: "app.example.org", www: "www.example.org" },
          ...certificate,
          records: { zone_id: "${aws_route53_zone.site.zone_id}" },
          default_root_object: "index.html",
          single_page_app: {},
          security_headers: {
            content_security_policy: {
              "default-src": ["'none'"],
              "connect-src": ["'self'", "https://files.example.org"],
              "frame-ancestors": ["'none'"],
            },
            permissions_policy: { camera: ["self", "https://video.example.org"], usb: [] },
          },
          web_acl_arn: "${aws_wafv2_web_acl.site.arn}",
          allowed_countries: ["US"],
          access_logs,
        },
        files: {
          name: "files",
          bucket_origin: { domain_name: "${aws_s3_bucket.files.bucket_regional_domain_name}" },
          default_certificate: { reason: "Trial without a domain" },
          trusted_key_group_ids: { files: "${aws_cloudfront_key_group.files.id}" },
          single_page_app: {},
          cors: { allowed_origins: ["https://app.example.org"], exposed_headers: ["ETag"] },
          access_logs: { ...access_logs, query_strings: true },
        },
        server: {
          name: "server",
          http_origin: {
            domain_name: "redcap.example.org",
            plain_http: { reason: "Trial without a certificate" },
            host_header: "viewer",
          },
          aliases: { redcap: "redcap.example.org" },
          ...certificate,
          cached_paths: ["*.css"],
          access_logs,
        },
        private: {
          name: "private",
          http_origin: {
            domain_name: "${local.serving.dns_name}",
            vpc_origin: '${var.moved ? "green" : "blue"}',
            port: "${var.moved ? 8443 : 443}",
            host_header: "viewer",
            read_timeout_seconds: 120,
          },
          vpc_origins:
            '${{for key, lb in aws_lb.private : key => { arn = lb.arn } if !var.moved || key == "green"}}',
          aliases: { private: "private.example.org" },
          ...certificate,
          cached_paths: ["/static/*"],
          uncached_paths: ["*.php*"],
          security_headers: { frame_options: "none" },
          access_logs,
        },
      },
      { env: environment(), root: { ...root, ...ofPrivate } },
    );
    const shown = JSON.parse(await terraform("show", "-json")) as {
      values: { root_module: { child_modules: { resources: Resource[] }[] } };
    };
    for (const { resources } of shown.values.root_module.child_modules)
      for (const { address, values } of resources) made.set(address, values);
  }, 480_000);

  test("a provider of another region is refused in the plan", async () => {
    const inputs = {
      name: "elsewhere",
      bucket_origin: { domain_name: "files.s3.us-west-2.amazonaws.com" },
      default_certificate: { reason: "Trial without a domain" },
      access_logs: { bucket_arn: "arn:aws:s3:::logs" },
    };
    const plan = planCalls(
      Distribution,
      { elsewhere: inputs },
      { env: environment(), provider: { region: "us-west-2" } },
    );
    await expect(plan).rejects.toThrow(/through us-east-1 only/);
  }, 180_000);

  test("what was deployed would not change", async () => {
    await terraform("plan", "-detailed-exitcode");
  }, 180_000);

  test("a bucket is read by nothing but the distribution, and cached", () => {
    const { origin, default_cache_behavior: behavior } = of(
      "files",
      "aws_cloudfront_distribution.this",
    ) as never;
    const control = of("files", "aws_cloudfront_origin_access_control.bucket[0]")!;
    expect(origin).toMatchObject([{ origin_access_control_id: control["id"], custom_origin_config: [] }]);
    expect(behavior).toMatchObject([
      {
        allowed_methods: ["GET", "HEAD", "OPTIONS"],
        cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        origin_request_policy_id: "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
        viewer_protocol_policy: "redirect-to-https",
        trusted_key_groups: [expect.stringMatching(/./)],
      },
    ]);
  });

  test("an app's page answers for missing objects, next to an API by a function, which leaves the API's errors alone", () => {
    const files = of("files", "aws_cloudfront_distribution.this")!;
    const answers = files["custom_error_response"] as { error_code: number }[];
    expect(answers.map(({ error_code }) => error_code).sort()).toEqual([403, 404]);
    expect(answers).toMatchObject([{ response_code: 200, response_page_path: "/index.html" }, {}]);
    const app = of("app", "aws_cloudfront_distribution.this")!;
    expect(app["custom_error_response"]).toEqual([]);
    const page = of("app", "aws_cloudfront_function.page[0]")!;
    expect(page["code"]).toContain('if (!/\\.[^/]*$/.test(request.uri)) request.uri = "/index.html";\n');
    expect(app["default_cache_behavior"]).toMatchObject([
      { function_association: [{ event_type: "viewer-request", function_arn: page["arn"] }] },
    ]);
  });

  test("an API is reached over HTTPS, and nothing of it is cached", () => {
    const { ordered_cache_behavior: behaviors, origin } = of(
      "app",
      "aws_cloudfront_distribution.this",
    ) as never;
    expect(behaviors).toMatchObject([
      {
        path_pattern: "/api/*",
        target_origin_id: "api",
        viewer_protocol_policy: "https-only",
        cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      },
    ]);
    const api = (origin as { origin_id: string }[]).find(({ origin_id }) => origin_id === "api");
    expect(api).toMatchObject({
      custom_origin_config: [{ origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] }],
    });
  });

  test("of a server, only the listed paths are cached; what is not encrypted says why", () => {
    const server = of("server", "aws_cloudfront_distribution.this")!;
    expect(server["default_cache_behavior"]).toMatchObject([
      {
        cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
        cached_methods: ["GET", "HEAD"],
      },
    ]);
    expect(server["ordered_cache_behavior"]).toMatchObject([
      { path_pattern: "*.css", cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6" },
    ]);
    expect(server["origin"]).toMatchObject([
      { custom_origin_config: [{ origin_protocol_policy: "http-only", http_port: 80 }] },
    ]);
    expect(server["tags"]).toEqual({ Name: "server", PlainHttpReason: "Trial without a certificate" });
    const headers = of("server", "aws_cloudfront_response_headers_policy.headers")!;
    expect(headers["security_headers_config"]).toMatchObject([
      { content_security_policy: [], strict_transport_security: [{ override: true }] },
    ]);
  });

  test("browsers get the policies that were given", () => {
    const headers = of("app", "aws_cloudfront_response_headers_policy.headers")!;
    expect(headers["security_headers_config"]).toMatchObject([
      {
        content_security_policy: [
          {
            content_security_policy:
              "connect-src 'self' https://files.example.org; default-src 'none'; frame-ancestors 'none'",
            override: true,
          },
        ],
        content_type_options: [{ override: true }],
        frame_options: [{ frame_option: "DENY" }],
        strict_transport_security: [{ access_control_max_age_sec: 31_536_000, include_subdomains: false }],
      },
    ]);
    expect(headers["custom_headers_config"]).toMatchObject([
      {
        items: [{ header: "Permissions-Policy", value: 'camera=(self "https://video.example.org"), usb=()' }],
      },
    ]);
  });

  test("names lead to it over IPv4 and IPv6, with TLS 1.2", () => {
    const { domain_name, viewer_certificate } = of("app", "aws_cloudfront_distribution.this") as never;
    for (const type of ["ipv4", "ipv6"])
      for (const key of ["app", "www"])
        expect(of("app", `aws_route53_record.${type}["${key}"]`)).toMatchObject({
          name: `${key}.example.org`,
          type: type === "ipv4" ? "A" : "AAAA",
          alias: [{ name: domain_name }],
        });
    expect(viewer_certificate).toMatchObject([
      { minimum_protocol_version: "TLSv1.2_2021", ssl_support_method: "sni-only" },
    ]);
  });

  test("a load balancer in a private subnet is reached by a VPC origin, under the name that the browser asked for", () => {
    const { origin, ordered_cache_behavior: behaviors } = of(
      "private",
      "aws_cloudfront_distribution.this",
    ) as never;
    const blue = of("private", 'aws_cloudfront_vpc_origin.vpc["blue"]')!;
    expect(origin).toMatchObject([
      {
        custom_origin_config: [],
        vpc_origin_config: [{ vpc_origin_id: blue["id"], origin_read_timeout: 120 }],
      },
    ]);
    expect(blue["vpc_origin_endpoint_config"]).toMatchObject([
      {
        origin_protocol_policy: "https-only",
        https_port: 443,
        origin_ssl_protocols: [{ items: ["TLSv1.2"] }],
      },
    ]);
    // What must not be cached comes first.
    expect(behaviors).toMatchObject([
      { path_pattern: "*.php*", cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" },
      {
        path_pattern: "/static/*",
        cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        origin_request_policy_id: "bf0718e1-ba1e-49d1-88b1-f726733018ae",
      },
    ]);
  });

  test("another VPC origin serves, on another port, before those that CloudFront would not let go are deleted", async () => {
    await terraform("apply", "-auto-approve", "-var=moved=true");
    expect((await terraform("state", "list")).match(/aws_cloudfront_vpc_origin.*/g)).toEqual([
      'aws_cloudfront_vpc_origin.vpc["green"]',
    ]);
    await terraform("plan", "-detailed-exitcode", "-var=moved=true");
  }, 180_000);

  test("logs are delivered without what people type, unless they are asked for", () => {
    const fields = (call: string) =>
      (of(call, "aws_cloudwatch_log_delivery.access_log_delivery")!["record_fields"] as string[]).filter(
        (field) => /Cookie|query|Referer/.test(field),
      );
    expect(fields("app")).toEqual([]);
    expect(fields("files")).toEqual(["cs-uri-query", "cs(Referer)"]);
  });
});

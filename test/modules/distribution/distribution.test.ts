import * as vm from "node:vm";
import { Distribution } from "../../../modules/distribution";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

checkedAtSynth(Distribution, { accepted, refused });

const { resource, locals } = synthesize(Distribution);
const distribution = resource["aws_cloudfront_distribution"]!["this"]!;

test("what a distribution uses is replaced before it goes", () => {
  for (const [type, name] of [
    ["aws_cloudfront_origin_access_control", "bucket"],
    ["aws_cloudfront_response_headers_policy", "headers"],
    ["aws_cloudfront_function", "page"],
    ["aws_cloudfront_vpc_origin", "vpc"],
  ] as const)
    expect(resource[type]![name]!["lifecycle"]).toMatchObject({ create_before_destroy: true });
});

test("it speaks IPv6 and HTTP/3, and TLS 1.2 under its own names", () => {
  expect(distribution).toMatchObject({ is_ipv6_enabled: true, http_version: "http2and3" });
  expect(distribution["viewer_certificate"]).toMatchObject({
    minimum_protocol_version: '${!(var.default_certificate != null) ? "TLSv1.2_2021" : "TLSv1"}',
  });
});

test("logs never hold cookies, and query strings and referrers only where they are asked for", () => {
  const fields = [...(locals["logged_fields"] as string[])];
  expect(fields.filter((field) => /cookie|query|referer/i.test(field))).toEqual([]);
  expect(locals["logged_with_query_strings"]).toEqual(["cs-uri-query", "cs(Referer)"]);
});

/** What the page function does with a path. */
function requested(uri: string): string {
  const lines = (locals["page_function"] as string[]).map((line) =>
    // The one line that Terraform completes: format's template, with the page for its %s.
    line.replace(/^\$\{format\("(.*)", jsonencode\(.*\)\)\}$/, (_, text: string) =>
      text.replace(/\\\\/g, "\\").replace("%s", '"/index.html"'),
    ),
  );
  const context = vm.createContext({ event: { request: { uri } } });
  return (vm.runInContext(`${lines.join("\n")}; handler(event)`, context) as { uri: string }).uri;
}

test.each([
  ["/", "/index.html"],
  ["/Patient/123", "/index.html"],
  ["/Patient/v1.2/history", "/index.html"],
  ["/assets/index-4f2a.js", "/assets/index-4f2a.js"],
  ["/favicon.ico", "/favicon.ico"],
  ["/.well-known/security.txt", "/.well-known/security.txt"],
])("next to an API, a request for %s gets %s", (path, page) => {
  expect(requested(path)).toBe(page);
});

import { element } from "./aws-call";
import { clientsOfLocalCloud, refusal } from "./clients";

const { cloudfront, json } = clientsOfLocalCloud();

const optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const xml = (elements: Readonly<Record<string, string | number | boolean>>): string =>
  Object.entries(elements)
    .map(([name, content]) => `<${name}>${content}</${name}>`)
    .join("");
const list = (item: string, ...values: string[]) =>
  xml({
    Quantity: values.length,
    ...(values.length > 0 && { Items: values.map((value) => xml({ [item]: value })).join("") }),
  });

/** A resource that was created: its ID and ETag. */
async function created(path: string, body: string) {
  const answer = await cloudfront("POST", path, body);
  expect(answer).toMatchObject({ status: 201, etag: expect.stringMatching(/./) });
  return { id: element(answer, "Id")!, etag: answer.etag };
}

const headersPolicy = (Name: string) =>
  xml({ ResponseHeadersPolicyConfig: xml({ Name, Comment: "Headers" }) });
const accessControl = (Name: string) =>
  xml({
    OriginAccessControlConfig: xml({
      Name,
      SigningProtocol: "sigv4",
      SigningBehavior: "always",
      OriginAccessControlOriginType: "s3",
    }),
  });
const pageFunction = (Name: string, code: string) =>
  xml({
    CreateFunctionRequest: xml({
      Name,
      FunctionConfig: xml({ Comment: "Page", Runtime: "cloudfront-js-2.0" }),
      FunctionCode: Buffer.from(code).toString("base64"),
    }),
  });

/** A distribution of a bucket. */
function distribution(
  CallerReference: string,
  more: object = {},
  behavior: object = {},
  control = "",
): string {
  return xml({
    DistributionConfig: xml({
      CallerReference,
      Comment: "",
      Enabled: false,
      Origins: xml({
        Quantity: 1,
        Items: xml({
          Origin: xml({
            Id: "main",
            DomainName: "files.s3.us-east-1.amazonaws.com",
            S3OriginConfig: xml({ OriginAccessIdentity: "" }),
            OriginAccessControlId: control,
          }),
        }),
      }),
      DefaultCacheBehavior: xml({
        TargetOriginId: "main",
        ViewerProtocolPolicy: "https-only",
        CachePolicyId: optimized,
        ...behavior,
      }),
      ...more,
    }),
  });
}

test("a distribution stays as it was given, with CloudFront's defaults", async () => {
  const control = await created("origin-access-control", accessControl("kept"));
  const made = await created("distribution", distribution("kept", {}, {}, control.id));
  const read = await cloudfront("GET", `distribution/${made.id}/config`);
  expect(read.etag).toBe(made.etag);
  expect(element(read, "OriginAccessControlId")).toBe(control.id);
  expect(element(read, "CachePolicyId")).toBe(optimized);
  // Its own certificate, which allows TLS 1.0.
  expect(read.body).toContain(xml({ MinimumProtocolVersion: "TLSv1" }));
  expect(read.body).not.toContain("ForwardedValues");
});

test("a change needs the latest ETag, and gives another one", async () => {
  const { id, etag } = await created("distribution", distribution("changed"));
  const enabled = distribution("changed").replace(xml({ Enabled: false }), xml({ Enabled: true }));
  const change = (match?: string) => cloudfront("PUT", `distribution/${id}/config`, enabled, match);
  expect(refusal(await change())).toMatch(/^InvalidIfMatchVersion: /);
  expect(refusal(await change("E0LD"))).toMatch(/^PreconditionFailed: /);
  const changed = await change(etag);
  expect(changed.status).toBe(200);
  expect(changed.etag).not.toBe(etag);
  const remove = (match: string) => cloudfront("DELETE", `distribution/${id}`, undefined, match);
  expect(refusal(await remove(changed.etag))).toMatch(/^DistributionNotDisabled: /);
  const disabled = await cloudfront(
    "PUT",
    `distribution/${id}/config`,
    distribution("changed"),
    changed.etag,
  );
  expect((await remove(disabled.etag)).status).toBe(204);
  expect(refusal(await cloudfront("GET", `distribution/${id}`))).toMatch(/^NoSuchDistribution: /);
});

test.each([
  [
    "an alias without a certificate",
    { Aliases: list("CNAME", "www.example.org") },
    {},
    /^InvalidViewerCertificate: To add/,
  ],
  [
    "a certificate of another region",
    {
      ViewerCertificate: xml({
        ACMCertificateArn: "arn:aws:acm:us-west-2:123456789012:certificate/1",
        SSLSupportMethod: "sni-only",
      }),
    },
    {},
    /^InvalidViewerCertificate: .* isn't in us-east-1/,
  ],
  [
    "a web ACL of a region",
    { WebACLId: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/1" },
    {},
    /^InvalidWebACLId: /,
  ],
  ["an origin that is not there", {}, { TargetOriginId: "other" }, /^NoSuchOrigin: /],
  [
    "a cache policy that is not there",
    {},
    { CachePolicyId: optimized.replace("6", "7") },
    /^NoSuchCachePolicy: /,
  ],
  [
    "a headers policy that is not there",
    {},
    { ResponseHeadersPolicyId: optimized },
    /^NoSuchResponseHeadersPolicy: /,
  ],
  [
    "a key group that is not there",
    {},
    { TrustedKeyGroups: xml({ Enabled: true }) + list("KeyGroup", "none") },
    /^TrustedKeyGroupDoesNotExist: /,
  ],
] as const)("%s is refused", async (name, more, behavior, reason) => {
  expect(refusal(await cloudfront("POST", "distribution", distribution(name, more, behavior)))).toMatch(
    reason,
  );
});

test("names are unique", async () => {
  await created("response-headers-policy", headersPolicy("twice"));
  expect(refusal(await cloudfront("POST", "response-headers-policy", headersPolicy("twice")))).toMatch(
    /^ResponseHeadersPolicyAlreadyExists: /,
  );
  await created("origin-access-control", accessControl("twice"));
  expect(refusal(await cloudfront("POST", "origin-access-control", accessControl("twice")))).toMatch(
    /^OriginAccessControlAlreadyExists: /,
  );
});

test("what a distribution uses cannot be deleted before it is gone", async () => {
  const control = await created("origin-access-control", accessControl("used"));
  const policy = await created("response-headers-policy", headersPolicy("used"));
  const used = distribution("used", {}, { ResponseHeadersPolicyId: policy.id }, control.id);
  const { id, etag } = await created("distribution", used);
  const remove = async (path: string, match: string) => cloudfront("DELETE", path, undefined, match);
  expect(refusal(await remove(`origin-access-control/${control.id}`, control.etag))).toMatch(/InUse: /);
  expect(refusal(await remove(`response-headers-policy/${policy.id}`, policy.etag))).toMatch(/InUse: /);
  expect((await remove(`distribution/${id}`, etag)).status).toBe(204);
  expect((await remove(`origin-access-control/${control.id}`, control.etag)).status).toBe(204);
  expect((await remove(`response-headers-policy/${policy.id}`, policy.etag)).status).toBe(204);
});

test("nor can a web ACL, which WAF keeps", async () => {
  const waf = async (action: string, body: object) =>
    json("wafv2", `AWSWAF_20190729.${action}`, { Scope: "CLOUDFRONT", Name: "site", ...body });
  const made = await waf("CreateWebACL", {
    DefaultAction: { Allow: {} },
    VisibilityConfig: {
      SampledRequestsEnabled: false,
      CloudWatchMetricsEnabled: false,
      MetricName: "site",
    },
  });
  const { Summary: acl } = JSON.parse(made.body) as {
    Summary: { ARN: string; Id: string; LockToken: string };
  };
  const { id, etag } = await created("distribution", distribution("guarded", { WebACLId: acl.ARN }));
  const deletion = { Id: acl.Id, LockToken: acl.LockToken };
  const refused = await waf("DeleteWebACL", deletion);
  expect(refused.status).toBe(400);
  expect(refused.body).toContain("WAFAssociatedItemException");
  expect((await cloudfront("DELETE", `distribution/${id}`, undefined, etag)).status).toBe(204);
  expect((await waf("DeleteWebACL", deletion)).status).toBe(200);
});

test("AWS's own policies are found by name, and nobody changes them", async () => {
  const found = await cloudfront("GET", "cache-policy?Type=managed");
  expect(found.body).toContain(optimized);
  expect(refusal(await cloudfront("DELETE", `cache-policy/${optimized}`, undefined, "any"))).toMatch(
    /^IllegalDelete: /,
  );
});

test("a function is used only once it is published, and stays live as it was until it is published again", async () => {
  const made = await cloudfront("POST", "function", pageFunction("page", "first"));
  expect(made.status).toBe(201);
  const association = xml({
    FunctionAssociation: xml({ FunctionARN: element(made, "FunctionARN")!, EventType: "viewer-request" }),
  });
  const using = distribution(
    "function",
    {},
    { FunctionAssociations: xml({ Quantity: 1, Items: association }) },
  );
  expect(refusal(await cloudfront("POST", "distribution", using))).toMatch(/^InvalidFunctionAssociation: /);
  expect((await cloudfront("POST", "function/page/publish", "", made.etag)).status).toBe(200);
  await created("distribution", using);
  const update = pageFunction("page", "second").replace(/CreateFunctionRequest/g, "UpdateFunctionRequest");
  expect((await cloudfront("PUT", "function/page", update, made.etag)).status).toBe(200);
  const code = async (stage: string) => (await cloudfront("GET", `function/page?Stage=${stage}`)).body;
  expect([await code("DEVELOPMENT"), await code("LIVE")]).toEqual(["second", "first"]);
  const { etag } = await cloudfront("GET", "function/page/describe");
  expect(refusal(await cloudfront("DELETE", "function/page", undefined, etag))).toMatch(/^FunctionInUse: /);
});

test("an invalidation is in progress, then completed; repeated it is the same, and a wrong one is refused", async () => {
  const { id } = await created("distribution", distribution("invalidated"));
  const invalidation = (CallerReference: string, ...paths: string[]) =>
    cloudfront(
      "POST",
      `distribution/${id}/invalidation`,
      xml({ InvalidationBatch: xml({ Paths: list("Path", ...paths), CallerReference }) }),
    );
  const made = await invalidation("one", "/index.html", "/a/*");
  expect(element(made, "Status")).toBe("InProgress");
  const invalidationId = element(made, "Id")!;
  const read = await cloudfront("GET", `distribution/${id}/invalidation/${invalidationId}`);
  expect(element(read, "Status")).toBe("Completed");
  expect(element(await invalidation("one", "/index.html", "/a/*"), "Id")).toBe(invalidationId);
  expect(refusal(await invalidation("one", "/other"))).toMatch(/^InvalidationBatchAlreadyExists: /);
  expect(refusal(await invalidation("two", "index.html"))).toMatch(/^InvalidArgument: /);
  expect(refusal(await invalidation("three"))).toMatch(/^InvalidArgument: /);
});

test("one of two web ACLs goes with its IP set, which the other does not hold", async () => {
  const waf = async (operation: string, body: object): Promise<Record<string, Record<string, string>>> => {
    const answer = await json("wafv2", `AWSWAF_20190729.${operation}`, { Scope: "REGIONAL", ...body });
    expect(answer).toMatchObject({ status: 200 });
    return JSON.parse(answer.body) as Record<string, Record<string, string>>;
  };
  const VisibilityConfig = {
    SampledRequestsEnabled: true,
    CloudWatchMetricsEnabled: true,
    MetricName: "test",
  };
  const make = async (Name: string) => {
    const set = await waf("CreateIPSet", { Name, IPAddressVersion: "IPV4", Addresses: ["192.0.2.0/24"] });
    const { ARN, Id, LockToken } = set["Summary"]!;
    const Statement = { IPSetReferenceStatement: { ARN } };
    const rule = { Name, Priority: 0, Action: { Block: {} }, Statement, VisibilityConfig };
    const acl = await waf("CreateWebACL", {
      Name,
      DefaultAction: { Allow: {} },
      Rules: [rule],
      VisibilityConfig,
    });
    return { set: { Name, Id, LockToken }, acl: acl["Summary"]! };
  };
  const [one] = [await make("one"), await make("two")];
  const refused = await json("wafv2", "AWSWAF_20190729.DeleteIPSet", { Scope: "REGIONAL", ...one.set });
  expect(refused.body).toContain("WAFAssociatedItemException");
  await waf("DeleteWebACL", { Name: "one", Id: one.acl["Id"], LockToken: one.acl["LockToken"] });
  await waf("DeleteIPSet", one.set);
});

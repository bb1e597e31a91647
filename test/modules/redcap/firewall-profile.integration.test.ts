import { Firewall } from "../../../modules/firewall";
import * as profile from "../../../modules/redcap/firewall-profile";
import { terraformEnvironment } from "../../../tools/terraform";
import { countedBy, request, type Request, verdict, type WebAcl } from "../firewall/evaluate";
import { capacity } from "../firewall/web-acl";
import { offline, planCalls } from "../synthesis";

// REDCap's profile as AWS would get it: planned by Terraform, and asked about requests.

const hospital = "198.18.0.7";
const setOf = (name: string) =>
  `arn:aws:wafv2:us-east-1:123456789012:regional/ipset/${name}/11111111-2222-3333-4444-555555555555`;
const sets = { [setOf("hospital")]: [hospital] };

let acls: Record<"plain" | "shared", WebAcl>;
beforeAll(async () => {
  const common = {
    name: "redcap",
    kms_key_arn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
    managed_rule_groups: profile.managedRuleGroups,
    exceptions: profile.exceptions,
    guarded_paths: { administration: { priority: 10, paths: profile.guardedPaths } },
  };
  const limit = (known: object | null) => ({ requests: 10_000, static_files: profile.staticFiles, known });
  const one = { ip_set_arns: { hospital: setOf("hospital") } };
  const calls = {
    plain: { ...common, rate_limit: limit(null) },
    shared: { ...common, rate_limit: limit(one) },
  };
  const planned = await planCalls(Firewall, calls, { env: await terraformEnvironment(), provider: offline });
  acls = Object.fromEntries(
    Object.entries(planned).map(([name, resources]) => [
      name,
      resources.get("aws_wafv2_web_acl.this")!.values as unknown as WebAcl,
    ]),
  ) as typeof acls;
}, 300_000);

/** A survey link that fills in fields: 3 KB of query. */
const filledIn = `s=ABCDEF123&${Array.from({ length: 60 }, (_, n) => `field_${n}=${"answer%20".repeat(5)}`).join("&")}`;
const script = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";

describe("long links", () => {
  test.each([
    ["of a survey", `/surveys/?${filledIn}`],
    ["of a form", `/redcap_v16.0.18/DataEntry/index.php?pid=7&${filledIn}`],
    ["of a report", `/redcap_v16.0.18/index.php?route=DataExport&${filledIn}`],
  ])("%s are served", (_, url) => {
    expect(filledIn.length).toBeGreaterThan(2048);
    expect(verdict(acls.plain, request("GET", url))).toBe("allow");
  });

  test.each([
    ["elsewhere", `/plugins/page.php?${filledIn}`, "except-calculated-fields"],
    ["by a way around", `/surveys//%2e%2e/plugins/page.php?${filledIn}`, "except-calculated-fields"],
    [
      "with an attack in them",
      `/surveys/?${filledIn}&x=${script}`,
      "AWSManagedRulesCommonRuleSet/CrossSiteScripting_QUERYARGUMENTS",
    ],
    ["to the installer", `/install.php?${filledIn}`, "guard-administration"],
  ])("%s are not", (_, url, rule) => {
    expect(verdict(acls.plain, request("GET", url))).toBe(rule);
  });
});

describe("the rate limit", () => {
  const from = (address: string, path: string): Request => request("GET", path, { address });
  const counted = [
    "/surveys/?s=ABC",
    "/redcap_v16.0.18/index.php?pid=1",
    // Pages that would pass as files.
    "/index.php/redcap_v16.0.18/Resources/a.css",
    "/redcap_v16.0.18/index.php/Resources/a.css",
    "/redcap_v16.0.18/Resources/../index.php/a.css",
    "/redcap_v16.0.18/Resources/x.php/a.css",
    "/redcap_v16.0.18/Resources/%2e%2e/a.css",
    "/redcap_v16.0.18/Resources/a.php",
    "/redcap_v16.0.18/Resources/",
    "/surveys/a.css",
  ];
  const files = [
    "/redcap_v16.0.18/Resources/css/style.css?v=1",
    "/redcap_v16.0.18/Resources/webpack/js/bundle.min.js",
    "/redcap_v9.1.0/Resources/images/logo.png",
  ];

  test.each(counted)("counts %s", (path) => {
    expect(countedBy(acls.plain, from("192.0.2.10", path))).toEqual(["rate-limit"]);
    expect(countedBy(acls.shared, from(hospital, path), sets)).toEqual(["rate-limit-known"]);
    expect(countedBy(acls.shared, from("192.0.2.10", path), sets)).toEqual(["rate-limit"]);
  });

  test.each(files)("does not count %s", (path) => {
    for (const acl of Object.values(acls)) expect(countedBy(acl, from(hospital, path), sets)).toEqual([]);
  });

  test("a hospital behind one address has a limit of its own, and is inspected all the same", () => {
    const limits = acls.shared.rule.flatMap(({ statement: [one] }) =>
      (one!["rate_based_statement"] ?? []).map((block) => block["limit"]),
    );
    expect(limits).toEqual([10_000, 50_000]);
    const attack = from(hospital, `/surveys/?s=${script}`);
    expect(verdict(acls.shared, attack, sets)).toMatch(/CrossSiteScripting_QUERYARGUMENTS$/);
  });

  test("the profile, with a hospital and all lists of addresses, stays within the capacity that the price includes", () => {
    const used = (acl: WebAcl) => acl.rule.reduce((sum, { statement }) => sum + capacity(statement[0]!), 0);
    expect(used(acls.plain)).toBe(1425 + 2 + 3 + 2 * 23 + Object.keys(profile.exceptions).length);
    // The limit of a hospital's set: twice the set, and the static files once more.
    expect(used(acls.shared) - used(acls.plain)).toBe(2 + 3 + 2);
    // Administrators, admitted, trusted and denied ranges take two each.
    expect(used(acls.shared) + 4 * 2).toBeLessThanOrEqual(1500);
  });
});

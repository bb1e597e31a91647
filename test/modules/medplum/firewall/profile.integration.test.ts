import { Firewall } from "../../../../modules/firewall";
import * as profile from "../../../../modules/medplum/firewall-profile";
import { terraformEnvironment } from "../../../../tools/terraform";
import { request, type Request, verdict, type WebAcl } from "../../firewall/evaluate";
import { capacity } from "../../firewall/web-acl";
import { disreputable } from "../../firewall/detectors";
import { offline, planCalls } from "../../synthesis";
import { served, stopped } from "./requests";

// The profiles as AWS would get them: planned by Terraform, and asked about requests.

const office = "192.0.2.10";
const setOf = (kind: string) =>
  `arn:aws:wafv2:us-east-1:123456789012:${kind}/ipset/office/11111111-2222-3333-4444-555555555555`;
const admitted = { [setOf("regional")]: [office, disreputable], [setOf("global")]: [office] };

let acls: Record<"server" | "app" | "storage", WebAcl>;
beforeAll(async () => {
  const common = {
    name: "medplum",
    kms_key_arn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  };
  const calls = {
    server: {
      ...common,
      managed_rule_groups: profile.serverGroups,
      exceptions: profile.serverExceptions,
      guarded_paths: {
        administration: { priority: 10, paths: profile.guardedPaths, allowed_cidrs: ["10.0.0.0/8"] },
      },
      deny_cidrs: ["203.0.113.0/25"],
      allow_cidrs: ["198.51.100.7/32"],
      deny_countries: ["KP"],
      admit_only: { cidrs: ["192.0.2.0/24"], ip_set_arns: { office: setOf("regional") } },
    },
    app: {
      ...common,
      scope: "CLOUDFRONT",
      managed_rule_groups: profile.edgeGroups,
      exceptions: profile.appExceptions,
    },
    storage: {
      ...common,
      scope: "CLOUDFRONT",
      managed_rule_groups: profile.edgeGroups,
      admit_only: { ip_set_arns: { office: setOf("global") } },
    },
  };
  const env = await terraformEnvironment();
  const planned = await planCalls(Firewall, calls, { env, provider: offline });
  acls = Object.fromEntries(
    Object.entries(planned).map(([name, resources]) => [
      name,
      resources.get("aws_wafv2_web_acl.this")!.values as unknown as WebAcl,
    ]),
  ) as typeof acls;
}, 300_000);

describe("the server", () => {
  test.each(Object.entries(served))("serves %s", (_, given) => {
    expect(verdict(acls.server, given, admitted)).toBe("allow");
  });

  test.each(Object.entries(stopped))("is spared %s", (_, [given, rule]) => {
    expect(verdict(acls.server, given, admitted)).toBe(rule);
  });

  test("each exception is needed: without it, something of Medplum's own is blocked", () => {
    const blocked = new Set(Object.values(served).flatMap((given) => matchedBy(given)));
    const excepted = Object.values(profile.serverExceptions).map(({ group, rule }) => `${group}/${rule}`);
    expect(excepted.filter((rule) => !blocked.has(rule))).toEqual([]);
  });
});

/** Managed rules that would block a request if nothing were excepted. */
function matchedBy(given: Request): string[] {
  const matched: string[] = [];
  const rule = acls.server.rule.filter(({ name }) => name.startsWith("AWS"));
  for (;;) {
    const plain = rule.map((one) => withCounted(one, matched));
    const found = verdict({ ...acls.server, rule: plain }, given);
    if (found === "allow") return matched;
    matched.push(found);
  }
}

/** A managed group in which only some rules count. */
function withCounted(rule: WebAcl["rule"][number], counted: readonly string[]): WebAcl["rule"][number] {
  const [group] = rule.statement[0]!["managed_rule_group_statement"]!;
  const names = counted.filter((one) => one.startsWith(`${rule.name}/`)).map((one) => one.split("/")[1]!);
  const overrides = names.map((name) => ({ name, action_to_use: [{ count: [{}] }] }));
  return {
    ...rule,
    statement: [{ managed_rule_group_statement: [{ ...group, rule_action_override: overrides }] }],
  };
}

describe("the only admitted addresses", () => {
  const elsewhere = "198.51.100.99";

  test("are inspected like everybody: only their own requests are served, and no attack of theirs", () => {
    const { "a filter": search } = served;
    const [attack, rule] = stopped["a script in a search"]!;
    expect(verdict(acls.server, search!, admitted)).toBe("allow");
    expect(verdict(acls.server, attack, admitted)).toBe(rule);
    expect(verdict(acls.server, { ...search!, address: elsewhere }, admitted)).toBe("admit-only");
    expect(verdict(acls.storage, request("GET", "/binary/1/2"), admitted)).toBe("allow");
    expect(verdict(acls.storage, request("GET", "/binary/1/2", { address: elsewhere }), admitted)).toBe(
      "admit-only",
    );
  });
});

describe("the web app", () => {
  test.each([
    ["its start page", "/"],
    ["a file of its own", "/assets/index-4f2a.js"],
    ["a list of patients", `/Patient?_id=${"11111111-2222-3333-4444-555555555555,".repeat(80)}`],
    ["a native app that signs in", "/oauth?redirect_uri=http%3A%2F%2F127.0.0.1%3A52110%2Fcallback"],
    ["a developer who signs in", "/oauth?redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback"],
    ["a page with a filter", "/Patient?_filter=name%20co%20'Smith'%20or%20given%20eq%20'x'"],
  ])("serves %s", (_, url) => {
    expect(verdict(acls.app, request("GET", url))).toBe("allow");
  });

  test.each([
    [
      "a script in an address",
      "/Patient?name=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
      "CrossSiteScripting_QUERYARGUMENTS",
    ],
    ["a path upwards", "/../../etc/passwd", "GenericLFI_URIPATH"],
    ["a file of settings", "/config.ini", "RestrictedExtensions_URIPATH"],
  ])("is spared %s", (_, url, rule) => {
    expect(verdict(acls.app, request("GET", url))).toBe(`AWSManagedRulesCommonRuleSet/${rule}`);
  });
});

describe("the files", () => {
  test("signed URLs are served, with whatever their signature has", () => {
    const signed = `/binary/1/2?Expires=1800000000&Key-Pair-Id=K2&Signature=${"aB-~_--or1_".repeat(32)}__`;
    expect(verdict(acls.storage, request("GET", signed), admitted)).toBe("allow");
  });
});

test.each([
  // Groups and rate limit; the guard's look at the path and its two sets; four lists of paths, and a label for each exception. Then what
  // callers may add: two sets for each list of addresses, one more for that of the caller's, and countries.
  ["server", 1325 + 2 + 25 + 4 * 23 + 14 + 3 * 2 + 1 + 1],
  ["app", 925 + 2 + 23 + 3],
  ["storage", 925 + 2 + 1],
] as const)("the profile of %s stays within the capacity that the price includes", (name, units) => {
  const used = acls[name].rule.reduce((sum, { statement }) => sum + capacity(statement[0]!), 0);
  expect(used).toBe(units);
  expect(used).toBeLessThanOrEqual(1500);
});

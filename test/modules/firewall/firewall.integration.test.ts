import { Firewall } from "../../../modules/firewall";
import { pathPattern } from "../../../modules/firewall/paths";
import * as profile from "../../../modules/redcap/firewall-profile";
import { terraformEnvironment } from "../../../tools/terraform";
import { offline, planCalls, printedPlan, type Planned } from "../synthesis";
import { good } from "./cases";
import { countedBy, request, type WebAcl } from "./evaluate";
import { completes } from "./complete";
import { capacity, everything, expectedCapacities, type Rule, type Statement } from "./web-acl";

describe("a plan", () => {
  let planned: Record<string, Map<string, Planned>>;
  let expected: Record<string, number>;
  beforeAll(async () => {
    const common = { name: "redcap", kms_key_arn: good["kmsKeyArn"] };
    const env = await terraformEnvironment();
    const later = "${terraform_data.later.id}";
    const calls = {
      defaults: common,
      observed: {
        ...common,
        rate_limit: { mode: "observe" },
        admit_only: { cidrs: ["192.0.2.0/24"], mode: "observe", observe_until: "2026-01-31" },
        managed_rule_groups: {
          AWSManagedRulesLinuxRuleSet: { priority: 10, mode: "observe", observe_until: "2099-01-31" },
        },
        allow_countries: ["US"],
        default_action: "block",
        resource_arns: { app: later },
      },
      everything,
      cloudfront: { ...common, scope: "CLOUDFRONT", managed_rule_groups: {}, body_inspection_kb: 32 },
      redcap: {
        ...common,
        deny_cidrs: ["203.0.113.0/24"],
        deny_countries: ["KP"],
        allow_cidrs: ["192.0.2.0/24"],
        managed_rule_groups: profile.managedRuleGroups,
        exceptions: profile.exceptions,
        rate_limit: { static_files: profile.staticFiles },
        guarded_paths: {
          administration: { priority: 10, paths: profile.guardedPaths, allowed_cidrs: ["10.0.0.0/8"] },
        },
      },
      unknown: {
        ...everything,
        deny_cidrs: [`${later}/32`],
        deny_countries: [later],
        allow_cidrs: [`${later}/32`, "192.0.2.0/24"],
        guarded_paths: {
          install: { priority: 10, paths: [{ path: `/${later}` }], allowed_cidrs: [`${later}/32`] },
        },
        kms_key_arn: `arn:aws:kms:us-east-1:123456789012:key/${later}`,
        redacted_headers: [later],
        // They have neither, and each rule takes half a second.
        managed_rule_groups: {},
        exceptions: {},
      },
    };
    const root = { resource: { terraform_data: { later: {} } } };
    planned = await planCalls(Firewall, calls, { env, provider: offline, root });
    expected = await expectedCapacities(calls, env, root);
  }, 300_000);

  const acl = (call: string) => planned[call]!.get("aws_wafv2_web_acl.this")!.values;
  const rules = (call: string) => (acl(call)["rule"] as Rule[]).toSorted((a, b) => a.priority - b.priority);
  const sets = (call: string) =>
    Object.fromEntries(
      [...planned[call]!.values()]
        .filter(({ type }) => type === "aws_wafv2_ip_set")
        .map(({ index, values }) => [index, values["addresses"] ?? []]),
    );
  const statementOf = (call: string, name: string): Statement =>
    rules(call).find((rule) => rule.name === name)!.statement[0]!;
  const acts = (call: string, name: string): string[] => {
    const action = rules(call).find((rule) => rule.name === name)!.action[0]!;
    return Object.keys(action).filter((key) => action[key]!.length > 0);
  };

  test("by default the managed groups and the rate limit block, and nothing else is there", () => {
    expect(rules("defaults").map(({ name }) => name)).toEqual([
      "rate-limit",
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesSQLiRuleSet",
      "AWSManagedRulesLinuxRuleSet",
    ]);
    expect(acts("defaults", "rate-limit")).toEqual(["block"]);
    expect(JSON.stringify(acl("defaults"))).not.toMatch(/"count":\[\{/);
    expect(sets("defaults")).toEqual({});
  });

  test("rules come in the order that the README promises", () => {
    expect(rules("everything").map(({ name }) => name)).toEqual([
      "deny-ipv4",
      "deny-ipv6",
      "deny-sets",
      "countries",
      "admit-only",
      "guard-install",
      "guard-cron",
      "allow-ipv4",
      "allow-ipv6",
      "allow-sets",
      "rate-limit",
      "rate-limit-known",
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesSQLiRuleSet",
      "AWSManagedRulesPHPRuleSet",
      "except-calculations",
      "except-uploads",
    ]);
  });

  test("observed rules count; an exception of an observed group does too, one of a blocking group blocks", () => {
    expect(acts("observed", "rate-limit")).toEqual(["count"]);
    expect(acts("everything", "guard-install")).toEqual(["block"]);
    expect(acts("everything", "guard-cron")).toEqual(["count"]);
    expect(acts("everything", "except-calculations")).toEqual(["count"]);
    expect(acts("everything", "except-uploads")).toEqual(["block"]);
  });

  test("an exception counts its rule in the group, and blocks by its label outside the paths", () => {
    const [group] = statementOf("everything", "AWSManagedRulesCommonRuleSet")[
      "managed_rule_group_statement"
    ]!;
    const overrides = group!["rule_action_override"] as {
      name: string;
      action_to_use: Record<string, unknown[]>[];
    }[];
    const actions = Object.fromEntries(
      overrides.map(({ name, action_to_use: [use] }) => [
        name,
        Object.keys(use!).filter((key) => use![key]!.length > 0),
      ]),
    );
    expect(actions).toEqual({
      NoUserAgent_HEADER: ["block"],
      GenericRFI_BODY: ["captcha"],
      SizeRestrictions_BODY: ["count"],
    });
    const calculations = JSON.stringify(statementOf("everything", "except-calculations"));
    expect(calculations).toContain('"key":"awswaf:managed:aws:sql-database:SQLi_Body"');
    expect(calculations).toMatch(/"not_statement":\[\{"statement":\[.*"regex_string":"\(\?i\)\^\/redcap_v"/);
  });

  test("exceptions of the same paths share a rule, the first one's, that blocks any of their labels", () => {
    const [shared] = statementOf("everything", "except-uploads")["and_statement"]!;
    const [labels] = shared!["statement"] as Statement[];
    expect(JSON.stringify(labels!["or_statement"]).match(/awswaf:[\w:-]+/g)).toEqual([
      "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
      "awswaf:managed:aws:php-app:PHPHighRiskMethodsVariables_Body",
    ]);
  });

  test("REDCap's profile looks at the path once for its guard and for its exceptions, and costs nothing extra", () => {
    const shared = rules("redcap").filter(({ name }) => name.startsWith("except-"));
    expect(shared).toHaveLength(1);
    const used = rules("redcap").reduce((sum, { statement }) => sum + capacity(statement[0]!), 0);
    // Groups, rate limit and its look at plain paths, two looks at the path, a label for each exception; two sets for the guard and for each list of
    // addresses, and countries.
    expect(used).toBe(1425 + 2 + 3 + 2 * 23 + Object.keys(profile.exceptions).length + 3 * 2 + 1);
    expect(used).toBeLessThanOrEqual(1500);
  });

  test.each(["defaults", "observed", "everything", "cloudfront", "redcap"])(
    "the capacity that a plan warns of is that of its rules by AWS's documentation: %s",
    (call) => {
      const used = rules(call).reduce((sum, { statement }) => sum + capacity(statement[0]!), 0);
      expect(expected[call]).toBe(used);
    },
  );

  test("the capacity of rules whose addresses, countries and paths are known after apply is known", () => {
    expect(expected["unknown"]).toBeGreaterThan(0);
  });

  test("a list with ranges has a set of each family, an empty one has none", () => {
    expect(sets("everything")).toEqual({
      "deny-ipv4": ["203.0.113.0/24"],
      "deny-ipv6": ["2001:db8:bad::/48"],
      "admit-only-ipv4": ["192.0.2.0/24", "198.51.100.0/24"],
      "admit-only-ipv6": ["2001:db8:1::/48"],
      "allow-ipv4": ["192.0.2.0/24"],
      "allow-ipv6": [],
      "guard-install-ipv4": ["10.0.0.0/8"],
      "guard-install-ipv6": ["2001:db8::/32"],
      "known-ipv4": ["198.18.0.0/24"],
      "known-ipv6": [],
    });
    expect(statementOf("everything", "guard-install")["and_statement"]).toHaveLength(1);
    expect(statementOf("everything", "guard-cron")["regex_match_statement"]).toHaveLength(1);
  });

  test("ranges, countries, paths and headers may be known after apply", () => {
    const expected = ["deny", "admit-only", "allow", "guard-install", "known"].flatMap((list) => [
      `${list}-ipv4`,
      `${list}-ipv6`,
    ]);
    expect(Object.keys(sets("unknown")).toSorted()).toEqual(expected.toSorted());
    expect([...planned["unknown"]!.keys()]).toContain("aws_wafv2_web_acl.this");
  });

  test("Terraform makes the same expression of paths as TypeScript", () => {
    const guard = JSON.stringify(statementOf("everything", "guard-install"));
    const { paths } = completes.regional.guardedPaths.install;
    expect(guard).toContain(`"regex_string":${JSON.stringify(`(?i)${pathPattern(paths)}`)}`);
  });

  test("countries: all but the allowed, and blocked by default where asked", () => {
    const countries = JSON.stringify(statementOf("observed", "countries"));
    expect(countries).toMatch(/"not_statement":\[\{"statement":\[\{.*"country_codes":\["US"\]/);
    expect(acl("observed")["default_action"]).toMatchObject([{ allow: [], block: [{}] }]);
  });

  test("the only admitted addresses: all others are blocked, or counted where that is observed", () => {
    expect(acts("everything", "admit-only")).toEqual(["block"]);
    expect(acts("observed", "admit-only")).toEqual(["count"]);
    const [negation] = statementOf("everything", "admit-only")["not_statement"]!;
    const [any] = negation!["statement"] as Statement[];
    // Two sets of the ranges, and the caller's own.
    expect(any!["or_statement"]![0]!["statement"]).toHaveLength(3);
    expect(JSON.stringify(any)).toContain(completes.regional.admitOnly.ipSetArns.office);
  });

  test("existing sets are matched as they are, one of them without an or, which WAF refuses", () => {
    expect(statementOf("everything", "deny-sets")["ip_set_reference_statement"]).toMatchObject([
      { arn: completes.regional.denyIpSetArns.abuse },
    ]);
    expect(statementOf("everything", "allow-sets")["or_statement"]![0]!["statement"]).toHaveLength(2);
  });

  test("a known address counts for its own limit only, and static files for none", () => {
    const clinic = { [completes.regional.rateLimit.known.ipSetArns.clinic]: ["198.18.0.7"] };
    const counted = (path: string, address: string) =>
      countedBy(acl("everything") as unknown as WebAcl, request("GET", path, { address }), clinic);
    expect(counted("/page", "198.18.0.7")).toEqual(["rate-limit-known"]);
    expect(counted("/page", "192.0.2.1")).toEqual(["rate-limit"]);
    expect(counted("/assets/app.js", "198.18.0.7")).toEqual([]);
  });

  test("more of a body is inspected where asked; nothing is said of it otherwise", () => {
    expect(acl("cloudfront")["association_config"]).toMatchObject([
      { request_body: [{ cloudfront: [{ default_size_inspection_limit: "KB_32" }] }] },
    ]);
    expect(acl("defaults")["association_config"]).toEqual([]);
  });

  test("what it protects needs to be known by name only", () => {
    expect([...planned["observed"]!.keys()]).toContain('aws_wafv2_web_acl_association.protected["app"]');
  });
});

describe("a plan says", () => {
  const common = { name: "redcap", kms_key_arn: good["kmsKeyArn"], managed_rule_groups: {} };
  const unwrapped = (text: string): string => text.replace(/[│\s]+/g, " ");
  const said = async (call: object): Promise<string> => {
    const env = await terraformEnvironment();
    return printedPlan(Firewall, { firewall: { ...common, ...call } }, { env, provider: offline }).then(
      unwrapped,
      (error: Error) => unwrapped(error.message),
    );
  };
  const guard = (priority: number, changes: object) => ({
    priority,
    paths: [{ path: `/page-${priority}` }],
    mode: "observe",
    ...changes,
  });

  test("what only observes without an end, and beyond it; the rest is not mentioned", async () => {
    const printed = await said({
      guarded_paths: {
        ended: guard(1, { observe_until: "2026-01-31" }),
        ending: guard(2, { observe_until: "2099-01-31" }),
        endless: guard(3, {}),
        blocking: guard(4, { mode: "block", observe_until: "2026-01-31" }),
      },
    });
    expect(printed).toContain("nothing is blocked by: guarded path endless. Give observe_until");
    expect(printed).toContain("the date is past: guarded path ended (until 2026-01-31). Look at");
  });

  test("that it costs extra, from the first plan on", async () => {
    // 1500 units, and the rate limit.
    const groups = ["Common", "KnownBadInputs", "SQLi", "Linux", "Unix", "AdminProtection"];
    const dear = groups.map((name, priority) => [`AWSManagedRules${name}RuleSet`, { priority }]);
    expect(await said({ managed_rule_groups: Object.fromEntries(dear) as object })).toContain(
      "The web ACL takes up to 1502 capacity units",
    );
  });

  test("which IP set is of another region", async () => {
    const arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/ipset/office/1";
    expect(await said({ allow_ip_set_arns: { office: arn } })).toContain(
      `IP sets of another region than the web ACL's, us-east-1: ${arn}.`,
    );
  });
});

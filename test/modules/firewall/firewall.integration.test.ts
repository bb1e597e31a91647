import * as fs from "node:fs";
import * as path from "node:path";
import { writeModule } from "../../../lib/module-folder";
import { Firewall } from "../../../modules/firewall";
import { managedRuleGroups } from "../../../modules/firewall/managed-rules";
import { pathPattern } from "../../../modules/firewall/paths";
import * as profile from "../../../modules/redcap/firewall-profile";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { inTerraform, offline, planCalls, type Planned, terraformProblems } from "../synthesis";
import { accepted, good, refused } from "./cases";

type Statement = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action: readonly Readonly<Record<string, readonly unknown[]>>[];
  readonly statement: readonly Statement[];
}

/** Capacity units of a statement by AWS's documentation, as if it shared no transformation with another: the most it can be. */
function capacity(statement: Statement): number {
  const nested = (block: Readonly<Record<string, unknown>>): number =>
    [block["statement"], block["scope_down_statement"]]
      .flatMap((statements) => (statements ?? []) as Statement[])
      .reduce((sum, inner) => sum + capacity(inner), 0);
  const own: Readonly<Record<string, (block: Readonly<Record<string, unknown>>) => number>> = {
    managed_rule_group_statement: ({ name }) => managedRuleGroups[name as string]!.capacity,
    rate_based_statement: () => 2,
    regex_match_statement: ({ text_transformation: all }) => 3 + 10 * (all as unknown[]).length,
    ip_set_reference_statement: () => 1,
    geo_match_statement: () => 1,
    label_match_statement: () => 1,
    and_statement: () => 0,
    or_statement: () => 0,
    not_statement: () => 0,
  };
  return Object.entries(statement)
    .flatMap(([type, blocks]) => blocks.map((block) => own[type]!(block) + nested(block)))
    .reduce((sum, part) => sum + part, 0);
}

/** Every feature at once. */
const everything = {
  name: "redcap",
  kms_key_arn: good["kmsKeyArn"],
  deny_cidrs: ["203.0.113.0/24", "2001:db8:bad::/48"],
  deny_countries: ["KP", "IR"],
  allow_cidrs: ["192.0.2.0/24"],
  guarded_paths: {
    install: {
      priority: 10,
      paths: [
        { path: "/Install.php" },
        { path: "/upgrade.php", match: "exact" },
        { path: "^/redcap_v[0-9.]+/upgrade", match: "regex" },
      ],
      allowed_cidrs: ["10.0.0.0/8", "2001:db8::/32"],
    },
    cron: { priority: 20, paths: [{ path: "/cron.php" }], mode: "observe" },
  },
  managed_rule_groups: {
    AWSManagedRulesAmazonIpReputationList: { priority: 10 },
    AWSManagedRulesKnownBadInputsRuleSet: { priority: 20, version: "Version_1.20" },
    AWSManagedRulesCommonRuleSet: {
      priority: 30,
      overrides: { GenericRFI_BODY: { action: "captcha", reason: "Answers may hold links" } },
      skip: { paths: [{ path: "/mycap/" }], reason: "MyCap speaks a protocol of its own" },
    },
    AWSManagedRulesSQLiRuleSet: { priority: 40, mode: "observe" },
    AWSManagedRulesPHPRuleSet: { priority: 50 },
  },
  exceptions: {
    calculations: {
      priority: 10,
      group: "AWSManagedRulesSQLiRuleSet",
      rule: "SQLi_BODY",
      paths: [{ path: "/redcap_v" }],
      reason: "Calculated fields look like SQL",
    },
    uploads: {
      priority: 20,
      group: "AWSManagedRulesCommonRuleSet",
      rule: "SizeRestrictions_BODY",
      paths: [{ path: "/api/" }],
      reason: "Uploads are larger than 8 KB",
    },
    scripts: {
      priority: 30,
      group: "AWSManagedRulesPHPRuleSet",
      rule: "PHPHighRiskMethodsVariables_BODY",
      paths: [{ path: "/api/" }],
      reason: "Uploads may be of any kind",
    },
  },
  logged: "blocked_and_counted",
};

describe("a plan", () => {
  let planned: Record<string, Map<string, Planned>>;
  beforeAll(async () => {
    const common = { name: "redcap", kms_key_arn: good["kmsKeyArn"] };
    const env = await terraformEnvironment();
    const calls = {
      defaults: common,
      observed: {
        ...common,
        rate_limit: { mode: "observe" },
        allow_countries: ["US"],
        default_action: "block",
        resource_arns: { app: "${terraform_data.later.id}" },
      },
      everything,
      redcap: {
        ...common,
        managed_rule_groups: profile.managedRuleGroups,
        exceptions: profile.exceptions,
        guarded_paths: { administration: { priority: 10, paths: profile.guardedPaths } },
      },
    };
    planned = await planCalls(Firewall, calls, {
      env,
      provider: offline,
      root: { resource: { terraform_data: { later: {} } } },
    });
  }, 300_000);

  const acl = (call: string) => planned[call]!.get("aws_wafv2_web_acl.this")!.values;
  const rules = (call: string) => (acl(call)["rule"] as Rule[]).toSorted((a, b) => a.priority - b.priority);
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
    expect([...planned["defaults"]!.keys()].filter((address) => address.includes("ip_set"))).toEqual([]);
  });

  test("rules come in the order that the README promises", () => {
    expect(rules("everything").map(({ name }) => name)).toEqual([
      "deny-ipv4",
      "deny-ipv6",
      "countries",
      "guard-install",
      "guard-cron",
      "allow-ipv4",
      "rate-limit",
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
    const group = rules("everything").find(({ name }) => name === "AWSManagedRulesCommonRuleSet")!;
    const overrides = group.statement[0]!["managed_rule_group_statement"]![0]!["rule_action_override"] as {
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
    const calculations = JSON.stringify(
      rules("everything").find(({ name }) => name === "except-calculations"),
    );
    expect(calculations).toContain('"key":"awswaf:managed:aws:sql-database:SQLi_Body"');
    expect(calculations).toMatch(/"not_statement":\[\{"statement":\[.*"regex_string":"\(\?i\)\^\/redcap_v"/);
  });

  test("exceptions of the same paths share a rule, the first one's, that blocks any of their labels", () => {
    const { statement } = rules("everything").find(({ name }) => name === "except-uploads")!;
    const [labels] = (statement[0]!["and_statement"]![0] as { statement: Statement[] }).statement;
    expect(JSON.stringify(labels!["or_statement"]).match(/awswaf:[\w:-]+/g)).toEqual([
      "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
      "awswaf:managed:aws:php-app:PHPHighRiskMethodsVariables_Body",
    ]);
  });

  test("REDCap's profile looks at the path once for its guard and for its exceptions, and costs nothing extra", () => {
    const shared = rules("redcap").filter(({ name }) => name.startsWith("except-"));
    expect(shared).toHaveLength(1);
    const used = rules("redcap").reduce((sum, { statement }) => sum + capacity(statement[0]!), 0);
    // Groups and rate limit, two looks at the path, a label for each exception, and the guard's addresses.
    expect(used).toBe(1425 + 2 + 2 * 23 + Object.keys(profile.exceptions).length + 2);
    expect(used).toBeLessThanOrEqual(1500);
  });

  test("Terraform makes the same expression of paths as TypeScript", () => {
    const guard = JSON.stringify(rules("everything").find(({ name }) => name === "guard-install"));
    const paths = everything.guarded_paths.install.paths as Parameters<typeof pathPattern>[0];
    expect(guard).toContain(`"regex_string":${JSON.stringify(`(?i)${pathPattern(paths)}`)}`);
  });

  test("countries: all but the allowed, and blocked by default where asked", () => {
    const countries = JSON.stringify(rules("observed").find(({ name }) => name === "countries"));
    expect(countries).toMatch(/"not_statement":\[\{"statement":\[\{.*"country_codes":\["US"\]/);
    expect(acl("observed")["default_action"]).toMatchObject([{ allow: [], block: [{}] }]);
  });

  test("what it protects needs to be known by name only", () => {
    expect([...planned["observed"]!.keys()]).toContain('aws_wafv2_web_acl_association.protected["app"]');
  });
});

describe("in the local cloud", () => {
  const folder = temporaryFolder();
  const directory = path.join(folder, "cloud");
  const cwd = path.join(folder, "root");
  let env: NodeJS.ProcessEnv;

  const write = (inputs: object) => {
    const root = {
      provider: { aws: { max_retries: 5 } },
      module: { firewall: { source: "../modules/firewall", ...inputs } },
    };
    fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
  };
  /** What a plan would change. */
  const changes = async () => {
    await runTerraform(["plan", "-out=plan"], { cwd, env });
    const { stdout } = await runTerraform(["show", "-json", "plan"], { cwd, env });
    type State = Readonly<Record<string, unknown>> & { readonly rule: readonly Rule[] };
    interface Change {
      readonly actions: readonly string[];
      readonly before: State;
      readonly after: State;
    }
    const { resource_changes: all } = JSON.parse(stdout) as {
      resource_changes: { address: string; change: Change }[];
    };
    return all
      .filter(({ change }) => change.actions[0] !== "no-op")
      .map(({ address, change }) => ({ ...change, address: address.replace("module.firewall.", "") }));
  };

  beforeAll(async () => {
    await startLocalCloud({ directory });
    env = await terraformEnvironment({
      env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" },
    });
    writeModule(Firewall.definition as never, folder);
    fs.mkdirSync(cwd);
    write(everything);
    await runTerraform(["init"], { cwd, env });
    await runTerraform(["apply", "-auto-approve"], { cwd, env });
  }, 300_000);
  // The cloud's resources are gone with it.
  afterAll(() => stopLocalCloud({ directory }), 300_000);

  // One plan for both, since each takes the provider half a minute.
  test("a second plan changes nothing but the guard and the exceptions that are added", async () => {
    const { uploads } = everything.exceptions;
    const admin = { priority: 15, paths: [{ path: "/admin" }] };
    const links = { ...uploads, priority: 5, rule: "GenericLFI_BODY", paths: [{ path: "/links" }] };
    const imports = { ...uploads, priority: 25, rule: "EC2MetaDataSSRF_BODY" };
    write({
      ...everything,
      guarded_paths: { ...everything.guarded_paths, admin },
      exceptions: { ...everything.exceptions, links, imports },
    });
    const found = await changes();
    expect(found.map(({ address, actions }) => [address, actions])).toEqual([
      ['aws_wafv2_ip_set.addresses["guard-admin-ipv4"]', ["create"]],
      ['aws_wafv2_ip_set.addresses["guard-admin-ipv6"]', ["create"]],
      ["aws_wafv2_web_acl.this", ["update"]],
    ]);
    const { before, after } = found[2]!;
    expect({ ...after, rule: [] }).toEqual({ ...before, rule: [] });
    const text = (rules: readonly Rule[]) => new Map(rules.map((rule) => [rule.name, JSON.stringify(rule)]));
    const [was, becomes] = [text(before.rule), text(after.rule)];
    // The group of the new exceptions counts two more of its rules; one of them has the paths of another exception.
    expect([...was.keys()].filter((name) => becomes.get(name) !== was.get(name)).toSorted()).toEqual([
      "AWSManagedRulesCommonRuleSet",
      "except-uploads",
    ]);
    expect([...becomes.keys()].filter((name) => !was.has(name)).toSorted()).toEqual([
      "except-links",
      "guard-admin",
    ]);
  }, 300_000);
});

describe("Terraform's own validation", () => {
  let problems: Map<string, string>;
  beforeAll(async () => {
    const bad = Object.entries(refused).map(([name, [inputs]]) => [name, inputs] as const);
    problems = await terraformProblems(Firewall, { ...accepted, ...Object.fromEntries(bad) });
  }, 300_000);

  test.each(Object.keys(accepted))("%s: accepted", (name) => {
    expect(problems.get(name)).toBe("");
  });

  test.each(Object.entries(refused))("%s: refused, with the same reason", (name, [, reason]) => {
    expect(problems.get(name)).toMatch(inTerraform(reason));
  });
});

import * as fs from "node:fs";
import * as path from "node:path";
import { writeModule } from "../../../lib/module-folder";
import { Firewall } from "../../../modules/firewall";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { completes } from "./complete";
import { everything, type Rule } from "./web-acl";

describe("in the local cloud", () => {
  // The load balancer is none of this cloud's.
  const deployed = { ...everything, resource_arns: {} };
  const guards = everything["guarded_paths"] as object;
  const { exceptions } = completes.regional;
  const folder = temporaryFolder();
  const directory = path.join(folder, "cloud");
  const cwd = path.join(folder, "root");
  let env: NodeJS.ProcessEnv;

  // Each rule takes half a second in every command: one firewall has all kinds of them, and another as few as can be.
  const small = { name: "small", kms_key_arn: everything["kms_key_arn"], managed_rule_groups: {} };
  const denied = ["203.0.113.0/24", "2001:db8:bad::/48"];
  const write = (inputs: object, deny_cidrs = denied) => {
    const source = "../modules/firewall";
    const root = {
      provider: { aws: { max_retries: 5 } },
      module: { firewall: { source, ...inputs }, small: { source, ...small, deny_cidrs } },
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
    write(deployed);
    await initTerraform({ cwd, env });
    await runTerraform(["apply", "-auto-approve"], { cwd, env });
  }, 300_000);
  // The cloud's resources are gone with it.
  afterAll(() => stopLocalCloud({ directory }), 300_000);

  // One plan for both, since each takes the provider half a minute.
  test("a second plan changes nothing but the guard and the exceptions that are added", async () => {
    const { uploads } = exceptions;
    const admin = { priority: 15, paths: [{ path: "/admin" }], allowed_cidrs: ["10.1.0.0/16"] };
    const links = { ...uploads, priority: 5, rule: "GenericLFI_BODY", paths: [{ path: "/links" }] };
    const imports = { ...uploads, priority: 25, rule: "EC2MetaDataSSRF_BODY" };
    write({
      ...deployed,
      guarded_paths: { ...guards, admin },
      exceptions: { ...exceptions, links, imports },
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

  test("the web ACL lets go of sets before they are deleted, which WAF refuses otherwise", async () => {
    write(deployed, []);
    const { stdout } = await runTerraform(["apply", "-auto-approve", "-json", "-target=module.small"], {
      cwd,
      env,
    });
    interface Line {
      readonly type: string;
      readonly hook?: { readonly resource: { readonly resource: string }; readonly action: string };
    }
    const steps = stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Line)
      .filter(({ type, hook }) => /^apply_(start|complete)$/.test(type) && hook!.action !== "read")
      .map(({ type, hook }) => `${hook!.resource.resource} ${hook!.action} ${type.replace("apply_", "")}`);
    expect(steps.slice(0, 2)).toEqual([
      "aws_wafv2_web_acl.this update start",
      "aws_wafv2_web_acl.this update complete",
    ]);
    expect(steps.filter((step) => step.endsWith("delete complete")).toSorted()).toEqual([
      'aws_wafv2_ip_set.addresses["deny-ipv4"] delete complete',
      'aws_wafv2_ip_set.addresses["deny-ipv6"] delete complete',
    ]);
  }, 300_000);
});

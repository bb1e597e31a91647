import { Cache } from "../../../modules/cache";
import {
  defaultVersions,
  engines,
  engineVersions,
  reviewed,
  versionsOf,
} from "../../../modules/cache/engine-versions";
import { nodeTypes, retired } from "../../../modules/cache/node-types";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import * as cases from "./cases";

const { resource, output } = synthesize(Cache);
const block = (type: string, name: string) => resource[type]![name]!;
const group = block("aws_elasticache_replication_group", "this");

checkedAtSynth(Cache, cases);

test("what cluster mode needs is refused with the reason, not as an unknown input alone", () => {
  const problems = Cache.problems(
    { ...cases.good, groups: { main: { clusterMode: "enabled", numNodeGroups: 2, shards: 2 } } },
    "cache.",
  );
  expect(problems).toEqual([
    expect.stringMatching(/^cache\.groups\.main\.clusterMode must be disabled: .* \(got "enabled"\)$/),
    expect.stringMatching(/^cache\.groups\.main\.numNodeGroups must be 1: .* \(got 2\)$/),
    expect.stringMatching(/^cache\.groups\.main\.shards is not an input/),
  ]);
});

describe("the reviewed lists", () => {
  test("hold only versions that were supported on the day of the review, with well-formed dates", () => {
    for (const { version, supportedUntil } of engineVersions) {
      if (supportedUntil === undefined) continue;
      expect([version, new Date(supportedUntil).toISOString().slice(0, 10)]).toEqual([
        version,
        supportedUntil,
      ]);
      expect([version, supportedUntil > reviewed.on]).toEqual([version, true]);
    }
  });

  test.each(engines)("the default of %s is on the list, and every version has its family", (engine) => {
    expect(versionsOf(engine)).toContain(defaultVersions[engine]);
    for (const entry of engineVersions.filter((each) => each.engine === engine))
      expect(entry.family).toBe(`${engine}${entry.version.split(".")[0]}`);
  });

  test("what replaces a node type that is no longer sold is on the list", () => {
    for (const [old, current] of Object.entries(retired)) {
      expect(nodeTypes.some((type) => type.startsWith(`cache.${current}.`))).toBe(true);
      expect(nodeTypes.filter((type) => type.startsWith(`cache.${old}.`))).toEqual([]);
    }
  });
});

describe("security", () => {
  test("everything at rest is encrypted with the caller's key", () => {
    expect(group).toMatchObject({ at_rest_encryption_enabled: "true", kms_key_id: "${var.kms_key_arn}" });
    for (const { kms_key_id: key } of Object.values(resource["aws_secretsmanager_secret"]!))
      expect(key).toBe("${var.kms_key_arn}");
    for (const { kms_key_id: key } of Object.values(resource["aws_cloudwatch_log_group"]!))
      expect(key).toBe("${coalesce(var.log_kms_key_arn, var.kms_key_arn)}");
  });

  test("clients use TLS and a password: no input turns either off", () => {
    expect(group).toMatchObject({ transit_encryption_enabled: true, transit_encryption_mode: "required" });
    // A token, unless there is a user, who has a password.
    expect(group["auth_token"]).toBe("${each.value.user != null ? null : local.present_passwords[each.key]}");
    expect(block("aws_elasticache_user", "client")["authentication_mode"]).toMatchObject({
      type: "password",
    });
    expect(block("aws_elasticache_user", "default")["access_string"]).toBe("off -@all");
  });

  test("the secret's value is a write-only argument, and no output holds a password", () => {
    const version = block("aws_secretsmanager_secret_version", "options");
    expect(Object.keys(version).filter((key) => key.startsWith("secret_string"))).toEqual([
      "secret_string_wo",
      "secret_string_wo_version",
    ]);
    for (const { value } of Object.values(output)) expect(String(value)).not.toMatch(/password|connections/);
  });

  test("a cache opens no connections", () => {
    expect(resource["aws_vpc_security_group_egress_rule"]).toBeUndefined();
    expect(block("aws_security_group", "access")["egress"]).toBeUndefined();
  });
});

test("consumers of a secret wait for its value and for the rules that let clients in", () => {
  expect(output["secret_arns"]).toMatchObject({
    value: "${{for key, entry in aws_secretsmanager_secret.connection : key => entry.arn}}",
    depends_on: ["aws_secretsmanager_secret_version.options", "aws_vpc_security_group_ingress_rule.client"],
  });
});

test("what is read only at creation never replaces a group", () => {
  expect(group["lifecycle"]).toEqual({
    ignore_changes: ["snapshot_name", "final_snapshot_identifier"],
  });
});

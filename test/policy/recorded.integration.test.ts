import { judge } from "../../policy";
import type { PolicyResult } from "../../policy/result";
import { readPlan } from "../../plan/read";
import { review } from "../../review";
import { recordedPlan } from "../review/recorded";

// Plans that a real Terraform has made: of REDCap from nothing, and of changes to a small one that stands.

const today = "2026-11-28";
const resultOf = async (name: string): Promise<PolicyResult> =>
  (
    await review(readPlan(recordedPlan(name)), {
      title: name,
      today,
      policy: (sides) => judge(sides, [], { environment: name, today }),
    })
  ).policy;

/** Failures as rules, with the number of resources that newly break them. */
const newly = ({ failures }: PolicyResult): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { rule, state } of failures) if (state === "new") counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
};

test("the change that makes an administrator and opens the database is found, and nothing else is new", async () => {
  expect(newly(await resultOf("cd-both"))).toEqual({
    "no-administrator": 1,
    "no-whole-service": 1,
    "ports-restricted": 2,
    "secret-of-own-purpose": 1,
  });
});

test("the firewall that only counts is found, and that it logs no more", async () => {
  expect(newly(await resultOf("e-waf"))).toEqual({ "firewall-blocks": 1, "firewall-logged": 1 });
});

test("a plan that changes nothing breaks and mends nothing", async () => {
  const { failures, fixed, unjudged } = await resultOf("f-nochange");
  expect(failures.filter(({ state }) => state === "new")).toEqual([]);
  expect(fixed).toEqual([]);
  expect(unjudged).toEqual([]);
});

test("what others have changed by hand, and the plan sets back, is fixed", async () => {
  const { fixed } = await resultOf("g-drift");
  expect(fixed.map(({ rule, address }) => `${rule} ${address}`)).toEqual([
    "bucket-not-public module.redcap.module.files.aws_s3_bucket.this",
    'logs-kept module.redcap.module.database.aws_cloudwatch_log_group.log["audit"]',
  ]);
});

test("a plan from nothing is judged but for what its expressions do not tell", async () => {
  const { failures, unjudged, passed } = await resultOf("a-create");
  expect(passed).toBeGreaterThan(150);
  expect(failures.length).toBeLessThan(30);
  // Keys of KMS come through locals, which only the files have: the list of rules is shorter with them.
  expect([...new Set(unjudged.map(({ rule }) => rule))].sort()).toEqual([
    "bucket-policy-closed",
    "data-tier-isolated",
    "database-encrypted",
    "logs-encrypted",
    "secret-encrypted",
    "topic-encrypted",
    "vault-encrypted",
    "volumes-encrypted",
  ]);
  expect(unjudged.length).toBeLessThan(40);
});

test.each(["i-secrets", "k-hostile"])(
  "%s gives no secret and no failure of a rule itself away",
  async (name) => {
    const result = await resultOf(name);
    expect(JSON.stringify(result)).not.toMatch(/S3NS-var|Tr0ub4dor|ENV-DB-pass|quokka|zebra|ghp_ZZ/);
    expect(result.unjudged.filter(({ message }) => message === "the rule cannot read this resource")).toEqual(
      [],
    );
  },
);

import { type ApprovalEntry, approvalsIn } from "../../review/approvals";
import { review } from "../../review";
import type { PolicyResult } from "../../policy/result";
import { planned, type Planned } from "./planned";

const bucket: Planned = {
  address: "aws_s3_bucket.files",
  before: { id: "files", arn: "arn:aws:s3:::files", bucket: "files", force_destroy: true },
};
const context = { title: "prod", today: "2026-11-28" };
const accepts = async (resources: readonly Planned[]): Promise<string> =>
  (await review(planned(resources), context)).dangers[0]!.accepts;

const entry = async (more: Partial<ApprovalEntry> = {}): Promise<ApprovalEntry> => ({
  address: "aws_s3_bucket.files",
  kind: "data",
  accepts: await accepts([bucket]),
  reason: "the files have moved to the archive",
  until: "2026-12-31",
  ...more,
});

test("a danger without an approval is exit code 4, and with one exit code 2", async () => {
  expect((await review(planned([bucket]), context)).verdict).toEqual({
    exitCode: 4,
    words: "not approved: data would be lost",
  });
  const approved = await review(planned([bucket]), { ...context, approvals: [await entry()] });
  expect(approved.verdict).toEqual({ exitCode: 2, words: "approved: data would be lost" });
  expect(approved.dangers[0]!.approval).toEqual({
    state: "approved",
    reason: "the files have moved to the archive",
    until: "2026-12-31",
  });
  expect(approved.approvalProblems).toEqual([]);
});

test.each<[string, Partial<ApprovalEntry>, string, RegExp]>([
  ["an approval that has expired", { until: "2026-11-27" }, "expired", /ended on 2026-11-27/],
  ["an approval without end", { until: "2029-01-01" }, "approved", /in more than 400 days/],
  ["an approval of something else", { accepts: "0123456789abcdef" }, "differs", /^$/],
])("%s does not pass", async (_, more, state, problem) => {
  const { verdict, dangers, approvalProblems } = await review(planned([bucket]), {
    ...context,
    approvals: [await entry(more)],
  });
  expect(dangers[0]!.approval.state).toBe(state);
  expect(approvalProblems.join()).toMatch(problem);
  expect([3, 4]).toContain(verdict.exitCode);
});

test("an approval of another resource, another kind, or of what no longer happens is stale, and fails", async () => {
  for (const more of [{ address: "aws_s3_bucket.other" }, { kind: "rights" as const }]) {
    const { verdict, approvalProblems } = await review(planned([bucket]), {
      ...context,
      approvals: [await entry(more)],
    });
    expect(approvalProblems).toEqual([
      expect.stringMatching(/nothing in this plan needs this approval any more/),
    ]);
    expect(verdict.exitCode).toBe(4);
  }
  const stale = await review(planned([{ ...bucket, after: bucket.before }]), {
    ...context,
    approvals: [await entry()],
  });
  expect(stale.verdict.exitCode).toBe(3);
});

test("a plan that does more than was approved voids the approval", async () => {
  const follower: Planned = {
    address: "aws_s3_bucket_versioning.v",
    before: { id: "files", bucket: "files" },
    after: {},
    unknown: { id: true, bucket: true },
    actions: ["delete", "create"],
    forcedBy: [["bucket"]],
    expressions: { bucket: "${aws_s3_bucket.files.id}" },
  };
  const replaced: Planned = {
    address: "aws_s3_bucket.files",
    before: bucket.before,
    after: { bucket: "other", force_destroy: true },
    unknown: { id: true, arn: true },
    actions: ["delete", "create"],
    forcedBy: [["bucket"]],
  };
  const alone = await accepts([replaced]);
  const withFollower = await accepts([replaced, follower]);
  const renamed = await accepts([{ ...replaced, after: { ...replaced.after, bucket: "third" } }]);
  expect(new Set([alone, withFollower, renamed]).size).toBe(3);
});

test("all that is wrong with a file is told at once", () => {
  expect(() =>
    approvalsIn(
      [{ address: "", kind: "date", accepts: "x", reason: "no", until: "2026-13-01", more: 1 }, "text"],
      "approvals/prod.yaml",
    ),
  ).toThrow(
    new RegExp(
      [
        "entry 0.address",
        "entry 0.kind",
        "entry 0.accepts: must be the 16",
        "entry 0.reason: must say why",
        "entry 0.until: must be a day",
        "more",
        "entry 1",
      ]
        .map((part) => `(?=[^]*${part})`)
        .join(""),
    ),
  );
  expect(approvalsIn(null, "empty.yaml")).toEqual([]);
});

const NOTHING: PolicyResult = {
  rules: 1,
  passed: 0,
  failures: [],
  unjudged: [],
  fixed: [],
  suppressed: [],
  suppressionProblems: [],
};

test("exit codes: the worst that holds", async () => {
  const policy =
    (more: Partial<PolicyResult>): (() => PolicyResult) =>
    () => ({ ...NOTHING, ...more });
  const failure = { rule: "r", address: "aws_vpc.a", message: "m", controls: [], state: "new" as const };
  const vpc: Planned = { address: "aws_vpc.a", after: { cidr_block: "10.0.0.0/16" } };
  const codeOf = async (resources: readonly Planned[], more: object = {}, plan: object = {}) =>
    (await review(planned(resources, plan), { ...context, ...more })).verdict.exitCode;
  expect(await codeOf([])).toBe(0);
  expect(await codeOf([vpc])).toBe(2);
  expect(await codeOf([vpc], { policy: policy({ failures: [failure] }) })).toBe(3);
  expect(
    await codeOf([vpc], { policy: policy({ failures: [{ ...failure, state: "as before" as const }] }) }),
  ).toBe(2);
  expect(await codeOf([], { policy: policy({ suppressionProblems: ["ended"] }) })).toBe(3);
  expect(await codeOf([bucket], { policy: policy({ failures: [failure] }) })).toBe(4);
  expect(await codeOf([bucket], {}, { complete: false })).toBe(1);
});

import { readPlan, UnreadablePlan } from "../../plan/read";
import { junit } from "../../review/render/junit";
import { markdown } from "../../review/render/markdown";
import { sarif } from "../../review/render/sarif";
import type { Danger, Review } from "../../review/types";
import { recordedPlan, reviewOf } from "./recorded";

const of = (review: Review, kind: Danger["kind"]): readonly Danger[] =>
  review.dangers.filter((each) => each.kind === kind);
const outputsOf = (review: Review): string =>
  [JSON.stringify(review), markdown(review), sarif(review), junit(review)].join("\n");

describe("a replaced database and a widened role in one plan", () => {
  let review: Review;
  beforeAll(async () => {
    review = await reviewOf("cd-both");
  });

  test("the cluster is a danger of its own, with what forces it, what is lost, what stays, and what follows", () => {
    const data = of(review, "data");
    expect(data.map(({ what }) => what)).toEqual([
      "module.redcap.module.database.aws_rds_cluster.this is replaced",
    ]);
    expect(data[0]!.causes).toMatchObject([
      {
        path: "kms_key_id",
        before: "arn:aws:kms:us-east-1:123456789012:key/3c9bf6d8-b7a7-4abf-ba92-1cd3886cee47",
        after: "‹module.redcap.module.database_key.aws_kms_key.this.arn›",
        fromExpression: true,
        unknown: false,
      },
    ]);
    expect(data[0]!.lost).toEqual([
      "All content of the cluster redcap-local.",
      "No final snapshot is made: skip_final_snapshot is true.",
      "Automated backups go, too, and with them every point in time: delete_automated_backups is true.",
    ]);
    expect(data[0]!.why).toEqual(["The new one starts empty."]);
    expect(data[0]!.followers).toEqual([
      'module.redcap.module.backup.aws_backup_selection.resource["database"]',
      "module.redcap.module.database.aws_rds_cluster_instance.writer",
    ]);
  });

  test("the instance role becomes administrator, and its new statement is read though Terraform prints the policy as known after apply", () => {
    const [instance] = of(review, "rights").filter(({ address }) =>
      address.endsWith("aws_iam_role.instance"),
    );
    expect(instance).toMatchObject({
      what: "module.redcap.module.beanstalk.aws_iam_role.instance becomes administrator",
      fromExpression: true,
    });
    expect(instance!.why).toContain("+ may s3:*, iam:PassRole, secretsmanager:GetSecretValue on * (Wide)");
    expect(instance!.why).toContain("+ policy arn:aws:iam::aws:policy/AdministratorAccess");
  });

  test("a trust that is opened to another account names the account and the conditions that are gone", () => {
    const [service] = of(review, "rights").filter(({ address }) => address.endsWith("aws_iam_role.service"));
    expect(service!.what).toMatch(/is open to the account 999988887777/);
    expect(service!.why).toEqual(
      expect.arrayContaining([
        "− condition StringEquals sts:ExternalId elasticbeanstalk",
        "− condition StringEqualsIfExists aws:SourceAccount 123456789012",
      ]),
    );
  });

  test("without the modules' files, the parts of the policy that locals hide are a danger, never silence", () => {
    expect(of(review, "unread").map(({ address }) => address)).toEqual([
      "module.redcap.module.beanstalk.aws_iam_role_policy.instance_rights",
    ]);
    expect(of(review, "unread")[0]!.why[0]).toContain("local.source_bundle.bucket");
  });

  test("exit code 4, and words that say why", () => {
    expect(review.verdict).toEqual({
      exitCode: 4,
      words:
        "not approved: data would be lost; an administrator would be made; 2 ways in or out would be opened; 1 policy cannot be read",
    });
    expect(review.counts).toMatchObject({ replace: 4, update: 6, create: 4, delete: 0, outputs: 3 });
  });
});

test("b-rename-module: one moved block for the whole module, and one danger", async () => {
  const review = await reviewOf("b-rename-module");
  expect(review.renames).toEqual([
    {
      from: "module.redcap.module.database",
      to: "module.redcap.module.aurora",
      resources: 11,
      ambiguous: false,
      verified: "not tried",
      hcl: "moved {\n  from = module.redcap.module.database\n  to   = module.redcap.module.aurora\n}",
      json: expect.stringContaining('"from": "module.redcap.module.database"'),
    },
  ]);
  expect(of(review, "data").map(({ what }) => what)).toEqual([
    "module.redcap.module.database is destroyed, and module.redcap.module.aurora is created",
  ]);
  expect(of(review, "data")[0]!.lost).toContain("All content of the cluster redcap-local.");
  expect(of(review, "rights")).toEqual([]);
});

test("b-rename: one moved block, which pulls along nine", async () => {
  const review = await reviewOf("b-rename");
  expect(review.renames.map(({ from, to, ambiguous }) => [from, to, ambiguous])).toEqual([
    [
      "module.redcap.module.files.aws_s3_bucket.this",
      "module.redcap.module.files.aws_s3_bucket.files",
      false,
    ],
  ]);
  expect(of(review, "data")).toHaveLength(1);
  expect(of(review, "data")[0]!.followers).toHaveLength(9);
  expect(of(review, "rights")).toEqual([]);
});

test.each([
  [
    "c-database-kms",
    [
      [
        "kms_key_id",
        "arn:aws:kms:us-east-1:123456789012:key/3c9bf6d8-b7a7-4abf-ba92-1cd3886cee47",
        "‹module.redcap.module.database_key.aws_kms_key.this.arn›",
      ],
    ],
  ],
  [
    "c-database-engine",
    [
      ["engine", "aurora-mysql", "aurora-postgresql"],
      ["storage_encrypted", true, false],
    ],
  ],
])("%s: what forces the replacement, before and after, and what is lost and stays", async (name, forcing) => {
  const [data, ...others] = of(await reviewOf(name), "data");
  expect(others).toEqual([]);
  expect(data!.causes.map(({ path, before, after }) => [path, before, after])).toEqual(forcing);
  expect(data!.causes.every(({ forces }) => forces)).toBe(true);
  expect(data!.lost).toContain("All content of the cluster redcap-local.");
  expect(data!.kept).toEqual(["Recovery points in AWS Backup stay, if there are any."]);
});

test("d-widened: two ways into the data tier, of which neither leads from the internet", async () => {
  const review = await reviewOf("d-widened");
  expect(of(review, "reach").map(({ what, why }) => [what, why])).toEqual([
    [
      "0.0.0.0/0 → 3306/tcp on the database",
      [
        "Before, only module.redcap.module.beanstalk.aws_security_group.instances could.",
        expect.stringMatching(/^Not routable from the internet/),
      ],
    ],
    ["::/0 → 22/tcp on the database", ["Nothing could before.", expect.stringMatching(/no IPv6/)]],
  ]);
  expect(of(review, "unread")).toEqual([]);
});

test("e-waf: six named groups that only count, and logging that ends", async () => {
  const firewall = of(await reviewOf("e-waf"), "firewall");
  expect(firewall[0]!.why).toEqual(
    [
      "AmazonIpReputationList",
      "CommonRuleSet",
      "KnownBadInputsRuleSet",
      "LinuxRuleSet",
      "PHPRuleSet",
      "SQLiRuleSet",
    ].map((group) => `AWSManagedRules${group}: blocking as the group says becomes counting only.`),
  );
  expect(firewall[1]).toMatchObject({
    address: "module.redcap.module.firewall.aws_wafv2_web_acl_logging_configuration.logging",
    why: ["What the web ACL lets through and blocks is no longer recorded."],
  });
  expect(firewall).toHaveLength(2);
});

test("f-nochange: nothing to do, exit code 0, and no drift, though the plan lists 87 read-backs", async () => {
  const review = await reviewOf("f-nochange");
  expect(review.verdict).toEqual({ exitCode: 0, words: "nothing to do" });
  expect(review.drift).toEqual({ undone: [], kept: [], foreign: [], folded: 87 });
  expect(review.changes).toEqual([]);
});

test("g-drift: the five things that somebody has changed by hand, and no more", async () => {
  const { drift, verdict } = await reviewOf("g-drift");
  expect(drift.undone.map(({ address }) => address)).toEqual([
    'module.redcap.module.database.aws_cloudwatch_log_group.log["audit"]',
    "module.redcap.module.files.aws_s3_bucket_public_access_block.private",
    'module.redcap.module.monitoring.aws_cloudwatch_metric_alarm.this["backup-failed"]',
  ]);
  expect(drift.kept).toEqual([]);
  expect(drift.foreign).toEqual([
    {
      address: "module.redcap.module.beanstalk.aws_iam_role.instance",
      what: 'inline policy: name debug, policy {"Version":"2012-10-17","Statement":[{"Action":"s3:*","Effect":"Allow","Resource":"*"}]}',
    },
    {
      address: "module.redcap.module.database.aws_security_group.access",
      what: 'ingress rule: cidr_blocks ["203.0.113.0/24"], description vendor, temporary, from_port 3306, protocol tcp, to_port 3306',
    },
  ]);
  expect(verdict.exitCode).toBe(2);
});

test("h-moved-import: eleven moves as one, an import with what it changes, and one forgotten", async () => {
  const review = await reviewOf("h-moved-import");
  expect(review.moves).toEqual([
    { from: "module.redcap.module.database", to: "module.redcap.module.aurora", resources: 11 },
  ]);
  expect(review.counts).toMatchObject({ move: 11, import: 1, forget: 1, delete: 0 });
  const imported = review.changes.filter(({ action }) => action === "import");
  expect(imported.map(({ address, attributes }) => [address, attributes.map(({ path }) => path)])).toEqual([
    ["aws_cloudwatch_log_group.legacy", expect.arrayContaining(["retention_in_days"])],
  ]);
  expect(of(review, "data").map(({ what }) => what)).toContain(
    "module.redcap.aws_cloudwatch_log_group.application is forgotten",
  );
});

test("i-secrets: four secrets in clear, and none of them in any output", async () => {
  const review = await reviewOf("i-secrets");
  expect(of(review, "secret").map(({ address }) => address)).toEqual([
    "aws_db_instance.old.password",
    "var.smtp_password",
    "aws_lambda_function.fn.environment.variables.DB_PASSWORD",
    "aws_lambda_function.fn.environment.variables.GITHUB_TOKEN",
  ]);
  const markers = ["S3NS-var", "Tr0ub4dor", "ENV-DB-pass", "quokka", "zebra", "ghp_ZZ"];
  expect(markers.filter((marker) => recordedPlan("i-secrets").includes(marker))).toEqual(markers);
  expect(markers.filter((marker) => outputsOf(review).includes(marker))).toEqual([]);
});

test("k-hostile: the comment has no markup, no link and nobody's name of the plan's", async () => {
  const review = await reviewOf("k-hostile");
  const text = markdown(review);
  expect(recordedPlan("k-hostile")).toContain("@everyone");
  expect(text).not.toMatch(/<(img|script|a |details open)/i);
  expect(text).not.toMatch(/@(everyone|here|[a-z])/);
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  expect(text.match(/<code>/g)?.length).toBe(text.match(/<\/code>/g)?.length);
  expect(of(review, "rights").map(({ what }) => what)).toEqual(["aws_sqs_queue.q is open to everybody"]);
});

test.each([
  ["l-state", /this is a state file, not a plan/],
  ["l-truncated", /truncated/],
  ["l-version2", /format is "2\.0", of a Terraform that is newer/],
])("%s is refused, with the reason", (name, reason) => {
  expect(() => readPlan(recordedPlan(name))).toThrow(UnreadablePlan);
  expect(() => readPlan(recordedPlan(name))).toThrow(reason);
});

test("every comment of a recorded plan fits, with all its dangers", async () => {
  for (const name of ["a-create", "b-rename-module", "cd-both", "i-secrets", "k-hostile"]) {
    const review = await reviewOf(name);
    const text = markdown(review);
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.split("\n").filter((line) => /^\| \*\*/.test(line))).toHaveLength(review.dangers.length);
  }
});

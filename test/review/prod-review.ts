import type { Review } from "../../review/types";
import { attribute, change, danger, review } from "./reviews";

const statement = (actions: readonly string[], resource: string): object => ({
  Effect: "Allow",
  Action: actions,
  Resource: resource,
});
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const read = statement(["s3:GetObject"], "arn:aws:s3:::redcap-prod-files/*");
const before = policy(read, statement(["logs:PutLogEvents"], "*"));
const after = policy(
  read,
  statement(["logs:PutLogEvents"], "*"),
  statement(["s3:*", "iam:PassRole", "secretsmanager:GetSecretValue"], "*"),
);

const database = "module.redcap.module.database";
const beanstalk = "module.redcap.module.beanstalk";
const cluster = `${database}.aws_rds_cluster.this`;
const followers = [
  `${database}.aws_rds_cluster_instance.writer`,
  `${database}.aws_cloudwatch_log_group.this["audit"]`,
  `${database}.aws_cloudwatch_log_group.this["error"]`,
  `${database}.aws_cloudwatch_log_group.this["slowquery"]`,
  `${beanstalk}.aws_elastic_beanstalk_environment.this`,
  `${beanstalk}.aws_iam_role_policy.instance`,
  "module.redcap.module.backup.aws_backup_selection.this",
];
const key = attribute(
  "kms_key_id",
  "arn:aws:kms:us-east-1:111122223333:key/3c9bf6d8-0c1e-4f7b-9f0e-53a4f1f0b6aa",
  undefined,
  {
    unknown: true,
    forces: true,
    expression: "module.database_key.arn",
    expressionBefore: "module.key[0].arn",
  },
);

/** A review with something in every part: a cluster is replaced, an administrator is made, the database is opened. */
export const prodReview = (): Review =>
  review({
    verdict: {
      exitCode: 4,
      words: "not approved: data would be lost; the database and an administrator role would be opened",
    },
    counts: {
      create: 4,
      update: 3,
      replace: 3,
      delete: 1,
      move: 1,
      import: 1,
      forget: 1,
      outputs: 2,
      unchanged: 164,
    },
    dangers: [
      danger({
        address: cluster,
        why: ["The new one starts empty: snapshot_identifier is not set."],
        lost: [
          "The cluster’s data: no final snapshot is made (skip_final_snapshot is true).",
          "Automated backups, which go with it (delete_automated_backups is true).",
        ],
        kept: ["Recovery points of AWS Backup, in the vault redcap-prod."],
        causes: [key],
        followers,
        place: { file: "terraform/modules/database/main.tf.json", line: 118 },
        construct: { file: "modules/redcap/index.ts", line: 91 },
      }),
      danger({
        kind: "rights",
        address: `${beanstalk}.aws_iam_role.instance`,
        what: `${beanstalk}.aws_iam_role.instance becomes administrator`,
        why: [
          "AdministratorAccess is attached.",
          "May s3:*, iam:PassRole and secretsmanager:GetSecretValue on every resource.",
        ],
        causes: [attribute("policy", before, after, { fromExpression: true })],
        followers: [`${beanstalk}.aws_iam_instance_profile.instance`],
        fromExpression: true,
        construct: { file: "modules/beanstalk/roles.ts", line: 68 },
        approval: { state: "differs", reason: "an approval is for 9b1c04aa2d7e6f35" },
      }),
      danger({
        kind: "rights",
        address: `${beanstalk}.aws_iam_role.service`,
        what: `${beanstalk}.aws_iam_role.service may be assumed by account 999988887777`,
        why: [
          "The account is not one of ours.",
          "The conditions sts:ExternalId and aws:SourceAccount are gone.",
        ],
        causes: [
          attribute(
            "assume_role_policy.Statement[0].Principal.AWS",
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::999988887777:root",
          ),
        ],
        construct: { file: "modules/beanstalk/roles.ts", line: 13 },
        approval: { state: "expired", reason: "migration by the vendor", until: "2026-10-31" },
      }),
      danger({
        kind: "reach",
        address: `${database}.aws_vpc_security_group_ingress_rule.client["instances"]`,
        what: "0.0.0.0/0 → 3306/tcp on the database; was: only beanstalk.instances",
        why: [
          "Everything in the VPC and its peers can connect. The internet cannot: the data subnets have no route out.",
        ],
        causes: [
          attribute("cidr_ipv4", undefined, "0.0.0.0/0"),
          attribute("referenced_security_group_id", "sg-0a1b2c3d4e5f60718", undefined),
        ],
        construct: { file: "modules/database/index.ts", line: 149 },
      }),
      danger({
        kind: "firewall",
        address: "module.redcap.module.firewall.aws_wafv2_web_acl.this",
        what: "module.redcap.module.firewall.aws_wafv2_web_acl.this blocks less",
        why: ["The rule AWSManagedRulesCommonRuleSet counts requests instead of blocking them."],
        causes: [attribute('rule["AWSManagedRulesCommonRuleSet"].override_action', "none", "count")],
        approval: {
          state: "approved",
          reason: "false positives in file uploads, ticket OPS-812",
          until: "2026-12-31",
        },
      }),
    ],
    approvalProblems: ["The approval of module.redcap.aws_s3_bucket.old is not needed any more."],
    changes: [
      change(cluster, "replace", {
        attributes: [key, attribute("tags.Owner", "platform", "data platform")],
        reason: "AWS cannot change it in place",
        place: { file: "terraform/modules/database/main.tf.json", line: 118 },
        construct: { file: "modules/redcap/index.ts", line: 91 },
      }),
      change(`${database}.aws_rds_cluster_instance.writer`, "replace", {
        attributes: [
          attribute("cluster_identifier", "redcap-prod", undefined, { unknown: true, forces: true }),
        ],
        follows: cluster,
      }),
      change(`${database}.aws_vpc_security_group_ingress_rule.client["instances"]`, "update", {
        attributes: [attribute("cidr_ipv4", undefined, "0.0.0.0/0")],
      }),
      change(`${beanstalk}.aws_iam_role_policy.instance`, "update", {
        attributes: [
          attribute("policy", before, after, {
            fromExpression: true,
            expression: "data.aws_iam_policy_document.instance.json",
          }),
        ],
        construct: { file: "modules/beanstalk/roles.ts", line: 68 },
      }),
      change(`${beanstalk}.aws_iam_role.instance`, "update", {
        attributes: [attribute("max_session_duration", 3600, 43200)],
      }),
      change(`${beanstalk}.aws_iam_role_policy_attachment.admin`, "create", {
        attributes: [
          attribute("policy_arn", undefined, "arn:aws:iam::aws:policy/AdministratorAccess"),
          attribute("role", undefined, "redcap-prod-us-east-1-instance"),
        ],
      }),
      change(`${beanstalk}.aws_elastic_beanstalk_environment.this`, "update", {
        attributes: [
          attribute(
            'setting["aws:autoscaling:launchconfiguration InstanceType"].value',
            "m7g.large",
            "m7g.xlarge",
          ),
          attribute(
            "user_data",
            "#!/bin/bash\nset -eu\nyum install -y jq\nexec /opt/start\n",
            "#!/bin/bash\nset -euo pipefail\nyum install -y jq\n/opt/migrate\nexec /opt/start\n",
          ),
        ],
        more: 12,
      }),
      change("module.redcap.module.database_key.aws_kms_key.this", "create", {
        attributes: [attribute("description", undefined, "redcap-prod database")],
      }),
      change("module.redcap.module.database_key.aws_kms_alias.this", "create", {}),
      change("module.redcap.module.backup.aws_backup_selection.this", "replace", { follows: cluster }),
      change("module.redcap.aws_s3_bucket.old", "delete", {
        reason: "its block is gone from the configuration",
      }),
      change("module.redcap.aws_route53_record.www", "move", {
        previousAddress: "module.redcap.aws_route53_record.site",
      }),
      change("aws_cloudwatch_log_group.audit", "import", {
        attributes: [attribute("retention_in_days", 0, 400)],
      }),
      change("aws_budgets_budget.this", "forget", {}),
    ],
    outputs: [
      {
        name: "database_endpoint",
        action: "update",
        before: "redcap-prod.cluster-c1.us-east-1.rds.amazonaws.com",
        after: "‹known after apply›",
      },
      {
        name: "secret_arns",
        action: "create",
        after: ["arn:aws:secretsmanager:us-east-1:111122223333:secret:redcap"],
      },
    ],
    renames: [
      {
        from: "module.redcap.module.queue",
        to: "module.redcap.module.jobs",
        resources: 9,
        ambiguous: false,
        verified: "yes",
        hcl: "moved {\n  from = module.redcap.module.queue\n  to   = module.redcap.module.jobs\n}",
        json: '{ "moved": [{ "from": "module.redcap.module.queue", "to": "module.redcap.module.jobs" }] }',
      },
    ],
    moves: [
      {
        from: "module.redcap.aws_route53_record.site",
        to: "module.redcap.aws_route53_record.www",
        resources: 1,
      },
    ],
    drift: {
      undone: [
        {
          address: `${database}.aws_security_group.this`,
          what: "tag Owner was set to “ops” by hand, and is set back",
        },
      ],
      kept: [],
      foreign: [
        {
          address: `${database}.aws_security_group.this`,
          what: "a rule 10.0.0.0/8 → 22/tcp was added by hand, and stays",
        },
      ],
      folded: 87,
    },
    unknown: [
      { address: `${beanstalk}.aws_iam_role_policy.instance`, attribute: "policy", read: true },
      { address: "module.redcap.aws_sns_topic.alarms", attribute: "policy", read: false },
    ],
    rights: [
      {
        address: `${beanstalk}.aws_iam_role.instance`,
        state: "wider",
        statements: [
          {
            words: "may s3:*, iam:PassRole, secretsmanager:GetSecretValue on *",
            state: "added",
            by: `${beanstalk}.aws_iam_role_policy.instance`,
          },
          {
            words: "may s3:GetObject on arn:aws:s3:::redcap-prod-files/*",
            state: "same",
            by: `${beanstalk}.aws_iam_role_policy.instance`,
          },
        ],
      },
      { address: "module.redcap.aws_iam_role.backup", state: "same", statements: [] },
    ],
    reach: [
      {
        source: "0.0.0.0/0",
        port: "3306/tcp",
        target: "database",
        direction: "in",
        state: "opened",
        address: `${database}.aws_vpc_security_group_ingress_rule.client["instances"]`,
        note: "not routable: the subnets have no route from the internet",
      },
      {
        source: "0.0.0.0/0",
        port: "443/tcp",
        target: "load balancer",
        direction: "in",
        state: "same",
        address: "module.redcap.aws_security_group.balancer",
      },
    ],
    policy: {
      rules: 42,
      failures: [
        {
          rule: "no-admin-policy",
          address: `${beanstalk}.aws_iam_role_policy_attachment.admin`,
          message: "attaches AdministratorAccess",
          controls: ["45 CFR 164.308(a)(4)(ii)(B)"],
          state: "new",
        },
        {
          rule: "bucket-logging",
          address: "module.redcap.aws_s3_bucket.files",
          message: "has no access log",
          controls: ["45 CFR 164.312(b)"],
          state: "as before",
        },
      ],
      fixed: [],
      suppressed: [
        {
          rule: "bucket-replication",
          address: "module.redcap.aws_s3_bucket.files",
          message: "is in one region",
          controls: [],
          state: "as before",
          reason: "AWS Backup copies it",
        },
      ],
      suppressionProblems: ["The suppression of bucket-versioning matches nothing."],
    },
    notes: ["The state was read at 09:14 UTC.", "Security groups that other accounts manage are not known."],
  });

import type { JsonObject } from "../../../plan/format";
import { type Examples, halfRead, policy, ref, unread } from "../example";

const inline = (statement: JsonObject) => ({
  "aws_iam_role_policy.app": { role: "app", policy: policy({ Resource: "*", ...statement }) },
});
const attached = (arn: string | JsonObject) => ({
  "aws_iam_role_policy_attachment.app": { role: "app", policy_arn: arn },
});
const user = { "aws_iam_user.client": { name: "client" } };
/** A policy with a statement that is known, and one that is not. */
const half = {
  "aws_iam_role_policy.app": { role: "app", policy: halfRead({ Action: "s3:GetObject", Resource: "*" }) },
};
const unreadPolicies = [
  half,
  { "aws_iam_role_policy.app": { role: "app", policy: unread } },
  attached(unread),
];

export const rights: Examples = {
  "no-inline-policy": {
    good: [],
    bad: [inline({ Action: "s3:GetObject" }), { "aws_iam_user_policy.client": { user: "client" } }],
  },
  "user-through-group": {
    good: [{ ...user, "aws_iam_user_group_membership.client": { user: "client", groups: ["clients"] } }],
    bad: [
      user,
      {
        ...user,
        "aws_iam_user_policy.client": { user: "client" },
        "aws_iam_user_group_membership.client": { user: "client", groups: ["clients"] },
      },
    ],
  },
  "no-administrator": {
    good: [
      inline({ Action: "s3:*" }),
      inline({ Action: "*", Resource: "arn:aws:s3:::files/*" }),
      inline({ Action: "*", Effect: "Deny" }),
      attached("arn:aws:iam::aws:policy/service-role/AWSElasticBeanstalkEnhancedHealth"),
      attached(ref("aws_iam_policy.own.arn")),
    ],
    bad: [
      inline({ Action: "*" }),
      inline({ Action: ["s3:GetObject", "iam:*"] }),
      inline({ NotAction: "iam:*" }),
      inline({ Action: "*", Resource: undefined, NotResource: "arn:aws:s3:::files/*" }),
      attached("arn:aws:iam::aws:policy/AdministratorAccess"),
      { "aws_iam_policy.own": { policy: policy({ Action: "*", Resource: "*" }) } },
    ],
    unjudged: unreadPolicies,
  },
  "no-whole-service": {
    good: [
      inline({ Action: ["s3:GetObject", "s3:Get*"] }),
      inline({ Action: "s3:*", Effect: "Deny" }),
      attached("arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ],
    bad: [
      inline({ NotAction: "s3:GetObject", Resource: "arn:aws:s3:::files" }),
      inline({ Action: ["s3:GetObject", "s3:*"] }),
      inline({ Action: "*" }),
      attached("arn:aws:iam::aws:policy/AmazonS3FullAccess"),
    ],
    unjudged: unreadPolicies,
  },
};

import { CiAccess } from "../../../modules/ci-access";
import { type Cloud, cloudOf, readRole, type Role } from "../../iam/cloud";
import { refusalOf } from "../../iam/evaluate";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { argumentsOf, deployCalls } from "../synthesis";
import { accepted, refused } from "./cases";
import { type Claims, admits } from "./sign-in";

checkedByTerraform(CiAccess, { accepted, refused });

const ACCOUNT = "123456789012";
const kmsKeyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const boundary = `arn:aws:iam::${ACCOUNT}:policy/environment`;
const state = { bucketName: "example-state", lock: "both", kmsKeyArn };
const prod = {
  namePrefixes: ["redcap-prod", "medplum-prod"],
  regions: ["us-west-2"],
  parameterPaths: ["/medplum/prod/"],
  requiredBoundary: { arn: boundary },
};
const staging = { namePrefixes: ["redcap-staging"], forceDestroy: true, accountSettings: true };

const github = {
  github: {
    repository: "example/infrastructure",
    repositoryIds: { owner: "123456", repository: "456789" },
  },
  state,
  environments: { prod, staging },
  drift: {},
};
const gitlab = {
  name: "lab",
  gitlab: { project: "example/infrastructure" },
  state: { ...state, lock: "s3" },
  environments: { dev: { namePrefixes: ["redcap-dev"] } },
  plan: { lock: true, secretNames: ["redcap-dev/database/password"] },
};

describe("the roles", () => {
  const env = inLocalCloud();
  let cloud: Cloud;
  let terraform: (...args: string[]) => Promise<string>;
  beforeAll(async () => {
    cloud = cloudOf(env());
    const calls = { github: argumentsOf(CiAccess, github), gitlab: argumentsOf(CiAccess, gitlab) };
    terraform = await deployCalls(CiAccess, calls, { env: env() });
  }, 600_000);

  const role = (name: string): Promise<Role> => readRole(cloud, `arn:aws:iam::${ACCOUNT}:role/${name}`);

  test("are as planned: a second plan is empty", async () => {
    await terraform("plan", "-detailed-exitcode");
  }, 300_000);

  const issuers = {
    ci: "token.actions.githubusercontent.com",
    lab: "gitlab.com",
  };
  const token = (sub: string, others: Claims = {}): Claims => ({
    aud: "sts.amazonaws.com",
    repository_id: "456789",
    sub,
    ...others,
  });
  const repo = "repo:example/infrastructure";
  const immutable = "repo:example@123456/infrastructure@456789";
  const main = { ref: "refs/heads/main" };
  const gitlabToken = (branch: string, others: Claims = {}) => ({
    aud: "https://gitlab.com",
    sub: `project_path:example/infrastructure:ref_type:branch:ref:${branch}`,
    ...others,
  });

  test.each<[boolean, string, string, Claims]>([
    [true, "ci-plan", "a pull request", token(`${repo}:pull_request`, { ref: "refs/pull/1/merge" })],
    [true, "ci-plan", "a pull request, with IDs", token(`${immutable}:pull_request`)],
    [true, "ci-plan", "the default branch", token(`${repo}:ref:refs/heads/main`)],
    [false, "ci-plan", "another branch", token(`${repo}:ref:refs/heads/feature`)],
    [false, "ci-plan", "another repository", token("repo:example/other:pull_request")],
    [false, "ci-plan", "who took over the name", token(`${repo}:pull_request`, { repository_id: "999999" })],
    [false, "ci-plan", "a token for somebody else", token(`${repo}:pull_request`, { aud: "vault" })],
    [false, "ci-plan", "the environment prod", token(`${repo}:environment:prod`, main)],
    [true, "ci-drift", "the default branch", token(`${immutable}:ref:refs/heads/main`)],
    [false, "ci-drift", "a pull request", token(`${repo}:pull_request`)],
    [true, "ci-apply-prod", "its environment, on its branch", token(`${repo}:environment:prod`, main)],
    [true, "ci-apply-prod", "the same, with IDs", token(`${immutable}:environment:prod`, main)],
    [
      false,
      "ci-apply-prod",
      "its environment, in a pull request",
      token(`${repo}:environment:prod`, { ref: "refs/pull/1/merge" }),
    ],
    [false, "ci-apply-prod", "another environment", token(`${repo}:environment:staging`, main)],
    [false, "ci-apply-prod", "an environment with a longer name", token(`${repo}:environment:prod2`, main)],
    [
      false,
      "ci-apply-prod",
      "the default branch without an environment",
      token(`${repo}:ref:refs/heads/main`, main),
    ],
    [false, "ci-apply-prod", "a pull request", token(`${repo}:pull_request`, main)],
    [true, "lab-plan", "a merge request's branch", gitlabToken("feature/x")],
    [
      false,
      "lab-plan",
      "a tag",
      { aud: "https://gitlab.com", sub: "project_path:example/infrastructure:ref_type:tag:ref:v1" },
    ],
    [
      false,
      "lab-plan",
      "a project with a longer name",
      { aud: "https://gitlab.com", sub: "project_path:example/infrastructure2:ref_type:branch:ref:main" },
    ],
    [false, "lab-plan", "a token for somebody else", gitlabToken("main", { aud: "vault" })],
    [true, "lab-apply-dev", "its branch", gitlabToken("main")],
    [false, "lab-apply-dev", "another branch", gitlabToken("main2")],
  ])("%p: %s trusts %s", async (expected, name, _, claims) => {
    const issuer = issuers[name.split("-")[0] as keyof typeof issuers];
    const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`;
    expect(admits((await role(name)).trust, provider, issuer, claims)).toBe(expected);
  });

  const iam = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;
  const at = (service: string, resource: string, region = "us-west-2") =>
    `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
  const bounded = { "iam:PermissionsBoundary": boundary };
  const own = { "aws:ResourceTag/Environment": "prod" };
  const row = (LockID: string) => ({ "dynamodb:LeadingKeys": [LockID] });
  const table = at("dynamodb", "table/example-state-locks", "us-east-1");
  const stateOf = (key: string) => `arn:aws:s3:::example-state/envs/${key}`;

  test.each<[boolean, string, string, string, Record<string, string | string[]>?]>([
    [true, "ci-plan", "ec2:DescribeVpcs", "*"],
    [true, "ci-plan", "s3:GetObject", stateOf("prod/terraform.tfstate")],
    [false, "ci-plan", "s3:GetObject", "arn:aws:s3:::example-state/state-backend.tfstate"],
    [false, "ci-plan", "s3:PutObject", stateOf("prod/terraform.tfstate")],
    [false, "ci-plan", "s3:DeleteObject", stateOf("prod/terraform.tfstate.tflock")],
    [false, "ci-plan", "dynamodb:DeleteItem", table, row("example-state/envs/prod/terraform.tfstate")],
    [true, "ci-plan", "dynamodb:GetItem", table, row("example-state/envs/prod/terraform.tfstate-md5")],
    [true, "ci-plan", "kms:Decrypt", kmsKeyArn, { "kms:ViaService": "s3.us-east-1.amazonaws.com" }],
    [false, "ci-plan", "kms:GenerateDataKey", kmsKeyArn, { "kms:ViaService": "s3.us-east-1.amazonaws.com" }],
    [false, "ci-plan", "secretsmanager:GetSecretValue", at("secretsmanager", "secret:redcap-prod/x-AbCdEf")],
    [false, "ci-plan", "ssm:GetParameter", at("ssm", "parameter/medplum/prod/x")],
    [false, "ci-plan", "s3:GetObject", "arn:aws:s3:::redcap-prod-files-1/edoc.pdf"],
    [false, "ci-plan", "ec2:CreateVpc", "*"],
    [false, "ci-plan", "iam:CreateRole", iam("role/redcap-prod-x"), bounded],
    [
      true,
      "lab-plan",
      "secretsmanager:GetSecretValue",
      at("secretsmanager", "secret:redcap-dev/database/password-AbCdEf"),
    ],
    [false, "lab-plan", "secretsmanager:GetSecretValue", at("secretsmanager", "secret:redcap-dev/x-AbCdEf")],
    [true, "lab-plan", "s3:DeleteObject", stateOf("dev/terraform.tfstate.tflock")],
    [false, "lab-plan", "dynamodb:GetItem", table, row("example-state/envs/dev/terraform.tfstate-md5")],

    [true, "ci-drift", "secretsmanager:GetSecretValue", at("secretsmanager", "secret:redcap-prod/x-AbCdEf")],
    [true, "ci-drift", "ssm:GetParameter", at("ssm", "parameter/medplum/prod/x")],
    [true, "ci-drift", "dynamodb:PutItem", table, row("example-state/envs/prod/terraform.tfstate")],
    [false, "ci-drift", "dynamodb:PutItem", table, row("example-state/envs/prod/terraform.tfstate-md5")],
    [false, "ci-drift", "s3:PutObject", stateOf("prod/terraform.tfstate")],
    [false, "ci-drift", "secretsmanager:PutSecretValue", at("secretsmanager", "secret:redcap-prod/x-AbCdEf")],

    [true, "ci-apply-prod", "s3:PutObject", stateOf("prod/terraform.tfstate")],
    [false, "ci-apply-prod", "s3:GetObject", stateOf("staging/terraform.tfstate")],
    [false, "ci-apply-prod", "s3:PutObject", stateOf("staging/terraform.tfstate")],
    [
      false,
      "ci-apply-prod",
      "dynamodb:DeleteItem",
      table,
      row("example-state/envs/staging/terraform.tfstate"),
    ],
    [true, "ci-apply-prod", "rds:DeleteDBCluster", at("rds", "cluster:redcap-prod")],
    [false, "ci-apply-prod", "rds:DeleteDBCluster", at("rds", "cluster:redcap-staging")],
    [false, "ci-apply-prod", "rds:DeleteDBCluster", at("rds", "cluster:redcap-prod", "eu-west-1")],
    [true, "ci-apply-prod", "ec2:DeleteVpc", at("ec2", "vpc/vpc-1"), own],
    [true, "ci-apply-prod", "ec2:DeleteVpc", at("ec2", "vpc/vpc-1")],
    [
      false,
      "ci-apply-prod",
      "ec2:DeleteVpc",
      at("ec2", "vpc/vpc-1"),
      { "aws:ResourceTag/Environment": "staging" },
    ],
    [true, "ci-apply-prod", "iam:CreateRole", iam("role/redcap-prod-us-west-2-task"), bounded],
    [false, "ci-apply-prod", "iam:CreateRole", iam("role/redcap-prod-us-west-2-task")],
    [
      false,
      "ci-apply-prod",
      "iam:CreateRole",
      iam("role/redcap-prod-us-west-2-task"),
      { "iam:PermissionsBoundary": iam("policy/own") },
    ],
    [false, "ci-apply-prod", "iam:PutRolePolicy", iam("role/redcap-prod-us-west-2-task")],
    [true, "ci-apply-prod", "iam:PutRolePolicy", iam("role/redcap-prod-us-west-2-task"), bounded],
    [false, "ci-apply-prod", "iam:CreatePolicyVersion", boundary],
    [false, "ci-apply-prod", "iam:PutRolePolicy", iam("role/ci-apply-prod"), bounded],
    [false, "ci-apply-prod", "iam:CreatePolicyVersion", iam("policy/ci-apply-prod-identity")],
    [false, "ci-apply-prod", "iam:UpdateAssumeRolePolicy", iam("role/ci-apply-staging")],
    [false, "ci-apply-prod", "iam:UpdateAssumeRolePolicy", iam("role/redcap-staging-us-east-1-task")],
    [false, "ci-apply-prod", "iam:UpdateAssumeRolePolicy", iam("role/administrator")],
    [false, "ci-apply-prod", "sts:AssumeRole", iam("role/ci-apply-staging")],
    [
      true,
      "ci-apply-prod",
      "iam:PassRole",
      iam("role/redcap-prod-us-west-2-task"),
      { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    ],
    [
      false,
      "ci-apply-prod",
      "iam:PassRole",
      iam("role/redcap-prod-us-west-2-task"),
      { "iam:PassedToService": "glue.amazonaws.com" },
    ],
    [
      false,
      "ci-apply-prod",
      "iam:PassRole",
      iam("role/administrator"),
      { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    ],
    [
      false,
      "ci-apply-prod",
      "iam:AttachRolePolicy",
      iam("role/redcap-prod-us-west-2-task"),
      { ...bounded, "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
    ],
    [
      true,
      "ci-apply-prod",
      "iam:CreateServiceLinkedRole",
      iam("role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"),
      { "iam:AWSServiceName": "ecs.amazonaws.com" },
    ],
    [
      false,
      "ci-apply-prod",
      "iam:CreateServiceLinkedRole",
      iam("role/aws-service-role/organizations.amazonaws.com/x"),
      { "iam:AWSServiceName": "organizations.amazonaws.com" },
    ],
    [false, "ci-apply-prod", "kms:ScheduleKeyDeletion", kmsKeyArn],
    [true, "ci-apply-prod", "kms:ScheduleKeyDeletion", at("kms", "key/2"), own],
    [false, "ci-apply-prod", "s3:PutBucketPolicy", "arn:aws:s3:::example-state"],
    [true, "ci-apply-prod", "s3:PutBucketPolicy", "arn:aws:s3:::redcap-prod-files-1"],
    [false, "ci-apply-prod", "s3:GetObject", "arn:aws:s3:::redcap-prod-files-1/edoc.pdf"],
    [false, "ci-apply-prod", "s3:DeleteObject", "arn:aws:s3:::redcap-prod-files-1/edoc.pdf"],
    [true, "ci-apply-staging", "s3:DeleteObject", "arn:aws:s3:::redcap-staging-files-1/edoc.pdf"],
    [false, "ci-apply-prod", "guardduty:CreateDetector", "*"],
    [true, "ci-apply-staging", "guardduty:CreateDetector", "*"],
    [true, "ci-apply-staging", "iam:CreateRole", iam("role/redcap-staging-us-east-1-task")],
    [false, "ci-apply-staging", "iam:CreateOpenIDConnectProvider", iam("oidc-provider/example.org")],
    [false, "ci-apply-staging", "organizations:LeaveOrganization", "*"],
  ])("%p: %s may %s on %s (%j)", async (expected, name, action, resource, context = {}) => {
    const { arn, policies } = await role(name);
    const caller = { account: ACCOUNT, roleArn: arn, sessionArn: arn.replace(":role/", ":assumed-role/") };
    const region = /^arn:aws:(iam|s3):/.test(resource)
      ? "us-east-1"
      : (resource.split(":")[3] ?? "us-east-1");
    const request = { action, resource, context: { "aws:RequestedRegion": region, ...context } };
    // The state key's own policy leaves it to the account.
    const delegated = {
      Statement: [
        {
          Effect: "Allow" as const,
          Action: "kms:*",
          Resource: "*",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        },
      ],
    };
    const resourcePolicy = action.startsWith("kms:") ? delegated : undefined;
    const refusal = refusalOf(request, caller, { identity: policies, resource: resourcePolicy });
    expect(refusal === undefined).toBe(expected);
  });

  test("have policies that IAM takes: nine managed ones at most, and room for longer names", async () => {
    for (const name of ["ci-plan", "ci-drift", "ci-apply-prod", "ci-apply-staging", "lab-apply-dev"]) {
      const { policies } = await role(name);
      expect(policies.length).toBeLessThanOrEqual(10);
      const sizes = policies.map((policy) => JSON.stringify(policy).length);
      expect(Math.max(...sizes)).toBeLessThan(6144);
    }
  });

  test("allow nothing by a star in an action", async () => {
    for (const name of ["ci-plan", "ci-drift", "ci-apply-prod", "lab-apply-dev"]) {
      const { policies } = await role(name);
      const allowed = policies
        .flatMap(({ Statement }) => [Statement].flat())
        .filter(({ Effect }) => Effect === "Allow");
      expect(allowed.length).toBeGreaterThan(3);
      expect(
        allowed.flatMap(({ Action }) => [Action].flat()).filter((action) => action!.includes("*")),
      ).toEqual([]);
    }
  });
});

import type { InputsOf } from "../../../lib/module";
import type { CiAccess } from "../../../modules/ci-access";

type Complete = InputsOf<typeof CiAccess.definition.inputs>;

const account = "arn:aws:iam::123456789012";

const common = {
  name: "pipeline",
  defaultBranch: "trunk",
  state: {
    bucketName: "complete-state",
    lock: "both",
    lockTableName: "complete-locks",
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
    region: "us-east-1",
  },
  environments: {
    prod: {
      namePrefixes: ["redcap-prod", "medplum-prod"],
      branch: "release",
      subjects: ["repo:example/infrastructure:environment:prod"],
      regions: ["us-east-1", "us-west-2"],
      stateKey: "envs/prod/terraform.tfstate",
      tag: { key: "Environment", values: ["prod", "network"] },
      bucketNames: ["hospital-redcap-files"],
      logGroupNames: ["/aws/lambda/medplum-bot-lambda-"],
      parameterPaths: ["/medplum/prod/"],
      zoneIds: ["Z0123456789ABCDEFGHIJ"],
      sources: {
        bucketNames: ["hospital-redcap-releases"],
        parameterNames: ["/images/medplum"],
        secretArns: ["arn:aws:secretsmanager:us-east-1:123456789012:secret:hospital/database-AbCdEf"],
      },
      accountSettings: true,
      forceDestroy: true,
      requiredBoundary: { arn: `${account}:policy/environment` },
    },
    staging: { namePrefixes: ["redcap-staging"] },
  },
  plan: {
    pullRequests: true,
    lock: true,
    secretNames: ["medplum-prod/database/password"],
    subjects: ["repo:example/infrastructure:pull_request"],
  },
  drift: { subjects: ["repo:example/infrastructure:ref:refs/heads/trunk"] },
  maxSessionSeconds: 3600,
  permissionsBoundary: { arn: `${account}:policy/pipeline` },
} as const satisfies Partial<Complete>;

/** Every input, with everything that is of use at once. */
export const completes: Readonly<Record<"github" | "gitlab", Complete>> = {
  github: {
    ...common,
    github: {
      repository: "example/infrastructure",
      repositoryIds: { owner: "123456", repository: "456789" },
      checkClaims: true,
    },
  },
  gitlab: {
    ...common,
    gitlab: {
      project: "example/infrastructure",
      host: "gitlab.example.edu",
      audience: "https://gitlab.example.edu",
    },
    existingProvider: { arn: `${account}:oidc-provider/gitlab.example.edu` },
  },
};

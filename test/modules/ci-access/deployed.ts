// What the tests of a deployment deploy.

/** The account of the local cloud. */
export const ACCOUNT = "123456789012";
export const kmsKeyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
export const boundary = `arn:aws:iam::${ACCOUNT}:policy/environment`;
const state = { bucketName: "example-state", lock: "both", kmsKeyArn };
const prod = {
  namePrefixes: ["redcap-prod", "medplum-prod"],
  regions: ["us-west-2"],
  parameterPaths: ["/medplum/prod/"],
  requiredBoundary: { arn: boundary },
};
const staging = { namePrefixes: ["redcap-staging"], forceDestroy: true, accountSettings: true };

/** A call for GitHub, whose production has a boundary. */
export const github = {
  github: {
    repository: "example/infrastructure",
    repositoryIds: { owner: "123456", repository: "456789" },
  },
  state,
  environments: { prod, staging },
  drift: {},
};
/** A call for GitLab. */
export const gitlab = {
  name: "lab",
  gitlab: { project: "example/infrastructure" },
  state: { ...state, lock: "s3", region: "eu-central-1" },
  environments: { dev: { namePrefixes: ["redcap-dev"] } },
  plan: { lock: true, secretNames: ["redcap-dev/database/password"] },
};

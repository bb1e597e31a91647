import type { Inputs } from "../synthesis";

const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const state: Inputs = { bucketName: "example-terraform-state", kmsKeyArn };
const prod: Inputs = { namePrefixes: ["redcap-prod"] };
const good: Inputs = { github: { repository: "example/infrastructure" }, state, environments: { prod } };
const github = (given: Inputs): Inputs => ({
  ...good,
  github: { repository: "example/infrastructure", ...given },
});
const gitlab = (given: Inputs): Inputs => ({
  gitlab: { project: "example/infrastructure", ...given },
  state,
  environments: { prod },
});
const environment = (given: Inputs): Inputs => ({ ...good, environments: { prod: { ...prod, ...given } } });
const stateOf = (given: Inputs): Inputs => ({ ...good, state: { ...state, ...given } });

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "GitHub's IDs": github({ repositoryIds: { owner: "123456", repository: "456789" } }),
  "a partition whose STS compares subjects only": github({ checkClaims: false }),
  "GitLab, with subgroups": gitlab({ project: "example/platform/infrastructure" }),
  "a GitLab of one's own": gitlab({ host: "gitlab.example.edu", audience: "sts.amazonaws.com" }),
  "an existing provider": {
    ...good,
    existingProvider: {
      arn: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
    },
  },
  "all locks": stateOf({ lock: "both", lockTableName: "our_locks", region: "eu-west-1" }),
  "two environments whose names have the same beginning, and whose prefixes do not": {
    ...good,
    environments: { prod, "prod-west": { namePrefixes: ["redcap-west"] } },
  },
  "customized subjects": environment({
    subjects: ["repository_owner_id:123456:repository_id:456789:environment:prod"],
  }),
  "a drift role, and no pull requests": { ...good, drift: {}, plan: { pullRequests: false, lock: true } },
};

const oneRepository = /github\.repository must be a repository as owner\/name, without wildcards/;
const oneProject = /gitlab\.project must be a project as group\/project, without wildcards/;
const covered = /environments\.prod must not have a name prefix that covers/;

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "nobody who signs in": [
    { state, environments: { prod } },
    /github or gitlab must be given, exactly one: who signs in/,
  ],
  "both who sign in": [
    { ...gitlab({}), github: { repository: "example/infrastructure" } },
    /github or gitlab must be given, exactly one: who signs in/,
  ],
  "a name in upper case": [{ ...good, name: "CI" }, /name must be 2 to 20 lower-case letters/],
  "every repository of an organization": [github({ repository: "example/*" }), oneRepository],
  "every organization": [github({ repository: "*/infrastructure" }), oneRepository],
  "a repository with a question mark": [github({ repository: "example/infra?" }), oneRepository],
  "a repository with more of a subject": [
    github({ repository: "example/infra:environment:prod" }),
    oneRepository,
  ],
  "a repository by its address": [github({ repository: "https://github.com/example/infra" }), oneRepository],
  "a repository's ID that is a name": [
    github({ repositoryIds: { owner: "example", repository: "456789" } }),
    /github\.repositoryIds\.owner must be a number/,
  ],
  "an ID with a star": [
    github({ repositoryIds: { owner: "123456", repository: "*" } }),
    /github\.repositoryIds\.repository must be a number/,
  ],
  "every project of a group": [gitlab({ project: "example/*" }), oneProject],
  "a group alone": [gitlab({ project: "example" }), oneProject],
  "a host with its scheme": [
    gitlab({ host: "https://gitlab.com" }),
    /gitlab\.host must be a host name in lower case, without https/,
  ],
  "an audience with a star": [
    gitlab({ audience: "*" }),
    /gitlab\.audience must be an audience without wildcards/,
  ],
  "a provider of another kind": [
    { ...good, existingProvider: { arn: "arn:aws:iam::123456789012:saml-provider/example" } },
    /existingProvider\.arn must be an ARN like arn:aws:iam/,
  ],
  "every branch": [
    { ...good, defaultBranch: "*" },
    /defaultBranch must be the name of one branch, without wildcards/,
  ],
  "a branch with refs/heads/": [
    { ...good, defaultBranch: "refs/heads/main" },
    /defaultBranch must be a branch's name without refs/,
  ],
  "an environment's branches": [
    environment({ branch: "release/*" }),
    /environments\.prod\.branch must be the name of one branch/,
  ],
  "no environment": [{ ...good, environments: {} }, /environments must have at least one environment/],
  "an environment in upper case": [
    { ...good, environments: { Prod: prod } },
    /environments\.Prod must be 1 to 24 lower-case letters/,
  ],
  "an environment without a name": [
    environment({ namePrefixes: [] }),
    /environments\.prod\.namePrefixes must have at least 1 item/,
  ],
  "a name prefix with a star": [
    environment({ namePrefixes: ["redcap-*"] }),
    /environments\.prod\.namePrefixes\[0\] must be 2 to 40 lower-case letters/,
  ],
  "a subject with a star": [
    environment({ subjects: ["repo:example/infrastructure:*"] }),
    /environments\.prod\.subjects\[0\] must be a subject in full, without \* and \?/,
  ],
  "a plan's subject with a star": [
    { ...good, plan: { subjects: ["*"] } },
    /plan\.subjects\[0\] must be a subject in full/,
  ],
  "a plan that reads all secrets": [
    { ...good, plan: { secretNames: ["*"] } },
    /plan\.secretNames\[0\] must be the name of a secret, without wildcards/,
  ],
  "a drift's subject with a question mark": [
    { ...good, drift: { subjects: ["repo:example/infra?:ref:refs/heads/main"] } },
    /drift\.subjects\[0\] must be a subject in full/,
  ],
  "a region with a slip": [
    environment({ regions: ["use-east-1"] }),
    /environments\.prod\.regions\[0\] must be an AWS region/,
  ],
  "a state key with a star": [
    environment({ stateKey: "envs/*" }),
    /environments\.prod\.stateKey must be the key of an object, without wildcards/,
  ],
  "a tag with a star": [
    environment({ tag: { values: ["*"] } }),
    /environments\.prod\.tag\.values\[0\] must be 1 to 256 characters/,
  ],
  "a tag's key with a star": [
    environment({ tag: { key: "*" } }),
    /environments\.prod\.tag\.key must be 1 to 128 characters/,
  ],
  "a bucket with a star": [
    environment({ bucketNames: ["*"] }),
    /environments\.prod\.bucketNames\[0\] must be a bucket name/,
  ],
  "all log groups": [
    environment({ logGroupNames: ["*"] }),
    /environments\.prod\.logGroupNames\[0\] must be the beginning of a log group's name/,
  ],
  "all parameters": [
    environment({ parameterPaths: ["/*"] }),
    /environments\.prod\.parameterPaths\[0\] must be a path that begins and ends with a slash/,
  ],
  "the root of all parameters": [
    environment({ parameterPaths: ["/"] }),
    /environments\.prod\.parameterPaths\[0\] must be a path that begins and ends with a slash/,
  ],
  "all zones": [
    environment({ zoneIds: ["*"] }),
    /environments\.prod\.zoneIds\[0\] must be the ID of a Route 53 hosted zone/,
  ],
  "a source bucket with a star": [
    environment({ sources: { bucketNames: ["our-*"] } }),
    /environments\.prod\.sources\.bucketNames\[0\] must be a bucket name/,
  ],
  "a source parameter with a star": [
    environment({ sources: { parameterNames: ["/images/*"] } }),
    /environments\.prod\.sources\.parameterNames\[0\] must be the name of a parameter/,
  ],
  "all secrets": [
    environment({ sources: { secretArns: ["arn:aws:secretsmanager:us-east-1:123456789012:secret:*"] } }),
    /environments\.prod\.sources\.secretArns\[0\] must be an ARN like arn:aws:secretsmanager/,
  ],
  "a boundary that is a role": [
    environment({ requiredBoundary: { arn: "arn:aws:iam::123456789012:role/boundary" } }),
    /environments\.prod\.requiredBoundary\.arn must be an ARN like arn:aws:iam/,
  ],
  "a prefix that covers these roles": [{ ...good, name: "redcap-prod-ci" }, covered],
  "a prefix that begins like these roles": [environment({ namePrefixes: ["ci-apply"] }), covered],
  "a prefix that covers the state bucket": [stateOf({ bucketName: "redcap-prod-state" }), covered],
  "a prefix that covers another environment's": [
    { ...good, environments: { prod, west: { namePrefixes: ["redcap-prod-west"] } } },
    covered,
  ],
  "a prefix that covers another environment's by a digit": [
    { ...good, environments: { prod, second: { namePrefixes: ["redcap-prod2"] } } },
    covered,
  ],
  "the same prefix twice": [
    { ...good, environments: { prod, copy: prod } },
    /environments\.(prod|copy) must not/,
  ],
  "a state bucket with a star": [stateOf({ bucketName: "*" }), /state\.bucketName must be a bucket name/],
  "a lock of another kind": [stateOf({ lock: "none" }), /state\.lock must be/],
  "a lock table with a star": [
    stateOf({ lockTableName: "*" }),
    /state\.lockTableName must be 3 to 255 letters/,
  ],
  "a key by its alias": [
    stateOf({ kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/state" }),
    /state\.kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "a state in no region": [stateOf({ region: "everywhere" }), /state\.region must be an AWS region/],
  "a session of a quarter of an hour": [
    { ...good, maxSessionSeconds: 900 },
    /maxSessionSeconds must be at least 3600/,
  ],
  "a session of a day": [{ ...good, maxSessionSeconds: 86_400 }, /maxSessionSeconds must be at most 43200/],
  "a session of half a second more": [
    { ...good, maxSessionSeconds: 3600.5 },
    /maxSessionSeconds must be a whole number/,
  ],
  "a boundary of its own that is a role": [
    { ...good, permissionsBoundary: { arn: "arn:aws:iam::123456789012:role/boundary" } },
    /permissionsBoundary\.arn must be an ARN like arn:aws:iam/,
  ],
};

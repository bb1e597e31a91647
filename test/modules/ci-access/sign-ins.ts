import type { Claims } from "./sign-in";

/** The issuers by what the roles' names begin with. */
export const issuers = {
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

/** Whether a role trusts a token, and whose it is. */
export const signIns: readonly [boolean, string, string, Claims][] = [
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
];

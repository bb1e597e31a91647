import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/**
 * By role, which claims its tokens have: `equal`, lists of values by claim, and `like`, patterns of the subject. The subject begins with
 * the repository, and IAM compares it whole:
 *
 * - GitHub: `repo:org/name:…`, and `repo:org@1/name@2:…` where a repository has immutable claims (GitHub Docs, "OpenID Connect reference").
 *   A job in an environment has `environment:NAME` there and no branch, which is the claim `ref`. STS compares `ref` and
 *   `repository_id` since January 2026 (IAM User Guide, "Available keys for AWS OIDC federation").
 * - GitLab: `project_path:group/name:ref_type:branch:ref:NAME`. STS compares no other claim of GitLab's, so that neither an environment nor
 *   whether a branch is protected can be asked for.
 */
export function addSubjects(module: ModuleStack, input: Inputs, settings: Expression): Expression {
  const { github, gitlab, plan, drift, environments, defaultBranch } = input;
  const { repository, repositoryIds } = github.orNull;
  const owned = tf`split("/", ${repository})`;
  // With IDs, both forms are trusted, so that a repository can move from one to the other: repository_id tells it from all others.
  const repositories = local(
    module,
    "repositories",
    tf`${github.given} ? compact([${`repo:${repository}`}, ${repositoryIds.given} ? format("repo:%s@%s/%s@%s", ${owned}[0], ${repositoryIds.orNull.owner}, ${owned}[1], ${repositoryIds.orNull.repository}) : ""]) : []`,
  );
  const project = `project_path:${gitlab.orNull.project}:ref_type:branch:ref:`;
  const ofBranch = (branch: string): Expression =>
    tf`${github.given} ? [for repository in ${repositories} : ${`${reference("repository").string}:ref:refs/heads/${branch}`}] : [${`${project}${branch}`}]`;
  const main = local(module, "branch_subjects", ofBranch(defaultBranch));
  const pulls = local(
    module,
    "pull_request_subjects",
    tf`[for repository in ${repositories} : ${`${reference("repository").string}:pull_request`} if ${plan.pullRequests}]`,
  );
  // Merge requests have tokens of their branch. The star is in the branch only, behind the project's whole name.
  const patterns = local(
    module,
    "branch_patterns",
    tf`${gitlab.given} && ${plan.pullRequests} && ${plan.subjects} == null ? [${`${project}*`}] : []`,
  );
  const deployments = local(
    module,
    "deployment_subjects",
    tf`{for key, env in ${settings} : key => ${github.given} ? [for repository in ${repositories} : ${`${reference("repository").string}:environment:${reference("key").string}`}] : [${`${project}${reference("env.branch").string}`}]}`,
  );
  const checked = tf`(${github.given} ? ${github.orNull.checkClaims} : false)`;
  const ids = local(
    module,
    "repository_ids",
    tf`${checked} && ${repositoryIds.given} ? [${repositoryIds.orNull.repository}] : []`,
  );
  const refs = local(
    module,
    "deployment_refs",
    tf`{for key, env in ${settings} : key => ${checked} ? [${`refs/heads/${reference("env.branch").string}`}] : []}`,
  );
  const planned = local(
    module,
    "plan_subjects",
    tf`${plan.subjects} != null ? ${plan.subjects} : (length(${patterns}) > 0 ? [] : concat(${main}, ${pulls}))`,
  );
  const drifting = tf`${drift.orNull.subjects} != null ? ${drift.orNull.subjects} : ${main}`;
  const given = environments.at(reference("key")).subjects;
  const applying = local(
    module,
    "apply_claims",
    tf`{for key, subjects in ${deployments} : key => { sub = ${given} == null ? subjects : ${given}, repository_id = ${ids}, ref = ${refs}[key] }}`,
  );
  return local(
    module,
    "trusted",
    tf`merge({ plan = { equal = { sub = ${planned}, repository_id = ${ids} }, like = ${patterns} }, drift = { equal = { sub = ${drifting}, repository_id = ${ids} }, like = [] } }, {for key, claims in ${applying} : join("-", ["apply", key]) => { equal = claims, like = [] }})`,
  );
}

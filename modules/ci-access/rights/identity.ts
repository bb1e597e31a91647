import { actions, type RightsByType } from "./type-rights";

const iam = (names: string) => actions("iam", names);
const secrets = (names: string) => actions("secretsmanager", names);
const ssm = (names: string) => actions("ssm", names);

/** IAM, Secrets Manager and Systems Manager. */
export const identityTypes: RightsByType = {
  aws_iam_role: {
    read: iam("GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies"),
    write: iam(
      "CreateRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy DeleteRole ListInstanceProfilesForRole " +
        "PutRolePermissionsBoundary TagRole UntagRole PassRole CreateServiceLinkedRole",
    ),
  },
  aws_iam_role_policy: { read: iam("GetRolePolicy"), write: iam("PutRolePolicy DeleteRolePolicy") },
  aws_iam_role_policy_attachment: {
    read: iam("ListAttachedRolePolicies"),
    write: iam("AttachRolePolicy DetachRolePolicy"),
  },
  aws_iam_instance_profile: {
    read: iam("GetInstanceProfile"),
    write: iam(
      "CreateInstanceProfile DeleteInstanceProfile AddRoleToInstanceProfile RemoveRoleFromInstanceProfile " +
        "TagInstanceProfile UntagInstanceProfile",
    ),
  },
  aws_iam_policy: {
    read: iam("GetPolicy GetPolicyVersion"),
    write: iam(
      "CreatePolicy CreatePolicyVersion DeletePolicyVersion ListPolicyVersions DeletePolicy TagPolicy UntagPolicy",
    ),
  },
  aws_iam_user: {
    read: iam("GetUser"),
    write: iam(
      "CreateUser UpdateUser DeleteUser ListGroupsForUser ListAttachedUserPolicies ListUserPolicies " +
        "PutUserPermissionsBoundary TagUser UntagUser",
    ),
  },
  aws_iam_user_policy: { read: iam("GetUserPolicy"), write: iam("PutUserPolicy DeleteUserPolicy") },
  aws_iam_access_key: {
    read: iam("ListAccessKeys GetAccessKeyLastUsed"),
    write: iam("CreateAccessKey UpdateAccessKey DeleteAccessKey"),
  },

  aws_secretsmanager_secret: {
    read: secrets("DescribeSecret GetResourcePolicy"),
    write: secrets("CreateSecret UpdateSecret DeleteSecret RestoreSecret TagResource UntagResource"),
  },
  aws_secretsmanager_secret_policy: {
    read: secrets("GetResourcePolicy"),
    write: secrets("PutResourcePolicy DeleteResourcePolicy ValidateResourcePolicy"),
  },
  aws_secretsmanager_secret_version: {
    // The provider refreshes a version by its value, also one that was written by a write-only argument.
    secretValues: [...secrets("GetSecretValue"), "kms:Decrypt"],
    write: [
      ...secrets("PutSecretValue UpdateSecretVersionStage ListSecretVersionIds"),
      "kms:GenerateDataKey",
    ],
  },
  // Makes text up: no secret of the account.
  "ephemeral.aws_secretsmanager_random_password": { read: secrets("GetRandomPassword") },
  "ephemeral.aws_secretsmanager_secret_version": {
    secretValues: [...secrets("GetSecretValue"), "kms:Decrypt"],
  },

  aws_ssm_parameter: {
    read: ssm("DescribeParameters ListTagsForResource"),
    // The provider refreshes a parameter by its value, decrypted, also one that was written by a write-only argument.
    secretValues: [...ssm("GetParameter"), "kms:Decrypt"],
    write: [
      ...ssm("PutParameter DeleteParameter AddTagsToResource RemoveTagsFromResource"),
      ...actions("kms", "Encrypt GenerateDataKey"),
    ],
  },
  // Names an image; a SecureString of others stays closed, since its key does.
  "data.aws_ssm_parameter": { read: ssm("GetParameter") },
  aws_ssm_document: {
    read: ssm("DescribeDocument GetDocument DescribeDocumentPermission ListTagsForResource"),
    write: ssm(
      "CreateDocument UpdateDocument UpdateDocumentDefaultVersion DeleteDocument ModifyDocumentPermission " +
        "AddTagsToResource RemoveTagsFromResource",
    ),
  },
};

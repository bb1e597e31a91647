import { inAccount, inNoRegion, type Scope } from "./scope";
import { attachable, passedTo, serviceLinked, usingKeys } from "./services";

/** Keys for a service's sake: what a key protects is open to who may read it there. */
const use: Scope = {
  id: "Use",
  only: [
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
  ],
  arns: { fixed: inAccount("kms", "key/*") },
  condition: { StringLike: { "kms:ViaService": usingKeys.map((service) => `${service}.*`) } },
};

/** Where secrets may be read, by the roles that may. */
export const secretScopes: Readonly<Record<string, readonly Scope[]>> = {
  kms: [use],
  secretsmanager: [
    {
      id: "Values",
      arns: { name: inAccount("secretsmanager", "secret:<>/* secret:<>-*"), source_secret: ["<>"] },
    },
  ],
  ssm: [{ id: "Values", arns: { path: inAccount("ssm", "parameter<>*") } }],
};

/** Where roles, keys and secrets may be changed. */
export const identityScopes: Readonly<Record<string, readonly Scope[]>> = {
  iam: [
    {
      id: "Pass",
      only: ["PassRole"],
      arns: { name: inNoRegion("iam", "role/<>-*") },
      condition: { StringEquals: { "iam:PassedToService": passedTo } },
    },
    {
      id: "Linked",
      only: ["CreateServiceLinkedRole"],
      arns: { fixed: inNoRegion("iam", "role/aws-service-role/*") },
      condition: { StringEquals: { "iam:AWSServiceName": serviceLinked } },
    },
    {
      id: "Attach",
      only: ["AttachRolePolicy", "DetachRolePolicy"],
      arns: { name: inNoRegion("iam", "role/<>-*") },
      // Policies of the environment's, and those of AWS's that modules attach. AdministratorAccess is none of them.
      condition: {
        ArnLike: {
          "iam:PolicyARN": [
            "arn:*:iam::<account>:policy/*",
            ...attachable.map((policy) => `arn:*:iam::aws:policy/${policy}`),
          ],
        },
      },
    },
    {
      id: "",
      arns: { name: inNoRegion("iam", "role/<>-* user/<>-* policy/<>-* instance-profile/<>-*") },
    },
  ],
  kms: [
    {
      id: "Grants",
      only: ["CreateGrant", "RetireGrant"],
      arns: { fixed: inAccount("kms", "key/*") },
      condition: { Bool: { "kms:GrantIsForAWSResource": ["true"] } },
    },
    use,
    { id: "", arns: { fixed: inAccount("kms", "key/*"), name: inAccount("kms", "alias/<>*") } },
  ],
  secretsmanager: [
    {
      id: "Made",
      only: ["CreateSecret", "RotateSecret", "TagResource"],
      arns: {
        name: inAccount("secretsmanager", "secret:<>/* secret:<>-*"),
        // The master password of a cluster, which RDS makes for its caller.
        fixed: inAccount("secretsmanager", "secret:rds!cluster-*"),
      },
    },
    { id: "", arns: { name: inAccount("secretsmanager", "secret:<>/* secret:<>-*") } },
  ],
  ssm: [
    { id: "Images", only: ["GetParameter"], arns: { source_parameter: inAccount("ssm", "parameter<>") } },
    {
      id: "",
      arns: {
        path: inAccount("ssm", "parameter<>*"),
        name: inAccount("ssm", "document/<>-*"),
        // Preferences of Session Manager.
        account: inAccount("ssm", "document/SSM-SessionManagerRunShell"),
      },
    },
  ],
};

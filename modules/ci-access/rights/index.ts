import { accountTypes } from "./account";
import { computeTypes } from "./compute";
import { databaseTypes } from "./databases";
import { ec2Types } from "./ec2";
import { edgeTypes } from "./edge";
import { identityTypes } from "./identity";
import { operationsTypes } from "./operations";
import { storageTypes } from "./storage";
import type { RightsByType, TypeRights } from "./type-rights";
import { isEverywhere } from "./unscoped";

/** What each type needs that an environment deploys, but for settings of the account. */
export const environmentTypes: RightsByType = {
  ...computeTypes,
  ...databaseTypes,
  ...ec2Types,
  ...edgeTypes,
  ...identityTypes,
  ...operationsTypes,
  ...storageTypes,
};

export { accountTypes };

/** Types that need no right: what they tell is in the credentials, in the provider, or nowhere. */
export const withoutRights: readonly string[] = [
  // sts:GetCallerIdentity needs no permission.
  "data.aws_caller_identity",
  "data.aws_default_tags",
  "data.aws_partition",
  "data.aws_service",
];

/** Types that no pipeline may change, since they are what limits it: administrators apply the modules that have them. */
export const ofAdministrators: Readonly<Record<string, string>> = {
  aws_dynamodb_table: "state-backend: the lock table",
  aws_iam_openid_connect_provider: "ci-access: who may sign in",
};

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
const of = (part: keyof TypeRights, ...tables: readonly RightsByType[]): string[] =>
  distinct(tables.flatMap((table) => Object.values(table)).flatMap((rights) => rights[part] ?? []));

/** What a plan needs. */
export const reads = of("read", environmentTypes, accountTypes);
/** What a plan needs in addition if it refreshes everything. */
export const secretReads = of("secretValues", environmentTypes);
/** What an apply needs in addition: also what a plan may do, but elsewhere. */
export const writes = of("write", environmentTypes).filter(
  (action) => !reads.includes(action) || !isEverywhere(action),
);
/** What an apply of the account's settings needs in addition. */
export const accountWrites = of("write", accountTypes).filter(
  (action) => !reads.includes(action) && !writes.includes(action),
);

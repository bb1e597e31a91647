/**
 * What is filled in for `<>` in an ARN. There is one ARN for each value that an environment has of a kind, and none where it has none
 * (environment.ts).
 */
export type Kind =
  /** Nothing is filled in. */
  | "fixed"
  /** Name prefixes, for all that the modules name themselves. */
  | "name"
  /** Names of buckets and of log groups, and paths of parameters, that have no prefix of the environment's. */
  | "bucket"
  | "log_group"
  | "path"
  /** IDs of hosted zones; a star where the environment names none. */
  | "zone"
  /** What others own and a deployment reads: buckets, parameters, secrets. */
  | "source_bucket"
  | "source_parameter"
  | "source_secret"
  /** `fixed`, `name` and `bucket`, where the environment may destroy buckets and vaults with their contents. */
  | "emptied"
  | "emptied_name"
  | "emptied_bucket"
  /** Like `fixed`, where the environment has the account's settings. */
  | "account";

/** Where some actions of a service are allowed. */
export interface Scope {
  /** Becomes a part of the statement's ID. */
  readonly id: string;
  /** Which of the service's actions. Default: all that no other scope has. */
  readonly only?: readonly string[];
  /** ARNs without `arn:<partition>:`, `<account>` for the account. */
  readonly arns: Partial<Readonly<Record<Kind, readonly string[]>>>;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** ARNs in this account, and in any region: other regions than the environment's are denied as a whole (guard.ts). */
export const inAccount = (service: string, resources: string): string[] =>
  resources.split(/\s+/).map((resource) => `${service}:*:<account>:${resource}`);

/** The same of a service whose ARNs have no region. */
export const inNoRegion = (service: string, resources: string): string[] =>
  resources.split(/\s+/).map((resource) => `${service}::<account>:${resource}`);

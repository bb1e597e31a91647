/** What Terraform needs of AWS for one resource or data source type. */
export interface TypeRights {
  /** Actions of a plan: refreshing, and data sources. */
  readonly read?: readonly string[];
  /** Further actions of an apply: creating, changing and destroying. */
  readonly write?: readonly string[];
  /** Actions by which a refresh gets secret values: nothing that pull requests may do. */
  readonly secretValues?: readonly string[];
}

/** By the type's name in the provider: `aws_vpc`, `data.aws_subnets`, `ephemeral.aws_secretsmanager_secret_version`. */
export type RightsByType = Readonly<Record<string, TypeRights>>;

/** The same service's actions: `actions("ec2", "CreateVpc DeleteVpc")`. */
export const actions = (service: string, names: string): readonly string[] =>
  names.split(/\s+/).map((name) => `${service}:${name}`);

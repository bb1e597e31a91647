import * as fs from "node:fs";

/** The state of a state backend, as far as bootstrap reads it. */
export interface BackendState {
  /** Distinguishes a state from any other, through all of its versions. */
  readonly lineage: string;
  readonly resources: readonly {
    readonly mode: string;
    readonly module?: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: Attributes }[];
  }[];
}

interface Attributes {
  readonly id?: string;
  readonly name?: string;
  readonly target_bucket?: string;
  readonly rule?: readonly {
    readonly apply_server_side_encryption_by_default: readonly { readonly kms_master_key_id: string }[];
  }[];
}

/** Reads a state file, if there is one. Throws for anything else than a state. */
export function stateIn(file: string): BackendState | undefined {
  if (!fs.existsSync(file)) return undefined;
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as BackendState;
  } catch (error) {
    throw new Error(`${file} is not a Terraform state: ${(error as Error).message}`);
  }
}

/** The name of the lock table that a backend was made with. */
export function lockTableOf(state: BackendState): string | undefined {
  return attributesOf(state, "aws_dynamodb_table")?.name;
}

/** The key that a backend was made with: its ARN, or "own" for the one made with it. */
export function keyOf(state: BackendState): string | undefined {
  if (attributesOf(state, "aws_kms_key")) return "own";
  const [rule] = attributesOf(state, "aws_s3_bucket_server_side_encryption_configuration")?.rule ?? [];
  return rule?.apply_server_side_encryption_by_default[0]?.kms_master_key_id;
}

/** The log bucket of a backend, and whether it was made with it. None where it was made before there were access logs. */
export function logBucketOf(
  state: BackendState,
): { readonly name: string; readonly own: boolean } | undefined {
  const name = attributesOf(state, "aws_s3_bucket_logging")?.target_bucket;
  const made = state.resources.some(
    ({ module, type }) => type === "aws_s3_bucket" && module?.endsWith(".module.logs[0]"),
  );
  return name === undefined ? undefined : { name, own: made };
}

/** What a state holds, a line each: address and ID. */
export function contentsOf({ resources }: BackendState): string[] {
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ module, type, name, instances }) =>
      instances.map(
        ({ attributes }) => `${[module, type, name].filter(Boolean).join(".")} (${attributes.id})`,
      ),
    );
}

function attributesOf({ resources }: BackendState, type: string): Attributes | undefined {
  return resources.find((resource) => resource.type === type)?.instances[0]?.attributes;
}

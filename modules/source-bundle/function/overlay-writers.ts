import {
  GetBucketAclCommand,
  type GetBucketAclCommandOutput,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  type Grant,
  type S3Client,
} from "@aws-sdk/client-s3";
import { isNativeError } from "node:util/types";
import { awsError, BundlerError, problems } from "./errors";

/** An overlay, and the accounts in which writing it is allowed: the function's own first. */
export interface WatchedOverlay {
  readonly bucket: string;
  readonly prefix: string;
  readonly trusted_accounts: readonly string[];
}

/**
 * Refuses an overlay that strangers can write. Its hooks run as root on every instance: whoever may put an object there owns the
 * instances. Read are the bucket's owner, its ACL and its policy; what IAM allows to the trusted accounts' own users is theirs.
 */
export async function checkWriters(
  client: S3Client,
  overlay: WatchedOverlay,
  signal?: AbortSignal,
): Promise<void> {
  const { bucket } = overlay;
  const ask = { abortSignal: signal };
  const acl = await aclOf(client, overlay, signal);
  const status = await withoutPolicy(
    client.send(new GetBucketPolicyStatusCommand({ Bucket: bucket }), ask),
  ).catch(denied("s3:GetBucketPolicyStatus", bucket));
  const policy = await withoutPolicy(client.send(new GetBucketPolicyCommand({ Bucket: bucket }), ask)).catch(
    denied("s3:GetBucketPolicy", bucket),
  );
  const found = [
    ...(status?.PolicyStatus?.IsPublic ? ["its policy makes it public"] : []),
    ...(acl.Grants ?? []).flatMap((grant) => grantProblem(grant, acl.Owner?.ID)),
    ...policyProblems(JSON.parse(policy?.Policy ?? '{"Statement":[]}') as Policy, overlay),
  ];
  if (found.length === 0) return;
  throw problems(
    `The overlay's bucket ${bucket} can be written by others. Its files run as root on the instances:`,
    found,
    "Take these rights away, or use a bucket of your own. Accounts that are meant to write there belong in " +
      "redcap_source.overlay.trusted_accounts.",
  );
}

/** The bucket's ACL, if it belongs to one of the trusted accounts: S3 answers 403 where another owner is expected. */
async function aclOf(
  client: S3Client,
  { bucket: Bucket, trusted_accounts }: WatchedOverlay,
  abortSignal?: AbortSignal,
): Promise<GetBucketAclCommandOutput> {
  for (const ExpectedBucketOwner of trusted_accounts) {
    try {
      return await client.send(new GetBucketAclCommand({ Bucket, ExpectedBucketOwner }), { abortSignal });
    } catch (error) {
      const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
      if ($metadata?.httpStatusCode !== 403) return denied("s3:GetBucketAcl", Bucket)(error);
    }
  }
  throw new BundlerError(
    `The overlay's bucket ${Bucket} belongs to none of the accounts ${trusted_accounts.join(", ")}, or does not allow the function ` +
      "s3:GetBucketAcl. Its files run as root on the instances: use a bucket of your own, or add its account to " +
      "redcap_source.overlay.trusted_accounts, and allow the function to ask who may write there.",
  );
}

function denied(action: string, bucket: string) {
  return (error: unknown): never => {
    throw awsError(`${action} of s3://${bucket} (who may write the overlay)`, error);
  };
}

async function withoutPolicy<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (isNativeError(error) && error.name === "NoSuchBucketPolicy") return undefined;
    throw error;
  });
}

/** Delivers S3's own access logs, nothing that somebody chooses. */
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

function grantProblem({ Grantee, Permission }: Grant, owner: string | undefined): string[] {
  if (!["WRITE", "WRITE_ACP", "FULL_CONTROL"].includes(Permission ?? "")) return [];
  if (Grantee?.URI === LOG_DELIVERY) return [];
  if (Grantee?.ID !== undefined && Grantee.ID === owner) return [];
  return [
    `its ACL gives ${Permission} to ${Grantee?.URI ?? Grantee?.DisplayName ?? Grantee?.ID ?? "somebody"}`,
  ];
}

interface Policy {
  readonly Statement: Statement | readonly Statement[];
}
interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: unknown;
  readonly Resource?: string | readonly string[];
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** By these an object gets in, or the right to put one there. */
const WRITING = [
  "s3:PutObject",
  "s3:PutObjectAcl",
  "s3:ReplicateObject",
  "s3:ObjectOwnerOverrideToBucketOwner",
  "s3:PutBucketPolicy",
  "s3:PutBucketAcl",
  "s3:DeleteBucketPolicy",
  "s3:PutReplicationConfiguration",
];

function policyProblems({ Statement: statements }: Policy, overlay: WatchedOverlay): string[] {
  return list(statements).flatMap((statement, index) => {
    if (statement.Effect !== "Allow" || !writes(statement) || !concerns(statement, overlay)) return [];
    if (withinAccounts(statement, overlay)) return [];
    const strangers = principals(statement).filter((principal) => !trusted(principal, overlay));
    const name = statement.Sid ?? `number ${index + 1}`;
    return strangers.map((principal) => `its policy lets ${principal} write (statement ${name})`);
  });
}

function writes({ Action, NotAction }: Statement): boolean {
  if (NotAction !== undefined) return true;
  return list(Action).some((pattern) =>
    WRITING.some((action) => like(pattern.toLowerCase(), action.toLowerCase())),
  );
}

/** Whether what the statement names and what is below the overlay's prefix may have an object, or the bucket itself, in common. */
function concerns({ Resource, NotResource }: Statement, { bucket, prefix }: WatchedOverlay): boolean {
  if (NotResource !== undefined) return true;
  return list(Resource).some((arn) => {
    const path = arn.replace(/^[^:]*:[^:]*:s3:[^:]*:[^:]*:/, "");
    if (!path.includes("/")) return like(path, bucket) || path === "*";
    const fixed = path.replace(/[*?].*$/s, "");
    const folder = `${bucket}/${prefix}`;
    return fixed.startsWith(folder) || folder.startsWith(fixed);
  });
}

/** Conditions that leave only callers, or sources, of the trusted accounts. */
const ACCOUNTS = ["aws:principalaccount", "aws:sourceaccount"];

function withinAccounts({ Condition = {} }: Statement, { trusted_accounts }: WatchedOverlay): boolean {
  return Object.entries(Condition).some(
    ([operator, keys]) =>
      /^String(Equals|Like)$/i.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) =>
          ACCOUNTS.includes(key.toLowerCase()) &&
          list(values).every((value) => trusted_accounts.includes(value)),
      ),
  );
}

function principals({ Principal, NotPrincipal }: Statement): string[] {
  if (NotPrincipal !== undefined || Principal === undefined) return ["everybody but some"];
  if (typeof Principal === "string") return [Principal === "*" ? "everybody" : Principal];
  return Object.values(Principal).flatMap((names) =>
    list(names).map((name) => (name === "*" ? "everybody" : name)),
  );
}

/** An account, or something in it. The unique ID of a principal that is gone, or of a stranger's, is not. */
const trusted = (principal: string, { trusted_accounts }: WatchedOverlay): boolean =>
  trusted_accounts.some(
    (account) => principal === account || new RegExp(`^arn:[a-z-]+:(iam|sts)::${account}:`).test(principal),
  );

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

const like = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
    "s",
  ).test(text);

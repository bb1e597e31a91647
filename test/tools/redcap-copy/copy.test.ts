import local from "../../../envs/local";
import type { Environment } from "../../../app/environment";
import type { FilesReport } from "../../../tools/redcap-copy/files";
import { type Aws, copy } from "../../../tools/redcap-copy/index";
import { installationOf } from "../../../tools/redcap-copy/installation";
import { snapshotBlocks } from "../../../tools/redcap-copy/snapshot";

const outputs = (name: string) => ({
  redcap_upgrade: { cluster_identifier: name },
  redcap_secret_arns: { salt: `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}/salt-AbCdEf` },
  redcap_files_bucket_name: `${name}-files`,
  redcap_kms_key_arn: `arn:aws:kms:us-east-1:123456789012:key/${name}`,
});
const redcap = local.redcap as Record<string, unknown>;
const quiet = {
  ...local,
  redcap: { ...redcap, mail: undefined, application: { ...(redcap["application"] as object), cron: false } },
} as Environment;
const environments = {
  prod: local,
  staging: quiet,
  loud: local,
  away: { ...quiet, region: "us-west-2" } as Environment,
  medplum: { ...local, redcap: undefined } as Environment,
};
const everything: FilesReport = { copied: 7, unchanged: 3, failed: {}, surplus: 2 };

/** Runs the command, and gives what it said and did. */
async function run(args: readonly string[], files: FilesReport = everything) {
  const lines: string[] = [];
  const done: unknown[][] = [];
  const aws: Aws = {
    snapshot: async (from, to, snapshot) => {
      done.push(["snapshot", from.clusterIdentifier, to.kmsKeyArn, snapshot]);
    },
    salt: async () => {
      done.push(["salt"]);
      return "arn:aws:secretsmanager:us-east-1:123456789012:secret:redcap-staging/salt-of-prod-GhIjKl";
    },
    files: async (from, to, atOnce) => {
      done.push(["files", from.filesBucket, to.filesBucket, atOnce]);
      return files;
    },
  };
  const error = await copy(args, {
    environments,
    print: (line) => lines.push(line),
    installation: async (name) => installationOf(name, outputs(`redcap-${name}`)),
    aws: () => aws,
    now: () => new Date("2026-11-27T18:00:00.123Z"),
  }).then(
    () => undefined,
    (thrown: Error) => thrown.message,
  );
  return { text: lines.join("\n"), done, error };
}

const snapshot = "redcap-prod-copy-20261127-180000";

test("a copy is a snapshot under the other's key, the salt, and the files; the report says what to write, and where patients' data is", async () => {
  const { text, done, error } = await run(["--from", "prod", "--to", "staging"]);
  expect(error).toBeUndefined();
  expect(done).toEqual([
    ["snapshot", "redcap-prod", "arn:aws:kms:us-east-1:123456789012:key/redcap-staging", snapshot],
    ["salt"],
    ["files", "redcap-prod-files", "redcap-staging-files", 16],
  ]);
  expect(text).toContain(`database: { …, snapshot: { identifier: "${snapshot}" } },`);
  expect(text).toContain(
    `cron: false, copy: { snapshot: "${snapshot}" }, existingSalt: { secretArn: "arn:aws:`,
  );
  expect(text).toContain("files: 7 copied, 3 there already");
  expect(text).toContain("2 files are in the copy's bucket only");
  expect(text).toMatch(
    /Patients' data is now also in:\n {2}the snapshot .*\n {2}the bucket redcap-staging-files/,
  );
});

test("a dry run, and a snapshot that is there already", async () => {
  expect((await run(["--from", "prod", "--to", "staging", "--dry-run"])).done).toEqual([]);
  const again = await run([
    "--from",
    "prod",
    "--to",
    "staging",
    "--snapshot",
    "mine",
    "--files-at-once",
    "64",
  ]);
  expect(again.done.map(([step]) => step)).toEqual(["salt", "files"]);
  expect(again.text).toContain('copy: { snapshot: "mine" }');
  const without = await run(["--from", "prod", "--to", "staging", "--without-files"]);
  expect(without.done.map(([step]) => step)).toEqual(["snapshot", "salt"]);
  expect(without.text).not.toContain("the bucket redcap-staging-files");
});

test("files that could not be copied fail the command, with how to go on", async () => {
  const { text, error } = await run(["--from", "prod", "--to", "staging"], {
    ...everything,
    failed: { "a/1": "AccessDenied" },
  });
  expect(text).toContain("    a/1: AccessDenied");
  expect(error).toBe(`1 files were not copied. Repeat the command with --snapshot ${snapshot}.`);
});

test.each<[string, readonly string[], RegExp]>([
  ["no environments", [], /^--from is missing\n--to is missing\n/],
  ["an unknown one", ["--from", "prd", "--to", "staging"], /there is no envs\/prd\.ts; did you mean prod\?/],
  ["one without REDCap", ["--from", "prod", "--to", "medplum"], /envs\/medplum has no REDCap/],
  ["itself", ["--from", "staging", "--to", "staging"], /must be different environments/],
  [
    "a target that would write to people",
    ["--from", "prod", "--to", "loud"],
    /envs\/loud\.ts must have application\.cron: false, applied before.*\nenvs\/loud\.ts must have no mail/,
  ],
  ["another region", ["--from", "prod", "--to", "away"], /is in us-west-2, the original in us-east-1/],
  ["words", ["prod", "--to", "staging"], /too many arguments: prod/],
  ["too many at once", ["--from", "prod", "--to", "staging", "--files-at-once", "65"], /must be 1 to 64/],
  [
    "an ARN",
    ["--from", "prod", "--to", "staging", "--snapshot", "arn:aws:rds"],
    /must be the name of a cluster/,
  ],
])("refuses %s, and does nothing", async (_, args, message) => {
  const { done, error } = await run(args);
  expect(error).toMatch(message);
  expect(done).toEqual([]);
});

test("an environment that an earlier release deployed is told", () => {
  expect(() => installationOf("prod", {})).toThrow(/envs\/prod: its state lacks outputs/);
  expect(() => installationOf("prod", { ...outputs("x"), redcap_secret_arns: {} })).toThrow(/lacks outputs/);
});

describe("the snapshot's way", () => {
  const request = {
    clusterIdentifier: "redcap-prod",
    snapshot,
    kmsKeyArn: "arn:aws:kms:us-east-1:444455556666:key/k",
  };
  type Resources = Record<string, Record<string, Record<string, unknown>>>;

  test("within an account, it is copied under the other key at once", () => {
    const { resource } = snapshotBlocks(request, "111122223333") as { resource: Resources };
    expect(Object.keys(resource)).toEqual(["aws_db_cluster_snapshot", "aws_rds_cluster_snapshot_copy"]);
    expect(resource["aws_rds_cluster_snapshot_copy"]).toEqual({
      copy: expect.objectContaining({
        provider: "aws.to",
        kms_key_id: request.kmsKeyArn,
        source_db_cluster_snapshot_identifier: "${aws_db_cluster_snapshot.original.db_cluster_snapshot_arn}",
      }) as unknown,
    });
  });

  test("to another account, it goes through a key that only this copy has, and is shared with that account only", () => {
    const { resource } = snapshotBlocks({ ...request, otherAccount: "444455556666" }, "111122223333") as {
      resource: Resources;
    };
    expect(resource["aws_rds_cluster_snapshot_copy"]!["transfer"]).toMatchObject({
      kms_key_id: "${aws_kms_key.transfer.arn}",
      shared_accounts: ["444455556666"],
    });
    expect(resource["aws_rds_cluster_snapshot_copy"]!["copy"]).toMatchObject({
      source_db_cluster_snapshot_identifier:
        "${aws_rds_cluster_snapshot_copy.transfer.db_cluster_snapshot_arn}",
      kms_key_id: request.kmsKeyArn,
    });
    const text = String(resource["aws_kms_key"]!["transfer"]!["policy"]);
    const { Statement } = JSON.parse(/^\$\{jsonencode\((.*)\)\}$/.exec(text)![1]!) as {
      Statement: { Sid: string; Principal: { AWS: string }; Action: unknown }[];
    };
    const principal = (id: string) => `arn:\${data.aws_partition.here.partition}:iam::${id}:root`;
    expect(Statement.map(({ Sid, Principal }) => [Sid, Principal.AWS])).toEqual([
      ["Owner", principal("111122223333")],
      ["ReadTheCopy", principal("444455556666")],
      ["LetRdsReadIt", principal("444455556666")],
    ]);
    expect(Statement[1]!.Action).not.toContain("kms:Encrypt");
  });
});

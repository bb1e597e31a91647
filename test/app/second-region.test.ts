import prodWest from "../../docs/prod-west";
import prod from "../../envs/prod";
import { type Environment, environmentProblems } from "../../app/environment";
import { roots } from "./production";

// The environment that docs/second-region.md has readers copy. The type check reads it, too.

test("production's environment for another region is one that can be synthesized", () => {
  expect(environmentProblems("prod-west", prodWest)).toEqual([]);
});

test("it restores a snapshot with the replica of the salt, has names of its own, and writes to nobody before the move", () => {
  const { module, provider, terraform } = roots({ "prod-west": prodWest })("prod-west");
  const call = module["redcap"]!;
  const application = call["application"]! as Record<string, unknown>;
  expect(provider["aws"]![0]!["region"]).toBe("us-west-2");
  expect(terraform.backend.s3["region"]).toBe("us-west-2");
  expect((call["database"]! as Record<string, unknown>)["snapshot"]).toEqual({
    identifier: "redcap-west-restore",
  });
  expect(application["existing_salt"]).toEqual({
    secret_arn: expect.stringMatching(
      /^arn:aws:secretsmanager:us-west-2:.*:secret:redcap-prod\/salt-/,
    ) as string,
  });
  expect([application["cron"], call["mail"], call["audit_trail"]]).toEqual([false, undefined, undefined]);
  expect(call["name"]).not.toBe(prod.redcap!.name);
  // Nothing of it is in the first region.
  expect(JSON.stringify(call)).not.toContain("us-east-1");
});

test("what production sends to this region, as the document has it, is not sent on from here", () => {
  const inWest = (service: string, resource: string) =>
    `arn:aws:${service}:us-west-2:111122223333:${resource}`;
  const key = inWest("kms", "key/11111111-2222-3333-4444-555555555555");
  const redcap = {
    ...prod.redcap!,
    backup: { ...prod.redcap!.backup, copyVaultArns: [inWest("backup", "backup-vault:redcap-prod-copies")] },
    files: { replication: { bucketArn: "arn:aws:s3:::redcap-prod-files-west", kmsKeyArn: key } },
    application: { ...prod.redcap!.application, saltReplicaKmsKeyArns: { west: key } },
  };
  const sending: Environment = { ...prod, redcap };
  expect(environmentProblems("prod", sending)).toEqual([]);
  let west: Environment;
  jest.isolateModules(() => {
    jest.doMock("../../envs/prod", () => ({ __esModule: true, default: sending }));
    ({ default: west } = jest.requireActual<{ default: Environment }>("../../docs/prod-west"));
  });
  jest.dontMock("../../envs/prod");
  expect(environmentProblems("prod-west", west!)).toEqual([]);
  const call = roots({ "prod-west": west! })("prod-west").module["redcap"]!;
  expect(call["backup"]).toEqual({ lock: expect.anything() as unknown, copy_vault_arns: [] });
  expect(call["files"]?.["replication"]).toBeUndefined();
  expect(call["application"]!["salt_replica_kms_key_arns"]).toEqual({});
  expect(call["name"]).not.toBe("redcap-prod-copies");
});

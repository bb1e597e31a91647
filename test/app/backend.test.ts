import { root } from "./production";

const backend = (settings: object) => root(settings).terraform.backend.s3;

const common = {
  bucket: "terraform-state-111122223333-us-east-1",
  key: "terraform.tfstate",
  region: "us-east-1",
  workspace_key_prefix: "envs",
  allowed_account_ids: ["111122223333"],
};

test("the backend locks in the table by default, in the bucket, or in both", () => {
  const table = { dynamodb_table: "terraform-state-111122223333-us-east-1-locks" };
  expect(backend({ state: undefined })).toEqual({ ...common, ...table });
  expect(backend({ state: { lock: "s3" } })).toEqual({ ...common, use_lockfile: true });
  expect(backend({ state: { lock: "both" } })).toEqual({ ...common, ...table, use_lockfile: true });
  expect(backend({ state: { lockTable: "our-locks" } })).toEqual({
    ...common,
    dynamodb_table: "our-locks",
  });
});

test("the backend may be in another region, under another name and with another key", () => {
  const kmsKeyArn = "arn:aws:kms:us-west-2:111122223333:key/0123";
  expect(backend({ state: { bucket: "our-state", region: "us-west-2", kmsKeyArn } })).toMatchObject({
    bucket: "our-state",
    dynamodb_table: "our-state-locks",
    region: "us-west-2",
    encrypt: true,
    kms_key_id: kmsKeyArn,
  });
  expect(backend({ region: "us-west-2", state: {} })).toMatchObject({
    bucket: "terraform-state-111122223333-us-west-2",
    region: "us-west-2",
  });
});

import { root } from "./production";

test("the backend signs in as the provider does", () => {
  const access = { profile: "hospital", sharedConfigFiles: ["aws/config"], maxRetries: 3 };
  const written = { profile: "hospital", shared_config_files: ["aws/config"], max_retries: 3 };
  const { terraform, provider } = root(access);
  expect(terraform.backend.s3).toMatchObject(written);
  expect(provider["aws"]![0]).toMatchObject(written);
});

test("S3 is called by path where the environment says so, by the provider and by the backend, and nowhere else", () => {
  const { terraform, provider } = root({ s3UsePathStyle: true });
  expect(terraform.backend.s3).toMatchObject({ use_path_style: true });
  expect(provider["aws"]![0]).toMatchObject({ s3_use_path_style: true });
  const usual = root({});
  expect(usual.terraform.backend.s3).not.toHaveProperty("use_path_style");
  expect(usual.provider["aws"]![0]).not.toHaveProperty("s3_use_path_style");
});

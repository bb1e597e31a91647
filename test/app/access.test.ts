import { root } from "./production";

test("the backend signs in as the provider does", () => {
  const access = { profile: "hospital", sharedConfigFiles: ["aws/config"], maxRetries: 3 };
  const written = { profile: "hospital", shared_config_files: ["aws/config"], max_retries: 3 };
  const { terraform, provider } = root(access);
  expect(terraform.backend.s3).toMatchObject(written);
  expect(provider["aws"]![0]).toMatchObject(written);
});

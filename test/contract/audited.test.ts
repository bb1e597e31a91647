import { synthesizedModules } from "./synthesized";

const having = (type: string) => synthesizedModules.filter(([, { resource }]) => resource?.[type]);

/** Where a module's caller says to which bucket S3 logs who used its bucket. */
const accessLogs: Readonly<Record<string, string>> = {
  "file-storage": "access_logs",
  "static-site": "bucket_access_logs",
};

test("S3 logs who uses each bucket, but those of the logs themselves", () => {
  const buckets = having("aws_s3_bucket");
  expect(buckets.length).toBeGreaterThanOrEqual(4);
  const silent = buckets.filter(([, { resource }]) => !resource!["aws_s3_bucket_logging"]);
  expect(silent.map(([name]) => name)).toEqual(["log-bucket"]);
});

test("no module makes a bucket by another without saying where its access is logged", () => {
  const calls = synthesizedModules.flatMap(([name, { module = {} }]) =>
    Object.entries(module).map(([id, call]) => ({ at: `${name}: ${id}`, call })),
  );
  const made = calls.flatMap(({ at, call }) => {
    const input = accessLogs[String(call["source"]).replace("../", "")];
    return input === undefined ? [] : [{ at, given: call[input] !== undefined }];
  });
  expect(made.length).toBeGreaterThanOrEqual(4);
  expect(made.filter(({ given }) => !given)).toEqual([]);
});

test("each access key has generations, a warning of its age and a reminder; there is no other credential that lives long", () => {
  const keys = having("aws_iam_access_key");
  expect(keys.map(([name]) => name)).toEqual(["email", "file-storage"]);
  for (const [, { resource, check }] of keys) {
    for (const key of Object.values(resource!["aws_iam_access_key"]!))
      expect(key["for_each"]).toContain("var.access_key.keep_previous && var.access_key.generation > 1");
    expect(check).toHaveProperty("access_key_age");
    expect(resource!["aws_cloudwatch_event_rule"]).toHaveProperty("access_key_age");
  }
  for (const type of ["aws_iam_service_specific_credential", "aws_iam_user_login_profile"])
    expect(having(type)).toEqual([]);
});

import { withAwsVariables } from "../../../tools/support/aws-variables";

const variables = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("AWS_")));

test("work sees the AWS variables that it is given and none of the caller's, who has them back, even after a failure", async () => {
  const own = { AWS_ENDPOINT_URL_STS: "http://elsewhere", AWS_PROFILE: "prod" };
  Object.assign(process.env, own);
  const given = { AWS_PROFILE: "local", PATH: "/nowhere" };
  try {
    expect(await withAwsVariables(given, () => Promise.resolve(variables()))).toEqual({
      AWS_PROFILE: "local",
    });
    expect(variables()).toEqual(own);
    await expect(withAwsVariables(given, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(variables()).toEqual(own);
    expect(process.env["PATH"]).not.toBe("/nowhere");
  } finally {
    for (const name of Object.keys(own)) delete process.env[name];
  }
});

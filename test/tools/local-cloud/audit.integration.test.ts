import { clientsOfLocalCloud } from "./clients";

const { json, rest } = clientsOfLocalCloud();

/** An operation of CloudWatch Logs. */
async function logs(operation: string, body: object): Promise<Record<string, unknown>> {
  const answer = await json("logs", `Logs_20140328.${operation}`, body);
  return { status: answer.status, ...(JSON.parse(answer.body || "{}") as object) };
}

const event = {
  eventName: "ConsoleLogin",
  errorCode: "Client.UnauthorizedOperation",
  count: 3,
  ok: true,
  nothing: null,
  userIdentity: { type: "Root" },
  resources: [{ type: "AWS::S3::Object" }, { type: "AWS::S3::Bucket" }],
};

/** Whether a pattern matches a message. */
async function matches(filterPattern: string, message: unknown = event): Promise<boolean> {
  const text = typeof message === "string" ? message : JSON.stringify(message);
  const answer = await logs("TestMetricFilter", { filterPattern, logEventMessages: [text] });
  expect(answer).toMatchObject({ status: 200 });
  return (answer["matches"] as object[]).length === 1;
}

test.each([
  ["everything", "", true],
  ["a quoted value", '{ $.eventName = "ConsoleLogin" }', true],
  ["a bare value", "{$.eventName=ConsoleLogin}", true],
  ["values by their case", "{ $.eventName = consolelogin }", false],
  ["a property below another", "{ $.userIdentity.type = Root }", true],
  ["an entry of a list", "{ $.resources[1].type = AWS::S3::Bucket }", true],
  ["an asterisk in front", '{ $.errorCode = "*UnauthorizedOperation" }', true],
  ["an asterisk at the end", '{ $.errorCode = "Client*" }', true],
  ["nothing around a value without asterisks", '{ $.errorCode = "UnauthorizedOperation" }', false],
  ["another value", '{ $.eventName != "Logout" }', true],
  ["the same value, negated", '{ $.eventName != "ConsoleLogin" }', false],
  ["numbers", "{ $.count >= 3 && $.count < 4 && $.count != 5 }", true],
  ["a number that is a text", "{ $.eventName > 3 }", false],
  ["what does not exist", "{ $.userIdentity.invokedBy NOT EXISTS }", true],
  ["what exists", "{ $.userIdentity.type NOT EXISTS }", false],
  ["null", "{ $.nothing IS NULL }", true],
  ["true", "{ $.ok IS TRUE }", true],
  ["false", "{ $.ok IS FALSE }", false],
  ["one of two", "{ ($.eventName = Logout) || ($.count = 3) }", true],
  ["both of two", "{ ($.eventName = Logout) && ($.count = 3) }", false],
  ["and before or", "{ $.count = 3 || $.count = 4 && $.eventName = Logout }", true],
  ["parentheses before both", "{ ($.count = 3 || $.count = 4) && $.eventName = Logout }", false],
])("a pattern matches %s", async (_, pattern, expected) => {
  expect(await matches(pattern)).toBe(expected);
});

test("terms match text: all of them, none of those with a minus, one of those with a question mark", async () => {
  const line = "2026-11-02 runs cron.php: ok";
  expect(await matches('"runs cron.php"', line)).toBe(true);
  expect(await matches("runs -failed", line)).toBe(true);
  expect(await matches("runs -ok", line)).toBe(false);
  expect(await matches("?failed ?ok", line)).toBe(true);
  expect(await matches("?failed ?error", line)).toBe(false);
  expect(await matches("{ $.a = 1 }", line)).toBe(false);
});

test.each([
  "{ $.a = }",
  "{ $.a }",
  "{ a = 1 }",
  "{ ($.a = 1 }",
  "{ $.a = 1",
  "{ $.a = 1 } x",
  '{ $.a < "b" }',
  "{ $.a IS 1 }",
  `{ $.a = "${"x".repeat(1015)}" }`,
])("the pattern %s is refused, when it is tested and when a filter gets it", async (filterPattern) => {
  const refused = { status: 400, __type: expect.stringContaining("InvalidParameterException") as string };
  expect(await logs("TestMetricFilter", { filterPattern, logEventMessages: ["{}"] })).toMatchObject(refused);
  await logs("CreateLogGroup", { logGroupName: "patterns" });
  const filter = {
    logGroupName: "patterns",
    filterName: "one",
    filterPattern,
    metricTransformations: [{ metricName: "a", metricNamespace: "b", metricValue: "1" }],
  };
  expect(await logs("PutMetricFilter", filter)).toMatchObject(refused);
});

test("a log group gets a key, another one, and none, by its name or its ARN", async () => {
  const logGroupName = "keys";
  const key = (id: string) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;
  await logs("CreateLogGroup", { logGroupName, kmsKeyId: key("one") });
  const keyOf = async () => {
    const { logGroups } = await logs("DescribeLogGroups", { logGroupNamePrefix: logGroupName });
    return (logGroups as { kmsKeyId?: string }[])[0]!.kmsKeyId;
  };
  expect(await logs("AssociateKmsKey", { logGroupName, kmsKeyId: key("two") })).toEqual({ status: 200 });
  expect(await keyOf()).toBe(key("two"));
  const resourceIdentifier = `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}`;
  expect(await logs("DisassociateKmsKey", { resourceIdentifier })).toEqual({ status: 200 });
  expect(await keyOf()).toBeUndefined();
  expect(await logs("AssociateKmsKey", { logGroupName: "none", kmsKeyId: key("two") })).toMatchObject({
    status: 400,
    __type: expect.stringContaining("ResourceNotFoundException") as string,
  });
});

test("a region has one GuardDuty detector, which says what it protects and changes only what is named", async () => {
  const guardDuty = async (method: string, path: string, body?: object) => {
    const answer = await rest("guardduty", method, path, body);
    return { status: answer.status, ...(JSON.parse(answer.body || "{}") as Record<string, unknown>) };
  };
  const { detectorId } = (await guardDuty("POST", "detector", { enable: true })) as { detectorId?: string };
  expect(await guardDuty("POST", "detector", { enable: true })).toMatchObject({ status: 400 });
  await guardDuty("POST", `detector/${detectorId}`, {
    features: [{ name: "EKS_AUDIT_LOGS", status: "DISABLED" }],
  });
  const { features } = (await guardDuty("GET", `detector/${detectorId}`)) as unknown as {
    features: { name: string; status: string }[];
  };
  expect(Object.fromEntries(features.map(({ name, status }) => [name, status]))).toMatchObject({
    CLOUD_TRAIL: "ENABLED",
    EKS_AUDIT_LOGS: "DISABLED",
    RUNTIME_MONITORING: "DISABLED",
    S3_DATA_EVENTS: "ENABLED",
  });
});

test("the key of a log group changes, and is taken away", async () => {
  const group = { logGroupName: "keyed" };
  const keys = async () => {
    const { logGroups } = await logs("DescribeLogGroups", { logGroupNamePrefix: "keyed" });
    return (logGroups as { kmsKeyId?: string }[]).map(({ kmsKeyId }) => kmsKeyId);
  };
  const arn = (id: number) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;
  await logs("CreateLogGroup", { ...group, kmsKeyId: arn(1) });
  await logs("AssociateKmsKey", { ...group, kmsKeyId: arn(2) });
  expect(await keys()).toEqual([arn(2)]);
  await logs("DisassociateKmsKey", group);
  expect(await keys()).toEqual([undefined]);
  const refused = await logs("AssociateKmsKey", { logGroupName: "none", kmsKeyId: arn(1) });
  expect(refused).toMatchObject({ status: 400, __type: "ResourceNotFoundException" });
});

import * as path from "node:path";
import { startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { temporaryFolder } from "../../lib/example";
import { call, callJson, element } from "./aws-call";

const directory = path.join(temporaryFolder(), "cloud");
let url: string;

beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
}, 300_000);
afterAll(() => stopLocalCloud({ directory }), 300_000);

async function ssm(operation: string, body: object): Promise<Record<string, unknown>> {
  const { status, body: text } = await callJson(url, "ssm", `AmazonSSM.${operation}`, body);
  const answer = JSON.parse(text) as Record<string, unknown>;
  // moto may write the namespace before the error's name.
  const type = String(answer["__type"] ?? "").replace(/^.*#/, "");
  return { ...answer, status, type };
}

const put = (Name: string, Value: string, more: object = {}) =>
  ssm("PutParameter", { Name, Value, Type: "String", ...more });

/** The tier as DescribeParameters reports it. */
async function tierOf(Name: string): Promise<unknown> {
  const filter = { ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [Name] }] };
  const { Parameters } = (await ssm("DescribeParameters", filter)) as unknown as {
    Parameters: { Tier: string }[];
  };
  return Parameters[0]!.Tier;
}

const refused = (type: string) => expect.objectContaining({ status: 400, type }) as unknown;
const written = expect.objectContaining({ status: 200 }) as unknown;

test("Intelligent-Tiering picks the tier by the bytes of the value, and keeps an advanced parameter advanced", async () => {
  const put4k = (value: string) => put("/tiers/one", value, { Tier: "Intelligent-Tiering", Overwrite: true });
  expect(await put4k("é".repeat(2048))).toEqual(written);
  expect(await tierOf("/tiers/one")).toBe("Standard");
  expect(await put4k("é".repeat(2049))).toEqual(written);
  expect(await tierOf("/tiers/one")).toBe("Advanced");
  expect(await put4k("short")).toEqual(written);
  expect(await tierOf("/tiers/one")).toBe("Advanced");
  expect(await put("/tiers/one", "short", { Tier: "Standard", Overwrite: true })).toEqual(
    refused("ValidationException"),
  );
});

test("values are limited by their tier: 4 KB, or 8 KB", async () => {
  expect(await put("/sizes/standard", "x".repeat(4097))).toEqual(refused("ValidationException"));
  expect(await put("/sizes/standard", "x".repeat(4096))).toEqual(written);
  expect(await put("/sizes/advanced", "x".repeat(8193), { Tier: "Intelligent-Tiering" })).toEqual(
    refused("ValidationException"),
  );
  expect(await put("/sizes/advanced", "x".repeat(8192), { Tier: "Advanced" })).toEqual(written);
});

test("a value that refers to another parameter is refused", async () => {
  expect(await put("/nested/one", "https://{{ssm:host}}/")).toEqual(refused("ValidationException"));
  expect(await put("/nested/two", '{"a":{"b":{}}}')).toEqual(written);
});

test("a parameter keeps its type", async () => {
  expect(await put("/types/one", "x")).toEqual(written);
  expect(await put("/types/one", "y", { Type: "SecureString", Overwrite: true })).toEqual(
    refused("HierarchyTypeMismatchException"),
  );
  expect(await put("/types/one", "y", { Overwrite: true })).toEqual(written);
});

test("a name has fifteen levels at most", async () => {
  expect(await put("/a".repeat(16), "x")).toEqual(refused("HierarchyLevelLimitExceededException"));
  expect(await put("/a".repeat(15), "x")).toEqual(written);
});

test("a command needs a document, a running instance and parameters that fit, and takes a moment", async () => {
  const ec2 = (parameters: Record<string, string>) => call(url, "ec2", "2016-11-15", parameters);
  const started = await ec2({
    Action: "RunInstances",
    ImageId: "ami-12c6146b",
    MinCount: "2",
    MaxCount: "2",
    "TagSpecification.1.ResourceType": "instance",
    "TagSpecification.1.Tag.1.Key": "Role",
    "TagSpecification.1.Tag.1.Value": "web",
  });
  const instance = element(started, "instanceId")!;
  const named = (Filters: object[]) => ssm("DescribeInstanceInformation", { Filters });
  const online = { Key: "PingStatus", Values: ["Online"] };
  expect(
    (await named([online, { Key: "tag:Role", Values: ["web"] }]))["InstanceInformationList"],
  ).toHaveLength(2);
  expect((await named([online, { Key: "tag:Role", Values: ["db"] }]))["InstanceInformationList"]).toEqual([]);
  const parameters = { Word: { type: "String", allowedPattern: "^[a-z]+$" } };
  const steps = [{ action: "aws:runShellScript", name: "echo", inputs: { runCommand: ["echo {{ Word }}"] } }];
  await ssm("CreateDocument", {
    Name: "echo",
    DocumentType: "Command",
    Content: JSON.stringify({ schemaVersion: "2.2", parameters, mainSteps: steps }),
  });
  const send = (more: object) =>
    ssm("SendCommand", {
      DocumentName: "echo",
      InstanceIds: [instance],
      Parameters: { Word: ["hello"] },
      ...more,
    });
  expect(await send({ DocumentName: "nothing" })).toEqual(refused("InvalidDocument"));
  expect(await send({ InstanceIds: ["i-00000000000000000"] })).toEqual(refused("InvalidInstanceId"));
  for (const Parameters of [{}, { Word: ["x; id"] }, { Word: ["hello"], Other: ["y"] }])
    expect(await send({ Parameters })).toEqual(refused("InvalidParameters"));
  const { Command } = (await send({})) as unknown as {
    Command: { CommandId: string; InstanceIds: string[] };
  };
  expect(Command.InstanceIds).toEqual([instance]);
  const ask = (InstanceId: string) =>
    ssm("GetCommandInvocation", { CommandId: Command.CommandId, InstanceId });
  expect(await ask("i-00000000000000000")).toEqual(refused("InvocationDoesNotExist"));
  const states = [await ask(instance), await ask(instance), await ask(instance)].map(({ Status }) => Status);
  expect(states).toEqual(["InProgress", "InProgress", "Success"]);
});

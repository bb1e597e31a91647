import * as path from "node:path";
import { startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { temporaryFolder } from "../../lib/example";
import { callJson } from "./aws-call";

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

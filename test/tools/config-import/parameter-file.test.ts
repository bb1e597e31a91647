import { readParameterFile } from "../../../tools/config-import/redcap/parameter-file";
import { parameters } from "../../../tools/config-import/redcap";
import { complete, goldenMap, imported, run } from "./command";

const read = (content: unknown) =>
  readParameterFile("p.json", Buffer.from(JSON.stringify(content)), parameters);
const problemsOf = (content: unknown) => read(content).problems;

test("a list, a map, Key=Value texts and each of them under Parameters say the same", () => {
  const map = goldenMap();
  const list = Object.entries(map).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  const texts = Object.entries(map).map(([key, value]) => `${key}=${value}`);
  const expected = read(map);
  expect(expected.problems).toEqual([]);
  expect(expected.values.get("HostedZoneName")).toBe("example.edu");
  for (const form of [list, texts, { Parameters: map }, { Parameters: list }, { Parameters: texts }]) {
    expect(read(form)).toEqual(expected);
  }
});

test("numbers and booleans are as good as texts", () => {
  const { redcap } = imported({ WebAsgMin: 1, WebAsgMax: 3, MultiAZDatabase: true, UseRoute53Boolean: true });
  expect(redcap).toMatchObject({
    environments: { blue: { minInstances: 1, maxInstances: 3 } },
    database: { readers: { standby: {} } },
  });
});

test("files of Windows tools are read: UTF-16 and a byte order mark", () => {
  const text = JSON.stringify(goldenMap());
  for (const content of [Buffer.from(`\uFEFF${text}`, "utf16le"), Buffer.from(`\uFEFF${text}`)]) {
    expect(run(content).error).toBe("");
  }
});

test("Tags beside Parameters become the environment's tags", () => {
  const { text, error } = run({ Parameters: goldenMap(), Tags: { Owner: "research-it" } });
  expect(error).toBe("");
  expect(text).toContain('tags: { Owner: "research-it" }');
});

test("every unknown key is listed with its nearest name, and its value is not shown", () => {
  const problems = problemsOf({ ...goldenMap(), SESPasword: "hunter2", HostedZoneId: "Z1", Colour: "red" });
  expect(problems).toEqual([
    "p.json: SESPasword is not a parameter of the template; did you mean SESPassword?",
    "p.json: HostedZoneId is not a parameter of the template; did you mean HostedZoneIda?",
    "p.json: Colour is not a parameter of the template",
  ]);
});

test("values that are in the stack only are an error that says how to get them, but not for passwords", () => {
  const problems = problemsOf([
    { ParameterKey: "EBEndpoint", UsePreviousValue: true },
    { ParameterKey: "SESPassword", UsePreviousValue: true },
    { ParameterKey: "DatabaseMasterPassword", ParameterValue: "****" },
  ]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^p.json: EBEndpoint has UsePreviousValue.*describe-stacks/);
});

test("what is in the wrong place is listed all at once", () => {
  expect(
    problemsOf([
      { ParameterKey: "EBEndpoint", ParameterValue: "redcap" },
      { ParameterKey: "EBEndpoint", ParameterValue: "redcap" },
      { ParameterKey: "DomainName", ParameterValue: ["redcap"] },
      { ParameterKey: "AccessCidr" },
      { Key: "VPCcidr" },
      "no equals sign",
    ]),
  ).toEqual([
    "p.json: entry 5 of the list must be {ParameterKey, ParameterValue}",
    "p.json: entry 6 of the list must be {ParameterKey, ParameterValue}",
    "p.json: EBEndpoint is given twice",
    "p.json: DomainName must be a string, a number, true or false",
    "p.json: AccessCidr has no ParameterValue",
  ]);
  expect(problemsOf({ Parameters: goldenMap(), StackPolicy: {}, Tags: [] })).toEqual([
    "p.json: StackPolicy has no counterpart: only Parameters and Tags are read; remove it",
    "p.json: Tags must be a map of names to values",
  ]);
});

test.each([["a text"], [{}], [[]], [7]])("%j is no parameter file", (content) => {
  expect(problemsOf(content)).toEqual([expect.stringContaining("p.json: must be a list of")]);
});

test("a file of another template is recognized", () => {
  expect(problemsOf({ InstanceCount: "2" })).toContainEqual(
    expect.stringMatching(/contains none of the template's parameters; they are EC2KeyName, .*, d2cidr/),
  );
});

test("broken JSON is an error with file, line and column that shows nothing of the text", () => {
  const { error } = run('{\n  "SESPassword": "hunter2",\n  "DatabaseMasterPassword": hunter3\n}', complete);
  expect(error).toMatch(/^parameters.json:3:29: not JSON: expected a value/);
  expect(error).not.toContain("hunter");
});

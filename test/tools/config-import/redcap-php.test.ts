import { complete, evaluate, goldenMap, run } from "./command";

/** The environment and the report for parameters that differ from the golden ones. */
function imported(changes: Record<string, string>) {
  const given: Record<string, string> = { ...goldenMap(), ...changes };
  const entries = Object.entries(given).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  const options =
    given["S3orAPI"] === "Provide in S3" ? { ...complete, "community-secret-arn": undefined } : complete;
  const { text, printed, reported, error } = run(entries, options);
  const said = printed + reported + error;
  const { redcap } = (text === "" ? {} : evaluate(text)) as {
    redcap?: { environments: { blue: { phpVersion: string } } };
  };
  return { php: redcap?.environments.blue.phpVersion, said };
}
const inS3 = (key: string) => ({ S3orAPI: "Provide in S3", RedcapS3Bucket: "sources", RedcapS3Key: key });

test.each([
  ["the newest", {}, "8.4"],
  ["a version that 8.4 is known to run", { Redcapver: "16.0.18" }, "8.4"],
  ["a version of which only 8.3 is known", { Redcapver: "15.5.3" }, "8.3"],
  ["a zip of such a version", inS3("software/redcap15.0.9.zip"), "8.3"],
  ["a zip without a version in its name", { ...inS3("redcap.zip"), Redcapver: "15.0.9" }, "8.4"],
])("%s gets a PHP version that fits", (_what, changes, php) => {
  expect(imported(changes).php).toBe(php);
});

test("a REDCap that runs on none is told to be upgraded on the old stack first", () => {
  const { said } = imported({ Redcapver: "14.5.23" });
  expect(said.replace(/\s+/g, " ")).toContain(
    "REDCap 14.5.23 runs, and that is none of 8.3, 8.4, 8.5: upgrade REDCap on the old stack first, to 15 or newer, then move",
  );
});

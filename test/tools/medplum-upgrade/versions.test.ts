import {
  checkedSteps,
  shown,
  stepsBetween,
  type Version,
  versionOf,
} from "../../../tools/medplum-upgrade/versions";

const v = (text: string): Version => versionOf(text)!;
const released = ["4.5.2", "5.0.0", "5.0.14", "5.1.2", "5.1.12", "5.1.39", "5.2.0", "5.2.13"].map(v);
const steps = (from: string, to: string) => stepsBetween(v(from), v(to), released).map(shown);

test.each([
  ["5.1.12", "5.2.13", ["5.2.13"]],
  ["5.1.2", "5.1.39", ["5.1.39"]],
  ["4.5.2", "5.2.0", ["5.0.14", "5.1.39", "5.2.0"]],
  ["5.0.0", "5.1.12", ["5.1.12"]],
])("from %s to %s, the steps are %j", (from, to, expected) => {
  expect(steps(from, to)).toEqual(expected);
});

test.each([
  ["5.1.12", "5.1.12", "5.1.12 runs already"],
  ["5.2.13", "5.1.39", "5.1.39 is older than 5.2.13, which runs"],
  ["5.1.12", "5.2.7", "5.2.7 is not a released version: of 5.2 there are 5.2.0, 5.2.13"],
  ["5.1.12", "6.0.0", "6.0.0 is not a released version"],
])("from %s to %s there is no way: %s", (from, to, message) => {
  expect(() => steps(from, to)).toThrow(message);
});

const checked = (from: string, via: string[], to: string, known?: readonly Version[]) =>
  checkedSteps(v(from), via.map(v), v(to), known).map(shown);

test("steps that the user names are taken as they are, released or not", () => {
  expect(checked("5.0.14", ["5.1.12"], "5.2.14", released)).toEqual(["5.1.12", "5.2.14"]);
  expect(checked("5.0.14", ["5.1.12"], "5.2.14")).toEqual(["5.1.12", "5.2.14"]);
});

test("steps that skip a minor version, or go back, are all refused at once", () => {
  expect(() => checked("4.5.2", ["5.1.12", "5.1.2"], "5.2.0", released)).toThrow(
    /^4\.5\.2 to 5\.1\.12 skips 5\.0: .*\n--via must be in ascending order: 5\.1\.2 is not later than 5\.1\.12$/,
  );
  // Without a list of releases, what may have been released in between counts.
  expect(() => checked("5.0.14", [], "5.3.0")).toThrow("5.0.14 to 5.3.0 skips 5.1, 5.2");
  expect(() => checked("4.5.2", [], "6.1.0")).toThrow("4.5.2 to 6.1.0 skips 5.x, 6.0");
  expect(checked("4.5.2", [], "5.0.14")).toEqual(["5.0.14"]);
});

test.each(["latest", "5.1", "5.1.x", "", "5.1.12.3"])("%j is no version", (text) => {
  expect(versionOf(text)).toBeUndefined();
});

test("what a server says of itself has a commit in it", () => {
  expect(versionOf("5.1.12-1a2b3c4")).toEqual([5, 1, 12]);
});

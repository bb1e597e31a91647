import * as fs from "node:fs";
import * as path from "node:path";
import { type Binding, readBinding, refusals, writeBinding } from "../../../tools/plan/binding";
import { newPlanFolder } from "../../../tools/plan/folder";
import { temporaryFolder } from "../../lib/example";

const binding: Binding = {
  environment: "prod",
  commit: "1".repeat(40),
  dirty: false,
  planHash: "a",
  jsonHash: "b",
  state: { lineage: "l", serial: 7 },
};

test("a plan is applied where nothing has changed", () => {
  expect(refusals(binding, binding)).toEqual([]);
});

test.each<[string, Partial<Binding>, RegExp]>([
  ["another environment", { environment: "staging" }, /of prod, not of staging/],
  ["another saved plan", { planHash: "c" }, /checksum differs/],
  ["another JSON", { jsonHash: "c" }, /checksum differs/],
  ["another commit", { commit: "2".repeat(40) }, /planned at commit 111111111111, and this is 222222222222/],
  ["no repository", { commit: undefined }, /no Git repository/],
  ["changes that are not committed", { dirty: true }, /not committed/],
  ["another serial", { state: { lineage: "l", serial: 8 } }, /its serial was 7, and is 8/],
  ["another state", { state: { lineage: "m", serial: 7 } }, /another one/],
  ["no state", { state: undefined }, /another one/],
])("with %s it is refused", (_, present, reason) => {
  expect(refusals(binding, { ...binding, ...present })).toEqual([expect.stringMatching(reason)]);
});

test("all reasons are told at once", () => {
  expect(refusals(binding, { environment: "dev", dirty: true, planHash: "", jsonHash: "" })).toHaveLength(5);
});

test("a plan from sources that were not committed is refused", () => {
  expect(refusals({ ...binding, dirty: true }, binding)).toEqual([
    "it was planned from sources that were not committed",
  ]);
});

test("a folder without a plan, or with an offline one, is no plan to apply; a new plan removes the old one", () => {
  const folder = newPlanFolder(path.join(temporaryFolder(), "plan"));
  expect(() => readBinding(folder)).toThrow(/has no binding.json/);
  for (const file of [folder.saved, folder.json]) fs.writeFileSync(file, "x");
  writeBinding(folder, binding);
  expect(readBinding(folder)).toEqual(binding);
  expect(fs.statSync(folder.binding).mode & 0o777).toBe(0o600);
  fs.writeFileSync(folder.binding, "{}");
  expect(() => readBinding(folder)).toThrow(/was not written by npm run plan/);
  expect(fs.readdirSync(newPlanFolder(folder.path).path)).toEqual([]);
});

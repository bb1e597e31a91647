import { SourceBundle } from "../../../modules/source-bundle";
import { accepted, refused } from "./cases";

test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
  expect(SourceBundle.problems(inputs, "")).toEqual([]);
});

test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
  expect(SourceBundle.problems(inputs, "").join("\n")).toMatch(reason);
});

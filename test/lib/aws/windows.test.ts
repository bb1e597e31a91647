import { overlap } from "../../../lib/aws/windows";
import { windowPairs } from "./windows";

test("windows overlap exactly if they share a minute", () => {
  const wrong = windowPairs().filter(([daily, weekly, shared]) => overlap(daily, weekly) !== shared);
  expect(wrong).toEqual([]);
});

test("texts of another form overlap nothing: the schemas refuse them", () => {
  expect(overlap("3am-4am", "sun:03:00-sun:04:00")).toBe(false);
  expect(overlap("03:00-04:00", "03:00-04:00")).toBe(false);
});

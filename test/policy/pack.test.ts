import { rules } from "../../policy";
import { notApplicable } from "../../policy/not-applicable";
import { synthesizedModules } from "../contract/synthesized";

// cdk-nag's HIPAA pack is the measure: what it asks for is asked here, too, or there is a reason.

const covered = rules.flatMap(({ covers = [] }) => covers);
const made = new Set(synthesizedModules.flatMap(([, { resource = {} }]) => Object.keys(resource)));

test("each of the pack's 90 rules is covered by one of ours, or has a reason", () => {
  const all = [...covered, ...Object.keys(notApplicable)];
  expect(all).toHaveLength(new Set(all).size);
  expect(all).toHaveLength(90);
  expect(all.filter((id) => !/^HIPAA\.Security-\w+$/.test(id))).toEqual([]);
});

test("no module makes what is said not to be made", () => {
  const wrong = Object.entries(notApplicable).filter(([, { types }]) => types.some((type) => made.has(type)));
  expect(wrong.map(([id]) => id)).toEqual([]);
});

test("each rule looks at something that a module makes", () => {
  const idle = rules.filter(({ types }) => !types.some((type) => made.has(type)));
  expect(idle.map(({ id }) => id)).toEqual([]);
});

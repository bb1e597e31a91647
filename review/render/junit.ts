import type { Review } from "../types";
import { visible } from "./text";

/** A review as JUnit has it, for CI systems that show test results: a test for each danger, each policy failure, and whether the plan can be judged. */
export function junit({ title, cannotJudge, dangers, policy, approvalProblems }: Review): string {
  const cases = [
    testCase("plan", "can be judged", cannotJudge.join("\n")),
    testCase("approvals", "are needed and in time", approvalProblems.join("\n")),
    testCase("suppressions", "are needed and in time", policy.suppressionProblems.join("\n")),
    ...dangers.map(({ kind, what, why, lost = [], approval }) =>
      testCase(
        `danger.${kind}`,
        what,
        approval.state === "approved" ? "" : [`not approved (${approval.state})`, ...lost, ...why].join("\n"),
      ),
    ),
    ...policy.failures.map(({ rule, address, message, state }) =>
      testCase(`policy.${rule}`, address, state === "new" ? message : "", state === "new" ? "" : message),
    ),
    ...policy.unjudged.map(({ rule, address, message }) =>
      testCase(`policy.${rule}`, address, "", `not judged: ${message}`),
    ),
  ];
  const failed = cases.filter((each) => each.includes("<failure")).length;
  const attributes = `name="${xml(title)}" tests="${cases.length}" failures="${failed}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n<testsuite ${attributes}>\n${cases.join("\n")}\n</testsuite>\n</testsuites>\n`;
}

function testCase(group: string, name: string, failure: string, output = ""): string {
  const inner = failure
    ? `<failure message="${xml(failure.split("\n")[0]!)}">${xml(failure)}</failure>`
    : output
      ? `<system-out>${xml(output)}</system-out>`
      : "";
  return `<testcase classname="${xml(group)}" name="${xml(name)}">${inner}</testcase>`;
}

const xml = (text: string): string =>
  text
    .split("\n")
    .map(visible)
    .join("\n")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

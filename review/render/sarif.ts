import type { Place } from "../../plan/sources";
import type { Review } from "../types";
import { visible } from "./text";

/** A review in SARIF 2.1.0, for tools that show findings beside the code: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. */
export function sarif(review: Review): string {
  const { dangers, policy, cannotJudge } = review;
  const results = [
    ...cannotJudge.map((text) => result("cannot-judge", "error", text, review.title)),
    ...dangers.map(({ kind, address, what, why, lost = [], approval, construct, place }) =>
      result(
        `danger-${kind}`,
        approval.state === "approved" ? "note" : "error",
        [what, ...lost, ...why].join("\n"),
        address,
        construct ?? place,
      ),
    ),
    ...policy.failures.map(({ rule, address, message, state }) =>
      result(rule, state === "new" ? "error" : "warning", message, address),
    ),
    ...policy.unjudged.map(({ rule, address, message }) =>
      result(rule, "note", `not judged: ${message}`, address),
    ),
    ...policy.suppressed.map(({ rule, address, message, reason }) => ({
      ...result(rule, "note", message, address),
      suppressions: [{ kind: "external", justification: visible(reason ?? "") }],
    })),
  ];
  const ids = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
  return `${JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "plan-review", rules: ids.map((id) => ({ id })) } },
          automationDetails: { id: `plan-review/${review.title}` },
          results,
        },
      ],
    },
    null,
    2,
  )}\n`;
}

const result = (
  ruleId: string,
  level: "error" | "warning" | "note",
  text: string,
  address: string,
  place?: Place,
) => ({
  ruleId,
  level,
  message: { text: text.split("\n").map(visible).join("\n") },
  locations: [
    {
      logicalLocations: [{ fullyQualifiedName: visible(address), kind: "resource" }],
      ...(place
        ? {
            physicalLocation: {
              artifactLocation: { uri: place.file.split("\\").join("/") },
              ...(place.line ? { region: { startLine: place.line } } : {}),
            },
          }
        : {}),
    },
  ],
  // By which a service knows the finding again.
  partialFingerprints: { "address/v1": `${ruleId} ${visible(address)}` },
});

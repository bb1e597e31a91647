import type { Change, Danger, Review } from "../../review/types";
import { prodReview } from "./prod-review";
import { attribute, change, danger, review } from "./reviews";

/** What a plan could hold to fool its reader, or the page. */
export const HOSTILE = [
  "<script>window.__xss = 1</script>",
  '<img src=x onerror="window.__xss = 1">',
  `"><svg onload='window.__xss = 1'>`,
  "</script><script>window.__xss = 1</script>",
  "</details></section></main>",
  "</style><style>*{display:none}</style>",
  "<!--",
  "${window.__xss = 1}",
  "javascript:window.__xss=1",
  "@everyone",
  "\u202egnp.exe\u202c \u2066isolated\u2069",
  "zero\u200bwidth\ufeff\u0000\u001b[31m\u2028\u2029",
  "two\nlines",
].join(" ");

/** The review of prod with something hostile at the end of every text. */
export function hostileReview(): Review {
  const fixed = new Set(["schema", "kind", "action", "state", "direction", "verified"]);
  const poisoned = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return fixed.has(key) ? value : `${value} ${HOSTILE}`;
    if (Array.isArray(value)) return value.map((each) => poisoned(each, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, poisoned(each, name)]));
  };
  const prod = poisoned(prodReview(), "") as Review;
  const long = danger({ address: "x".repeat(10_000), causes: [attribute("y".repeat(10_000), "a".repeat(10_000), "b".repeat(10_000))] }); // prettier-ignore
  return { ...prod, cannotJudge: [HOSTILE, "z".repeat(10_000)], dangers: [...prod.dangers, long] };
}

/** A review of a plan with that many changes in some dozens of modules, of which each tenth needs an approval. */
export function largeReview(size: number): Review {
  const actions = ["create", "update", "replace", "delete"] as const;
  const policy = (i: number, version: number): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: Array.from({ length: 6 }, (_, n) => ({ Effect: "Allow", Action: [`s3:Get${n}`, `sqs:Send${version}`], Resource: `arn:aws:s3:::bucket-${i}/*` })) }); // prettier-ignore
  const changes = Array.from({ length: size }, (_, i): Change => {
    const action = actions[i % actions.length]!;
    return change(`module.part${i % 40}.module.inner${i % 7}.aws_iam_role.role_${i}`, action, {
      attributes: [
        attribute("policy", action === "create" ? undefined : policy(i, 1), policy(i, 2)),
        ...Array.from({ length: 20 }, (_, n) =>
          attribute(`tags["Name${n}"]`, `before ${i}`, `value ${i} of ${n}`),
        ),
      ],
      construct: { file: `modules/part${i % 40}/index.ts`, line: i },
      place: { file: `terraform/modules/part${i % 40}/main.tf.json`, line: 3 * i },
    });
  });
  const dangers = changes
    .filter((_, i) => i % 100 === 2)
    .map(({ address, attributes }): Danger =>
      danger({ address, causes: attributes.slice(0, 2), followers: [] }),
    );
  return review({ verdict: { exitCode: 4, words: "not approved: data would be lost" }, changes, dangers });
}

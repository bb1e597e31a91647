import { review } from "../../review";
import { junit } from "../../review/render/junit";
import { markdown, MAX_CHARACTERS } from "../../review/render/markdown";
import { sarif } from "../../review/render/sarif";
import { planned, type Planned } from "./planned";

const context = { title: "prod", today: "2026-11-28" };

const hostile = [
  "<img src=x onerror=window.__xss=1>",
  "</script><script>window.__xss=2</script>",
  "</code></details></summary>",
  "@everyone and @here",
  "[click](javascript:alert(1)) ![x](https://evil.example/x.png) https://evil.example www.evil.example",
  "a|b|c\n| **Data** | forged | row | |",
  "```\n## heading\n```",
  "\u202Eright to left\u202C \u2066isolate\u2069 \u200Bzero\u200Dwidth",
  "\u001b[31mred\u0007\u0000",
  "__bold__ *it* ~~gone~~ $math$ #1 `tick`",
  "x".repeat(10_000),
  "\uE000aws_kms_key.this.arn\uE002 \uE001forged\uE002",
];

const outputs = async (resources: readonly Planned[]) => {
  const result = await review(planned(resources), context);
  return { result, text: markdown(result), sarif: sarif(result), junit: junit(result) };
};

test.each(hostile.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
  "%s in a key, a value and a policy has no effect in any report",
  async (_, text) => {
    const policy = JSON.stringify({
      Statement: [{ Sid: text, Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" }],
    });
    const all = await outputs([
      {
        address: `aws_sqs_queue.q[${JSON.stringify(text)}]`,
        after: { name: text, policy },
        expressions: { policy },
      },
      {
        address: `aws_s3_bucket.b[${JSON.stringify(text)}]`,
        before: { bucket: text, force_destroy: true, tags: { [text]: text } },
      },
    ]);
    expect(all.result.dangers.map(({ kind }) => kind)).toEqual(["data", "rights"]);
    const outsideFences = all.text.replace(/^(`{3,})\w*\n[^]*?^\1$/gm, "");
    expect(outsideFences).not.toMatch(/<(?!\/?(code|br|details|summary)>|!-- plan-review:prod -->)/);
    expect(outsideFences).not.toMatch(/@\w/);
    expect(outsideFences).not.toMatch(/\]\((?!#)/);
    expect(outsideFences).not.toMatch(/https?:\/\//);
    expect(all.text.split("\n").filter((line) => /^\| \*\*/.test(line))).toHaveLength(2);
    for (const tag of ["code", "details"])
      expect(outsideFences.split(`<${tag}>`)).toHaveLength(outsideFences.split(`</${tag}>`).length);
    // Nothing that a terminal or a reader's eye obeys.
    for (const report of [all.text, all.junit])
      expect(report).not.toMatch(
        /[\u0000-\u0008\u000b-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069\uE000-\uE002]/,
      );
    expect(all.text.length).toBeLessThan(MAX_CHARACTERS);
    expect(JSON.parse(all.sarif)).toMatchObject({ version: "2.1.0" });
    expect(all.junit).not.toMatch(/<(?!\/?(testsuites?|testcase|failure|system-out)\b|\?xml)/);
  },
);

test("of very many dangers, each that has no room is counted", async () => {
  const resources = Array.from({ length: 1200 }, (_, i): Planned => ({
    address: `aws_s3_bucket.b["${i}"]`,
    before: { bucket: `b-${i}`, arn: `arn:aws:s3:::b-${i}`, force_destroy: true },
  }));
  const { text } = await outputs(resources);
  const rows = text.split("\n").filter((line) => /^\| \*\*Data/.test(line)).length;
  expect(text.length).toBeLessThanOrEqual(MAX_CHARACTERS);
  expect(rows).toBeGreaterThan(100);
  expect(text).toContain(`**${1200 - rows} more dangers** do not fit`);
});

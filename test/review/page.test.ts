import { createHash } from "node:crypto";
import { page } from "../../review/render/page";
import { HOSTILE, hostileReview, largeReview } from "./extreme-reviews";
import { prodReview } from "./prod-review";
import { attribute, change, danger, review } from "./reviews";

const elements = (html: string, tag: string): string[] =>
  [...html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, "g"))].map(([, text]) => text!);
const dataOf = (html: string): string =>
  /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(html)![1]!;
const parsed = (html: string) =>
  JSON.parse(dataOf(html)) as {
    changes: { address: string; attributes: { path: string; pieces: [string, string][] }[]; more?: number }[];
    left: number;
  };
/** What is on the page without its script. */
const static_ = (html: string): string =>
  html.replace(dataOf(html), "").replace(elements(html, "script").at(-1)!, "");
const unescaped = (html: string): string =>
  html.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name]!,
  );
/** Texts without tags and line breaks. */
const words = (html: string): string => unescaped(html.replace(/<[^>]*>/g, "")).replace(/\s+/g, " ");

describe("the policy", () => {
  const html = page(prodReview());
  const policy = unescaped(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!);

  test("lets the page's own style and script run, and nothing else", () => {
    const hash = (tag: string): string => {
      const [text, ...others] = elements(html, tag);
      expect(others).toEqual([]);
      return `'sha256-${createHash("sha256").update(text!).digest("base64")}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; base-uri 'none'; form-action 'none'`,
    );
  });

  test("comes before everything that it is about", () => {
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.search(/<(style|script|link|title)/));
  });

  test("has nothing to forbid: no attribute with a style or a handler, no address of the web", () => {
    expect(static_(html)).not.toMatch(/<[^>]*\s(style|on\w+)=/);
    expect(html).not.toMatch(/https?:|\bsrc=|<link|url\(/);
  });
});

test("the script makes no HTML of texts, and runs none", () => {
  const [script] = elements(page(review()), "script");
  expect(script).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|setHTML|DOMParser|createContextualFragment|srcdoc|fetch|XMLHttpRequest|WebSocket|import\(/,
  );
  expect(script).not.toMatch(/<\/script|<!--|^import|^export/m);
});

describe("the first screen, without a script", () => {
  const prod = prodReview();
  const text = words(static_(page(prod)));

  test("has the verdict, what it is bound to, and the counts", () => {
    expect(text).toContain(
      "Not approved: data would be lost; the database and an administrator role would be opened",
    );
    for (const value of [prod.bound.planHash, "4f1c2ab", "214", "1.14.1", "exit code 4"])
      expect(text).toContain(value);
    for (const tile of ["1 Data", "2 Rights", "1 Reach", "3 replace", "164 unchanged"])
      expect(text).toContain(tile);
  });

  test("has everything that needs an approval", () => {
    for (const { what, address, why, lost = [], kept = [], causes, followers, accepts } of prod.dangers)
      for (const each of [
        what,
        address,
        ...why,
        ...lost,
        ...kept,
        ...causes.map(({ path }) => path),
        ...followers,
        accepts,
      ])
        expect(text).toContain(each);
    for (const state of [
      "Not approved",
      "Approval of something else",
      "Approval expired on 2026-10-31",
      "Approved until 2026-12-31",
    ])
      expect(text).toContain(state);
  });

  test("has notes, problems with approvals, and why the plan cannot be judged", () => {
    const unjudged = words(static_(page({ ...prod, cannotJudge: ["Terraform deferred 3 resources."] })));
    for (const sentence of [...prod.notes, ...prod.approvalProblems]) expect(text).toContain(sentence);
    expect(unjudged).toContain("Terraform deferred 3 resources.");
    expect(words(page(review({ cannotJudge: ["It is incomplete."] })))).toContain(
      "Nothing that could be judged needs",
    );
  });

  test("shows values of a danger whole, whatever their length", () => {
    const [before, after] = [`a ${"b ".repeat(6_000)}`, `c ${"d ".repeat(6_000)}`];
    const html = static_(
      page(review({ dangers: [danger({ causes: [attribute("policy", before, after)] })] })),
    );
    expect(html).toContain(before);
    expect(html).toContain(after);
  });
});

describe("hostile texts", () => {
  const html = page(hostileReview());

  test("end no element and begin none", () => {
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script/g)).toHaveLength(2);
    expect(html).not.toMatch(/<(img|svg|!--)/);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html.match(/<\/main/g)).toHaveLength(1);
  });

  test("hide nothing: what is invisible is written as an escape", () => {
    expect(html).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/,
    );
    expect(static_(html)).toContain("\\u202egnp.exe\\u202c");
    expect(parsed(html).changes[0]!.address).toContain("\\u202egnp.exe\\u202c");
    expect(parsed(html).changes[0]!.address).toContain("two\\nlines");
  });

  test("are shown in full", () => {
    expect(unescaped(static_(html))).toContain(HOSTILE.slice(0, HOSTILE.indexOf("\u202e")));
  });
});

describe("values", () => {
  const piecesOf = (before: unknown, after: unknown): [string, string][] =>
    parsed(
      page(review({ changes: [change("a.b", "update", { attributes: [attribute("p", before, after)] })] })),
    ).changes[0]!.attributes[0]!.pieces;

  test("are in Terraform's notation, and documents line by line", () => {
    expect(piecesOf(undefined, "text")).toEqual([["+", '"text"']]);
    expect(piecesOf(1, null)).toEqual([["-", "1"], ["+", "null"]]); // prettier-ignore
    expect(piecesOf("(sensitive value)", undefined)).toEqual([["-", "(sensitive value)"]]);
    expect(piecesOf('{"b":1,"a":2}', '{"a":2,"b":3}')).toEqual([
      ["=", '{\n  "a": 2,\n'],
      ["-", '  "b": 1\n'],
      ["+", '  "b": 3\n'],
      ["=", "}"],
    ]);
  });

  test.each([
    ['{"a":1,"a":2}', '{"a":3,"a":2}'],
    ['{"a":12345678901234567890}', '{"a":12345678901234567891}'],
    ['{"a": 1}', '{"a":1}'],
    ['{"\\u0061":1}', '{"a":1}'],
  ])("that differ never look the same: %s and %s", (before, after) => {
    expect(piecesOf(before, after).some(([op]) => op !== "=")).toBe(true);
  });

  test("have a key like __proto__ as any other", () => {
    expect(piecesOf(undefined, '{"__proto__":{"a":1}}')[0]![1]).toContain('"__proto__"');
  });
});

describe("a large plan", () => {
  const large = largeReview(5_000);
  const html = page(large);

  test("is a page of at most 5 MB, with every change, and says what is left out", () => {
    const { changes, left } = parsed(html);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(5_000_000);
    expect(changes).toHaveLength(5_000);
    expect(left).toBe(0);
    expect(changes.filter(({ attributes, more = 0 }) => attributes.length + more !== 21)).toEqual([]);
  });

  test("keeps every danger, whatever there is no room for", () => {
    const text = static_(html);
    expect(large.dangers).toHaveLength(50);
    expect(large.dangers.filter(({ address }) => !text.includes(address))).toEqual([]);
  });

  test("shows what differs in a long value, though it is far from its beginning", () => {
    const start = "same ".repeat(1_000);
    const attributes = [attribute("p", `${start}before`, `${start}after`)];
    const changes = large.changes.map((each) => ({ ...each, attributes }));
    const [row] = parsed(page({ ...large, changes })).changes[0]!.attributes;
    expect(row!.pieces.filter(([op]) => op === "-" || op === "+")).toEqual([
      ["-", "before"],
      ["+", "after"],
    ]);
    expect(row!.pieces[0]).toEqual(["…", expect.stringMatching(/^[45],\d+ of 5,0\d\d characters left out$/)]);
  });

  test("leaves out changes only where there are far too many, and says so", () => {
    const changes = Array.from({ length: 60_000 }, (_, i) =>
      change(`module.m.aws_sqs_queue.queue_${i}`, "create"),
    );
    const many = page(review({ changes }));
    expect(Buffer.byteLength(many)).toBeLessThanOrEqual(5_000_000);
    const shown = parsed(many);
    expect(shown.changes.length).toBeGreaterThan(9_999);
    expect(shown.changes.length + shown.left).toBe(60_000);
  });
});

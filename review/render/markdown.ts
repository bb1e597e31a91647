import { entryFor } from "../approvals";
import type { AttributeChange, Change, Danger, Review } from "../types";
import { count } from "../verdict";
import { visible } from "./text";

/** Characters of a comment that GitHub accepts are 65,536; the rest is left for what a workflow adds. */
export const MAX_CHARACTERS = 60_000;

export interface MarkdownOptions {
  /** Where the whole page is. */
  readonly pageUrl?: string;
}

const KINDS: Readonly<Record<Danger["kind"], string>> = {
  data: "Data",
  identity: "Identity",
  rights: "Rights",
  reach: "Reach",
  firewall: "Firewall",
  secret: "Secret",
  unread: "Unread",
};

/**
 * A review as the comment of a pull request. Dangers are there first and whole; of the rest, what is too much is left out, and the comment
 * says so.
 */
export function markdown(review: Review, { pageUrl }: MarkdownOptions = {}): string {
  const page = pageUrl
    ? `[full page](${encodeURI(pageUrl).replace(/[()]/g, encodeURIComponent)})`
    : "the full page";
  const head = [
    marker(review),
    heading(review),
    facts(review, page),
    ...list("**Cannot be judged:**", review.cannotJudge),
  ];
  const dangers = dangerTable(review, MAX_CHARACTERS - 4000 - sizeOf(head), page);
  const sections = [
    ...toGoOn(review),
    ...renames(review),
    ...summary(review),
    ...list("**Approvals:**", review.approvalProblems),
    ...policy(review),
    ...drift(review),
    ...list("**Notes:**", review.notes),
    ...details(review),
  ];
  const kept: string[] = [...head, ...dangers];
  let left = MAX_CHARACTERS - sizeOf(kept) - 200;
  let dropped = 0;
  for (const section of sections) {
    if (section.length + 2 <= left) {
      kept.push(section);
      left -= section.length + 2;
    } else dropped += 1;
  }
  if (dropped > 0) kept.push(`${count(dropped, "section")} did not fit into this comment: see ${page}.`);
  return `${kept.join("\n\n")}\n`;
}

const sizeOf = (parts: readonly string[]): number => parts.reduce((sum, part) => sum + part.length + 2, 0);

/** By which a workflow finds the comment that it has to update. */
const marker = ({ title }: Review): string => `<!-- plan-review:${title.replace(/[^\w./-]/g, "_")} -->`;

const heading = ({ title, verdict }: Review): string => `## ${prose(title)}: ${prose(verdict.words)}`;

function facts({ counts, bound, verdict }: Review, page: string): string {
  const changes = [
    [counts.replace, "replaced"],
    [counts.delete, "destroyed"],
    [counts.update, "changed"],
    [counts.create, "created"],
    [counts.move, "moved"],
    [counts.import, "imported"],
    [counts.forget, "forgotten"],
  ] as const;
  const parts = [
    changes
      .filter(([n]) => n > 0)
      .map(([n, word]) => `**${n} ${word}**`)
      .join(", ") || "no resource changes",
    ...(counts.outputs > 0 ? [`${count(counts.outputs, "output changes", "outputs change")}`] : []),
    bound.offline ? "planned offline, without the account" : "planned with the account's state",
    ...(bound.stateSerial === undefined ? [] : [`state serial ${bound.stateSerial}`]),
    ...(bound.commit ? [`commit ${code(bound.commit.slice(0, 12))}`] : []),
    ...(bound.base ? [`compared with ${code(bound.base.slice(0, 40))}`] : []),
    `plan ${code(`sha256:${bound.planHash.slice(0, 12)}`)}`,
    page,
    `exit code ${verdict.exitCode}`,
  ];
  return parts.join(" · ");
}

function dangerTable({ dangers }: Review, room: number, page: string): string[] {
  if (dangers.length === 0) return [];
  const head = ["| | What | Why it matters | Forced or caused by |", "|---|---|---|---|"];
  for (const row of [wholeRow, shortRow]) {
    const table = [...head, ...dangers.map(row)].join("\n");
    if (table.length <= room) return [table];
  }
  const rows: string[] = [];
  let left = room - 400;
  for (const danger of dangers) {
    const row = shortRow(danger);
    if (row.length + 1 > left) break;
    rows.push(row);
    left -= row.length + 1;
  }
  return [
    [...head, ...rows].join("\n"),
    `**${dangers.length - rows.length} more dangers** do not fit into this comment: see ${page}.`,
  ];
}

function wholeRow(danger: Danger): string {
  const { kind, what, why, lost, kept, followers, approval } = danger;
  const reasons = [
    ...(lost && lost.length > 0 ? [`**Lost:** ${lost.map(prose).join(" ")}`] : []),
    ...(kept && kept.length > 0 ? [`**Stays:** ${kept.map(prose).join(" ")}`] : []),
    ...why.map((sentence) => (/^[+−] /.test(sentence) ? code(sentence) : prose(sentence))),
    ...(followers.length > 0
      ? [
          `Pulls along ${followers.length}: ${followers.slice(0, 12).map(code).join(", ")}${followers.length > 12 ? " …" : ""}`,
        ]
      : []),
  ];
  const state =
    approval.state === "approved"
      ? `approved until ${prose(approval.until ?? "")}: ${prose(approval.reason ?? "")}`
      : approval.state === "missing"
        ? ""
        : `the approval ${approval.state === "expired" ? "has expired" : "is of something else"}`;
  return `| **${KINDS[kind]}** | ${code(what)}${state ? `<br>*${state}*` : ""} | ${reasons.join("<br>")} | ${causesOf(danger)} |`;
}

const shortRow = ({ kind, what }: Danger): string =>
  `| **${KINDS[kind]}** | ${code(cut(what, 160))} | see the page | |`;

function causesOf({ causes, place, construct, fromExpression }: Danger): string {
  const where = [construct, place]
    .filter((each) => each !== undefined)
    .map((each) => code(`${each.file}${each.line ? `:${each.line}` : ""}`));
  return [
    ...causes.slice(0, 8).map((cause) => `${code(cause.path)}${valuesOf(cause)}`),
    ...(causes.length > 8 ? [`and ${causes.length - 8} more`] : []),
    ...where,
    ...(fromExpression ? ["*read from the expression: Terraform shows it as known after apply*"] : []),
  ].join("<br>");
}

/** A document, like a policy, is told by what it means; its text is on the page. */
const valuesOf = ({ before, after }: AttributeChange): string =>
  [before, after].some((each) => typeof each === "object" && JSON.stringify(each).length > 160) ||
  (before === undefined && after === undefined)
    ? ""
    : `: ${value(before)} → ${value(after)}`;

const value = (each: unknown): string =>
  each === undefined ? "nothing" : code(cut(typeof each === "string" ? each : JSON.stringify(each), 160));

function toGoOn({ title, dangers }: Review): string[] {
  const open = dangers.filter(({ approval }) => approval.state !== "approved");
  if (open.length === 0) return [];
  const entries = open.map(({ address, kind, accepts }) => entryFor(address, kind, accepts)).join("\n");
  return [
    `**To go on:** undo ${open.length === 1 ? "it" : "these"}, or add ${count(open.length, "entry", "entries")} to ${code(`approvals/${title}.yaml`)}, with a reason and an end date each.`,
    `<details><summary>Entries to paste</summary>\n\n${fenced(entries, "yaml")}\n\n</details>`,
  ];
}

const renames = ({ renames: found }: Review): string[] =>
  found.map(
    ({ from, to, resources, ambiguous, verified, hcl, json }) =>
      `**Rename${ambiguous ? " (ambiguous: several could be meant)" : ""}:** ${code(from)} seems to have become ${code(to)} (${count(resources, "resource")}). With this block nothing is destroyed${verified === "yes" ? "; a second plan has shown it" : verified === "no" ? "; a second plan has not confirmed it" : ""}.\n\n${fenced(hcl, "hcl")}\n\n<details><summary>The same in JSON</summary>\n\n${fenced(json, "json")}\n\n</details>`,
  );

function summary({
  unknown,
  policy: result,
  renames: found,
  drift: { undone, kept, foreign, folded },
  moves,
}: Review): string[] {
  const unread = unknown.filter(({ read }) => !read).length;
  const news = result.failures.filter(({ state }) => state === "new").length;
  return [
    [
      `**Known after apply, and relevant to security:** ${unknown.length}, of which ${unknown.length - unread} were read from their expressions and ${unread} could not be read`,
      ...(result.rules > 0
        ? [
            `**Policy:** ${news} new, ${result.fixed.length} fixed, ${result.failures.length - news} as before, ${result.suppressed.length} suppressed`,
          ]
        : []),
      `**Renames suspected:** ${found.length}`,
      `**Drift:** ${undone.length + kept.length + foreign.length === 0 ? "none that matters" : `${undone.length} undone, ${kept.length} kept, ${foreign.length} beside Terraform`} (${count(folded, "read-back")} folded)`,
      ...moves.map(
        ({ from, to, resources }) =>
          `**Moved:** ${code(from)} → ${code(to)} (${count(resources, "resource")})`,
      ),
    ].join(" · "),
  ];
}

function policy({ policy: { failures, unjudged, fixed, suppressionProblems } }: Review): string[] {
  const news = failures.filter(({ state }) => state === "new");
  return [
    ...list(
      "**Policy, new failures:**",
      news.slice(0, 100).map(({ rule, address, message }) => `${rule} at ${address}: ${message}`),
    ),
    ...list(
      "**Policy, not judged:**",
      unjudged.slice(0, 50).map(({ rule, address, message }) => `${rule} at ${address}: ${message}`),
    ),
    ...list(
      "**Policy, fixed:**",
      fixed.slice(0, 50).map(({ rule, address }) => `${rule} at ${address}`),
    ),
    ...list("**Suppressions:**", suppressionProblems),
  ];
}

function drift({ drift: { undone, kept, foreign } }: Review): string[] {
  const rows = (each: readonly { address: string; what: string }[]): string[] =>
    each.map(({ address, what }) => `${address}: ${what}`);
  return [
    ...list("**Changed by others, and set back by this plan:**", rows(undone)),
    ...list("**Changed by others, and left so:**", rows(kept)),
    ...list("**Made by others beside what Terraform manages:**", rows(foreign)),
  ];
}

function details({ changes, outputs, rights, reach }: Review): string[] {
  const byModule = new Map<string, Change[]>();
  for (const each of changes.filter(({ action }) => action !== "move"))
    byModule.set(each.module, [...(byModule.get(each.module) ?? []), each]);
  const rows = [...byModule].map(([module, each]) => {
    const lines = each.map(
      ({ action, address, follows }) =>
        `- ${action} ${code(address)}${follows ? ` (follows ${code(follows)})` : ""}`,
    );
    return folded(`${module || "root module"}: ${count(each.length, "change")}`, lines);
  });
  const wider = rights.filter(({ state }) => state !== "same");
  return [
    ...rows,
    ...(outputs.length > 0
      ? [
          folded(
            `Outputs: ${outputs.length}`,
            outputs.map(
              ({ name, action, before, after }) =>
                `- ${action} ${code(name)}: ${value(before)} → ${value(after)}`,
            ),
          ),
        ]
      : []),
    ...(wider.length > 0
      ? [
          folded(
            `Rights that change: ${wider.length}`,
            wider.flatMap(({ address, state, statements }) => [
              `- ${code(address)} (${state})`,
              ...statements
                .filter((each) => each.state !== "same")
                .map((each) => `  - ${each.state === "added" ? "+" : "−"} ${code(cut(each.words, 400))}`),
            ]),
          ),
        ]
      : []),
    ...(reach.some(({ state }) => state !== "same")
      ? [
          folded(
            "Ways in and out that change",
            reach
              .filter(({ state }) => state !== "same")
              .map(
                ({ state, direction, source, port, target }) =>
                  `- ${state}: ${direction === "in" ? `${code(source)} → ${code(port)} on ${code(target)}` : `${code(target)} → ${code(port)} of ${code(source)}`}`,
              ),
          ),
        ]
      : []),
  ];
}

const folded = (title: string, lines: readonly string[]): string =>
  `<details><summary>${prose(title)}</summary>\n\n${lines.join("\n")}\n\n</details>`;

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`${title}\n\n${items.map((item) => `- ${prose(item)}`).join("\n")}`];

/** A block of text that nothing in it can end. */
function fenced(text: string, language: string): string {
  const safe = text.split("\n").map(visible).join("\n");
  const longest = Math.max(2, ...[...safe.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${safe}\n${fence}`;
}

export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;

/** A text of a plan that stands for itself: no markup, no link and nobody's name in it has an effect. */
const code = (text: string): string => `<code>${escaped(cut(text, 2000))}</code>`;

/** A sentence with such texts in it. A mention needs an @, so that another character of that look stands for it. */
const prose = (text: string): string => escaped(cut(text, 4000)).replaceAll("&#64;", "＠");

const escaped = (text: string): string =>
  visible(text)
    .replace(/[&<>`*_~#[\]\\|$@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/:\/\//g, ":&#47;&#47;")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);

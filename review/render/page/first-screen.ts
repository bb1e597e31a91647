import type { Bound, Change, DangerKind, Review } from "../../types";
import { entryFor } from "../../approvals";
import { dangerGroups } from "./danger";
import { block, counted, type Html, html } from "./html";
import { ACTIONS, KINDS, VERDICTS } from "./labels";
import type { Section } from "./sections";

/** The verdict, and what it is a verdict on. */
export function head({ title, verdict, bound }: Review): Html {
  const [name, tone] = VERDICTS[verdict.exitCode];
  const words = verdict.words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return html`<header class="head ${tone}">
    <p class="kicker">
      Terraform plan review <span class="verdict">${name}</span>
      ${bound.offline && html`<span class="verdict">Planned offline</span>`}
      <span>exit code ${verdict.exitCode}</span>
    </p>
    <h1><bdi class="title">${title}</bdi> <bdi>${words}</bdi></h1>
    <dl class="bound">
      ${boundTo(bound).map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </header> `;
}

function boundTo(bound: Bound): (readonly [string, Html])[] {
  const { planHash, terraformVersion, plannedAt, commit, base, stateSerial, offline } = bound;
  const code = (value: string | number | undefined): Html | undefined =>
    value === undefined ? undefined : html`<code>${value}</code>`;
  const rows: readonly (readonly [string, Html | undefined])[] = [
    [
      "Plan",
      offline ? html`offline: without the account and its state` : html`with the account and its state`,
    ],
    ["Planned at", code(plannedAt)],
    ["Commit", code(commit)],
    ["Compared with", code(base)],
    ["State serial", code(stateSerial)],
    ["Terraform", code(terraformVersion)],
    ["SHA-256 of plan.json", code(planHash)],
  ];
  return rows.flatMap(([term, value]) => (value ? [[term, value] as const] : []));
}

/** What there is how many of; each leads to where it is shown. */
export function tiles(review: Review, sections: readonly Section[]): Html {
  const { counts, dangers } = review;
  const kinds = Object.keys(KINDS) as DangerKind[];
  const actions = Object.keys(ACTIONS) as Change["action"][];
  return html`<nav class="tiles" aria-label="Summary">
    ${strip("Needs approval", "bad", [
      ...kinds.map((kind) =>
        tile(dangers.filter((each) => each.kind === kind).length, KINDS[kind][0], `kind-${kind}`),
      ),
    ])}
    ${strip("Resources", "plain", [
      ...actions.map((action) => tile(counts[action], ACTIONS[action][1], "changes", action)),
      tile(counts.unchanged, "unchanged"),
    ])}
    ${strip(
      "Also",
      "plain",
      sections.map(({ id, title, rows }) =>
        tile(rows.filter(({ state }) => !QUIET.has(state)).length, title, id),
      ),
    )}
  </nav> `;
}

/** States of rows that are as they were, and so not counted in a tile. */
const QUIET: ReadonlySet<string> = new Set(["same", "as before", "suppressed", "fixed"]);

const strip = (name: string, tone: string, all: readonly Html[]): Html =>
  html`<div class="strip ${tone}">
    <p>${name}</p>
    <ul aria-label="${name}">
      ${all}
    </ul>
  </div>`;

function tile(count: number, name: string, target?: string, action?: string): Html {
  const words = html`<b>${count.toLocaleString("en-US")}</b> ${name}`;
  const inner =
    count === 0 || target === undefined
      ? html`<span>${words}</span>`
      : html`<a href="#${target}" ${action !== undefined && html` data-action="${action}"`}>${words}</a>`;
  return html`<li class="tile${count === 0 && " none"}">${inner}</li>`;
}

/** Why the plan cannot be judged, and everything that needs an approval. */
export function judgement(review: Review): Html {
  const { cannotJudge, dangers, approvalProblems, notes } = review;
  return html`${sentences("cannot-judge", "Cannot be judged", cannotJudge)}
    <section id="dangers" aria-labelledby="dangers-name">
      <h2 id="dangers-name">Needs approval</h2>
      ${toGoOn(review)} ${dangerGroups(dangers)}
    </section>
    ${sentences("approval-problems", "Problems with approvals", approvalProblems)}
    ${sentences("notes", "Notes", notes)}`;
}

/** How many approvals are missing, and what would be added for them. */
function toGoOn({ title, dangers, cannotJudge }: Review): Html {
  const open = dangers.filter(({ approval }) => approval.state !== "approved");
  if (open.length > 0) {
    const entries = open.map(({ address, kind, accepts }) => entryFor(address, kind, accepts)).join("\n");
    return html`<p class="lead">
        ${open.length} of ${counted(dangers.length, "row")} ${open.length === 1 ? "has" : "have"} no valid
        approval: change the plan, or add ${counted(open.length, "entry", "entries")} to
        <code>approvals/${title}.yaml</code>, ${open.length === 1 ? "" : "each "}with a reason and a last day.
      </p>
      <details class="entries">
        <summary>Entries to paste</summary>
        <pre tabindex="0">${block(entries)}</pre>
      </details>`;
  }
  const unjudged = cannotJudge.length > 0;
  if (dangers.length === 0)
    return html`<p class="lead">
      ${unjudged ? "Nothing that could be judged" : "Nothing in this plan"} needs an approval.
    </p>`;
  return html`<p class="lead">
    ${dangers.length === 1 ? "The one row is" : `All ${dangers.length} rows are`} approved.
  </p>`;
}

const sentences = (id: string, title: string, texts: readonly string[]): Html | undefined =>
  texts.length === 0
    ? undefined
    : html`<section id="${id}" aria-labelledby="${id}-name">
        <h2 id="${id}-name">${title}</h2>
        <ul class="sentences">
          ${texts.map((text) => html`<li>${text}</li>`)}
        </ul>
      </section> `;

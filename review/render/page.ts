import type { Review } from "../types";
import { cspHash, script, style } from "./page/assets";
import { pageData } from "./page/data";
import { head, judgement, tiles } from "./page/first-screen";
import { Html, html } from "./page/html";
import { type Section, sectionsOf } from "./page/sections";
import { controls, help } from "./page/controls";

/** What the file may have, in bytes. */
const MAX_BYTES = 4_900_000;

/** What the script's data may have at least, whatever the dangers take. */
const MIN_DATA = 300_000;

/**
 * The review as a page: one file that loads nothing. The first screen (verdict, counts, danger, notes) works without a script and is never
 * cut; what else changes is shown on demand, and cut where the plan is too large for a page.
 */
export function page(review: Review): string {
  const [css, js] = [style(), script()];
  const policy = `default-src 'none'; style-src ${cspHash(css)}; script-src ${cspHash(js)}; base-uri 'none'; form-action 'none'`;
  const sections = sectionsOf(review);
  const whole = (data: string): string =>
    html`<!doctype html>
      <html lang="en" dir="ltr">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${new Html(policy)}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="referrer" content="no-referrer" />
          <meta name="color-scheme" content="light dark" />
          <title>${review.title}: plan review</title>
          ${exactly("style", css)}
        </head>
        <body>
          <a class="skip" href="#main">Skip to the review</a>
          ${head(review)}${tiles(review, sections)}
          <div class="layout">
            ${controls()}
            <main id="main" tabindex="-1">${judgement(review)}${changes(review)}${sections.map(shell)}</main>
          </div>
          ${help()} ${exactly('script type="application/json" id="data"', data)} ${exactly("script", js)}
        </body>
      </html> `.text;
  const budget = Math.max(MIN_DATA, MAX_BYTES - Buffer.byteLength(whole("")));
  return whole(pageData(review, sections, budget));
}

/** An element with a text that is no HTML, to the byte: its hash is in the policy. */
const exactly = (tag: string, text: string): Html => new Html(`<${tag}>${text}</${tag.split(" ")[0]}>`);

const NEEDS_SCRIPT = html`<p class="needs-script">This part is shown by the page’s script.</p>`;

const changes = ({ changes: rows }: Review): Html =>
  html`<section id="changes" aria-labelledby="changes-name">
    <h2 id="changes-name">Changes <span class="count">${rows.length.toLocaleString("en-US")}</span></h2>
    <div class="body">${rows.length === 0 ? html`<p>No resource changes.</p>` : NEEDS_SCRIPT}</div>
  </section> `;

const shell = ({ id, title, summary, rows }: Section): Html =>
  html`<details class="section" id="${id}">
    <summary data-row>
      <h2>${title}</h2>
      <span class="summary">${summary}</span>
    </summary>
    <div class="body">${rows.length > 0 && NEEDS_SCRIPT}</div>
  </details> `;

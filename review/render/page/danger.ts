import type { Danger, DangerKind } from "../../types";
import { attributeTable } from "./attribute-table";
import { counted, Html, html } from "./html";
import { APPROVALS, KINDS, placed } from "./labels";

/** Everything that needs an approval, by kind, the kind with the worst first; whole, and without a script. */
export function dangerGroups(dangers: readonly Danger[]): Html[] {
  const numbered = dangers.map((danger, i) => ({ danger, number: i + 1 }));
  const kinds = [...new Set(dangers.map(({ kind }) => kind))];
  return kinds.map((kind) =>
    group(
      kind,
      numbered.filter(({ danger }) => danger.kind === kind),
    ),
  );
}

interface Numbered {
  readonly danger: Danger;
  readonly number: number;
}

const group = (kind: DangerKind, rows: readonly Numbered[]): Html => {
  const [name, meaning] = KINDS[kind];
  return html`<section class="kind" id="kind-${kind}" aria-labelledby="kind-${kind}-name">
    <h3 id="kind-${kind}-name">
      <span class="name">${name}</span> <span class="count">${rows.length}</span>
      <span class="meaning">${meaning}</span>
    </h3>
    ${rows.map(row)}
  </section> `;
};

function row({ danger, number }: Numbered): Html {
  const { kind, address, why, lost, kept, causes, followers, accepts, approval } = danger;
  return html`<article
    class="danger ${approval.state}"
    id="danger-${number}"
    data-row
    data-kind="${kind}"
    data-address="${address}"
    tabindex="-1"
    aria-labelledby="danger-${number}-what"
  >
    <div class="what">
      <h4 id="danger-${number}-what">${what(danger)}</h4>
      ${state(danger)}
    </div>
    ${places(danger)}
    ${
      why.length > 0 &&
      html`<ul class="why">
        ${items(why)}
      </ul>`
    }
    ${(lost || kept) && html`<dl class="fate">${fate("Lost", lost)}${fate("Kept", kept)}</dl>`}
    ${causes.length > 0 && attributeTable("Forced or caused by", causes)} ${followersOf(followers)}
    <p class="accepts">Approved as kind <code>${kind}</code>, accepts <code>${accepts}</code></p>
  </article> `;
}

/** The sentence, with the address in it in the type of code. */
function what({ what: sentence, address }: Danger): Html {
  const [before, ...rest] = sentence.split(address);
  return rest.length === 0 ? html`${sentence}` : html`${before}<code>${address}</code>${rest.join(address)}`;
}

function state({ approval: { state: name, until } }: Danger): Html {
  const [words, date] = APPROVALS[name];
  return html`<p class="approval">${words}${until !== undefined && ` ${date} ${until}`}</p>`;
}

function places({
  approval,
  place,
  construct,
  fromExpression,
  what: sentence,
  address,
}: Danger): Html | undefined {
  const parts = [
    approval.reason !== undefined && html`approval: ${approval.reason}`,
    !sentence.includes(address) && html`<code>${address}</code>`,
    construct && html`made by <code>${placed(construct)}</code>`,
    place && html`in <code>${placed(place)}</code>`,
    fromExpression && html`<em>read from the expression: Terraform shows “known after apply”</em>`,
  ].filter((part) => part instanceof Html);
  return parts.length === 0
    ? undefined
    : html`<p class="where">${parts.map((part) => html`<span>${part}</span>`)}</p>`;
}

const fate = (name: string, texts: readonly string[] | undefined): Html | undefined =>
  texts && texts.length > 0
    ? html`<div class="${name.toLowerCase()}">
        <dt>${name}</dt>
        ${texts.map((text) => html`<dd>${text}</dd>`)}
      </div>`
    : undefined;

/** Up to this number, followers stand in the row; more of them in a part that opens. */
const FEW = 6;

function followersOf(addresses: readonly string[]): Html | undefined {
  if (addresses.length === 0) return undefined;
  const words = `Pulls along ${counted(addresses.length, "other resource")}`;
  const list = html`<ul class="addresses">
    ${addresses.map((address) => html`<li><code>${address}</code></li>`)}
  </ul>`;
  return addresses.length <= FEW
    ? html`<div class="followers">
        <p>${words}:</p>
        ${list}
      </div>`
    : html`<details class="followers">
        <summary>${words}</summary>
        ${list}
      </details>`;
}

/** Sentences; statements that come or go have a sign in front. */
const items = (texts: readonly string[]): Html[] =>
  texts.map((text) =>
    /^[+−] /.test(text) ? html`<li class="signed"><code>${text}</code></li>` : html`<li>${text}</li>`,
  );

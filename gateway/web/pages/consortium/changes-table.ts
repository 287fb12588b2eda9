import type { Json } from '../../../../chaincode/domain/canonical.js';
import type { JsonChange } from '../../../../chaincode/domain/json-changes.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';

const changesShown = 100;

/** Before and after, a line for each thing that differs. */
export function changesTable(t: Translator, changes: readonly JsonChange[]): Markup {
  if (changes.length === 0) return html`<p>${t.say('proposal.changes.none')}</p>`;
  const rest = changes.length - changesShown;
  return html`<div class="scrolls" role="group" aria-labelledby="changes-title" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${t.say('proposal.changes.what')}</th>
            <th scope="col">${t.say('proposal.changes.before')}</th>
            <th scope="col">${t.say('proposal.changes.after')}</th>
          </tr>
        </thead>
        <tbody>
          ${changes.slice(0, changesShown).map((change) => row(t, change))}
        </tbody>
      </table>
    </div>
    ${rest > 0 && html`<p>${t.say('consortium.more', { count: rest })}</p>`}`;
}

function row(t: Translator, change: JsonChange): Markup {
  const [before, after] =
    'added' in change
      ? [change.gone.map(written), change.added.map(written)]
      : [[change.before].flatMap(known), [change.after].flatMap(known)];
  return html`<tr>
    <th scope="row">${foreign(change.path)}</th>
    <td>${cell(t, before)}</td>
    <td>${cell(t, after)}</td>
  </tr>`;
}

const known = (value: Json | undefined): string[] => (value === undefined ? [] : [written(value)]);
const written = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
const cell = (t: Translator, values: readonly string[]): Markup | string =>
  values.length === 0
    ? t.say('proposal.changes.nothing')
    : html`${values.map((value, i) => html`${i > 0 && ', '}${foreign(value)}`)}`;

import type { Json } from '../../../../chaincode/domain/canonical.js';
import type { Accreditation, Participant } from '../../../../chaincode/domain/consortium/participant.js';
import type { JsonChange } from '../../../../chaincode/domain/json-changes.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { MessageKey } from '../../messages/en.js';
import type { Translator } from '../../messages/translate.js';
import { isRole, kindNames, roleNames } from './words.js';

const changesShown = 100;

/** Before and after, a line for each thing that differs. */
export function changesTable(t: Translator, changes: readonly JsonChange[]): Markup {
  if (changes.length === 0) return html`<p>${t.say('proposal.changes.none')}</p>`;
  const rest = changes.length - changesShown;
  return html`<div class="scrolls" role="group" aria-labelledby="changes-title" tabindex="0">
      <table class="changes">
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
  return html`<tr>
    <th scope="row">${foreign(named(t, change.path))}</th>
    ${
      'added' in change
        ? html`<td colspan="2">${listChange(t, change)}</td>`
        : html`<td>${cell(t, change.path, change.before)}</td>
            <td>${cell(t, change.path, change.after)}</td>`
    }
  </tr>`;
}

/** Of a list, both columns would have to show the whole: what came and what went says more. */
function listChange(t: Translator, { added, gone, path }: Extract<JsonChange, { added: unknown }>): Markup {
  const said = (key: 'proposal.changes.added' | 'proposal.changes.gone', items: readonly Json[]) =>
    items.length > 0 &&
    html`<span class="line"
      >${t.say(key)} ${items.map((item, i) => html`${i > 0 && ', '}${cell(t, path, item)}`)}</span
    >`;
  if (added.length + gone.length === 0) return html`${t.say('proposal.changes.order')}`;
  return html`${said('proposal.changes.added', added)} ${said('proposal.changes.gone', gone)}`;
}

/** In words, where the pages have some for such a value. */
function cell(t: Translator, path: string, value: Json | undefined): Markup | string {
  if (value === undefined) return t.say('proposal.changes.nothing');
  if (typeof value !== 'string')
    return isAccreditation(value) ? accreditation(value) : foreign(JSON.stringify(value));
  if (path === 'roles') return roleNames(t, [value]);
  if (path === 'status') return t.say(`consortium.state.${value as Participant['status']}`);
  if (isRole(path)) return kindNames(t, [value]);
  const time = parseTime(value);
  return time === undefined ? foreign(value) : t.time(time);
}

/** By whom, its number, and for what. */
const accreditation = ({ body, number, schemes }: Accreditation): Markup =>
  html`<strong>${foreign(body)}</strong> ${foreign(number)} (${foreign(schemes.join(', '))})`;

const isAccreditation = (value: Json): value is Json & Accreditation =>
  typeof value === 'object' && value !== null && 'body' in value && 'schemes' in value;

/** Members of documents that the pages have a word for. */
const members: Readonly<Partial<Record<string, MessageKey>>> = {
  roles: 'consortium.participant.roles',
  scope: 'consortium.scope',
  accreditation: 'consortium.accreditation',
  validUntil: 'proposal.until',
  status: 'consortium.participant.state',
  organisations: 'consortium.organisations',
  k: 'consortium.agree.needed',
  witnesses: 'proof.witnesses',
  quorum: 'proposal.quorum',
};

/** The path with its first member in words; of authority that is a role. */
function named(t: Translator, path: string): string {
  const [first = ''] = /^[^.[]*/.exec(path) ?? [];
  const key = Object.hasOwn(members, first) ? members[first] : undefined;
  return (key === undefined ? roleNames(t, [first]) : t.say(key)) + path.slice(first.length);
}

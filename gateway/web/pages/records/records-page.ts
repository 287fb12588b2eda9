import { recordKinds, type RecordKind } from '../../../../chaincode/domain/records/index.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import type { Services } from '../../../http/routes/services.js';
import { anonymous } from '../../../services/common/caller.js';
import type { RecordView } from '../../../services/read/record-view.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName, sellerText } from '../../html/seller-name.js';
import type { Page, PageContext } from '../../frame/page.js';
import { languageField } from '../../frame/language-field.js';
import { recordsPath } from '../seller/subject.js';
import { readersOf, type Readers } from './readers.js';
import { recordPath } from './record-view.js';
import { trailOfSeller } from './trail.js';

const recordsShown = 50;
/** A page filtered by kind may come back empty with a next one: so many are asked for before the visitor is. */
const pagesAskedMax = 8;

/** All records about a seller, in the ledger's order: what anyone may know of each. Throws ServiceError `not_found`. */
export function recordsPage(
  context: PageContext,
  id: string,
  { records, sellers }: Pick<Services, 'records' | 'sellers'>,
): Page {
  const { link, t, url } = context;
  const facts = sellers.one(anonymous, id).public;
  const seller = { id, tradingName: facts.tradingName };
  const kind = recordKinds.find((one) => one === url.searchParams.get('kind'));
  const { items, next } = pageOf(records, id, kind, url.searchParams.get('cursor') ?? undefined);
  const name = sellerText(seller);
  return {
    title: t.say('records.title-of', { seller: name }),
    description: t.say('records.lead'),
    body: html`${trailOfSeller(context, seller)}
      <h1>${t.rich('records.title-of', { seller: sellerName(seller) })}</h1>
      <p class="lead">${t.say('records.lead')}</p>
      ${filter(context, id, kind)}
      <p>${t.say('records.count', { count: facts.records.count })}</p>
      ${
        items.length === 0
          ? html`<p class="card">${t.say(next === null ? 'records.none' : 'records.none-yet')}</p>`
          : html`<ol class="records">
              ${items.map((item) => row(context, item))}
            </ol>`
      }
      <p class="buttons no-print">
        ${
          url.searchParams.has('cursor') &&
          html`<a class="button plain" rel="first" href="${link(recordsPath(id, kind))}"
            >${t.say('records.first')}</a
          >`
        }
        ${
          next !== null &&
          html`<a class="button plain" rel="next" href="${link(withCursor(recordsPath(id, kind), next))}"
            >${t.say('records.next')}</a
          >`
        }
      </p>
      <p class="quiet">
        ${t.say('records.whole')}
        <a href="/v1${recordsPath(id, kind)}">${t.say('records.data')}</a>
      </p>`,
  };
}

const withCursor = (path: string, cursor: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;

function pageOf(
  records: Services['records'],
  seller: string,
  kind: RecordKind | undefined,
  cursor: string | undefined,
): { readonly items: readonly RecordView[]; readonly next: string | null } {
  let page = records.ofSeller(anonymous, seller, kind, cursor, recordsShown);
  for (let asked = 1; page.items.length === 0 && page.next !== null && asked < pagesAskedMax; asked++)
    page = records.ofSeller(anonymous, seller, kind, page.next, recordsShown);
  return page;
}

function filter({ chosen, t }: PageContext, id: string, kind: RecordKind | undefined): Markup {
  const group = (readers: Readers): Markup =>
    html`<optgroup label="${t.say(`records.${readers}`)}">
      ${recordKinds
        .filter((one) => readersOf[one] === readers)
        .map(
          (one) =>
            html`<option value="${one}" ${one === kind && html`selected`}>
              ${t.say(`record.kind.${one}`)}
            </option>`,
        )}
    </optgroup>`;
  return html`<form class="look-up no-print" action="${recordsPath(id)}" method="get">
    ${languageField(chosen)}
    <p>
      <label for="kind">${t.say('records.kind')}</label>
      <select id="kind" name="kind">
        <option value="">${t.say('records.kind.all')}</option>
        ${group('everyone')} ${group('members')} ${group('parties')} ${group('following')}
      </select>
    </p>
    <p><button type="submit">${t.say('records.show')}</button></p>
  </form>`;
}

function row({ link, t }: PageContext, view: RecordView): Markup {
  const { id, kind } = view;
  const counts = view.visible && view.standing.state === 'counted';
  const said = view.visible
    ? counts
      ? 'record.counts'
      : 'record.counts-not'
    : (`records.${readersOf[kind]}` as const);
  return html`<li>
    <a href="${link(recordPath(id))}"
      ><strong>${t.say(`record.kind.${kind}`)}</strong>${
        view.visible && html` · ${t.date(parseTime(view.record.at) ?? 0)}`
      } <code>${shortened(id)}</code></a
    >
    <span class="chip${view.visible && !counts && ' notice'}">${t.say(said)}</span>
    ${view.visible && html`<span class="line quiet">${t.rich('records.by', { issuer: foreign(view.issuer) })}</span>`}
  </li>`;
}

/** Enough to tell the records of a list apart; the whole id stands on the record's own page. */
const shortened = (id: string): string => `${id.slice(0, 6)}…${id.slice(id.indexOf('.'))}`;

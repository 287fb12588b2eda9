import type { ProvenOrder } from '../../../../chaincode/domain/proofs/order.js';
import type { Trust } from '../../../../chaincode/domain/proofs/checkpoint.js';
import type { ProvenRecord } from '../../../../chaincode/domain/proofs/record.js';
import type {
  Correction,
  FactRecord,
  Fulfilment,
  Order,
  RecordKind,
  RecordOf,
} from '../../../../chaincode/domain/records/index.js';
import { replacementOf } from '../../../../chaincode/domain/records/replacement.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { MessageKey } from '../../messages/en.js';
import type { Translator } from '../../messages/translate.js';

const seconds = (time: string): number => parseTime(time) ?? 0;

/** The key of the words for what a record says happened. */
const happened: { readonly [K in RecordKind]: (record: RecordOf<K>) => MessageKey } = {
  order: () => 'order.order',
  fulfilment: ({ event }) => `order.fulfilment.${event}`,
  trace: ({ event }) => `order.trace.${event}`,
  payment: ({ event }) => `order.payment.${event}`,
  case: ({ step }) => `order.case.${step}`,
  review: () => 'order.review',
  correction: () => 'order.correction',
  reply: () => 'order.reply',
  // These belong to no order, but a reply or a case of it may answer them.
  identity: () => 'order.other',
  inspection: () => 'order.other',
  certification: () => 'order.other',
  'certification-status': () => 'order.other',
};

function wordsFor<K extends RecordKind>(kind: K, record: RecordOf<K>): MessageKey {
  // A proof holds whatever the kind: it may be one that came after this page was loaded.
  return Object.hasOwn(happened, kind) ? happened[kind](record) : 'order.other';
}

/** The promise that an event keeps or breaks. */
const promiseOf: Readonly<Record<Fulfilment['event'], 'dispatchBy' | 'deliverBy' | undefined>> = {
  dispatched: 'dispatchBy',
  delivered: 'deliverBy',
  cancelled: undefined,
  lost: undefined,
  returned: undefined,
};

/** An order whose every proof holds: when, what, who said so. A list, so that it reads well without a picture, too. */
export function timelineView(
  { order, records, seller }: ProvenOrder,
  { quorum = 0, witnesses = [] }: Pick<Trust, 'quorum' | 'witnesses'>,
  t: Translator,
): Markup {
  const corrections = records.flatMap(({ record }) => (record.kind === 'correction' ? [record] : []));
  const corrected = new Map(corrections.map(({ reason, target }) => [target, reason]));
  const names = new Map(records.map(({ id }, i) => [id, i + 1]));
  const promise = records.find(({ id, record }) => record.kind === 'order' && !corrected.has(id))?.record;
  const [first] = records;
  const organisations = (first?.organisations ?? []).filter((org) =>
    records.every((one) => one.organisations.includes(org)),
  );
  // Proofs of several days have several checkpoints: the least seen one counts.
  const seen = Math.min(...records.map((one) => one.witnesses.length));
  return html`<section class="verdict tone-good" aria-labelledby="timeline-title">
      <div class="verdict-head">
        <div>
          <h2 id="timeline-title">${t.say('order.holds', { count: records.length })}</h2>
          <p class="verdict-sentence">
            ${t.rich('order.of', { seller: foreign(seller) })}
            ${t.say('order.signed', { organisations: organisations.join(', ') })}
            ${witnesses.length > 0 && t.say('order.witnessed', { seen, named: witnesses.length, quorum })}
          </p>
          <p class="quiet">${t.say('order.commitment')} <code>${order}</code></p>
        </div>
      </div>
    </section>
    ${promise?.kind === 'order' && promised(promise, t)}
    <ol class="timeline">
      ${records.map((one, i) =>
        entry(one, i + 1, t, { promise, reason: corrected.get(one.id), number: (id) => names.get(id) }),
      )}
    </ol>`;
}

const promised = ({ deliverBy, dispatchBy }: Order, t: Translator): Markup =>
  html`<section class="card">
    <h2>${t.say('order.promised')}</h2>
    <dl class="counts">
      <div>
        <dt>${t.say('order.dispatch-by')}</dt>
        <dd>${t.time(seconds(dispatchBy))}</dd>
      </div>
      <div>
        <dt>${t.say('order.deliver-by')}</dt>
        <dd>${t.time(seconds(deliverBy))}</dd>
      </div>
    </dl>
  </section>`;

interface Around {
  readonly promise: FactRecord | undefined;
  /** Why it was corrected. */
  readonly reason: string | undefined;
  /** Where in the list a record stands. */
  readonly number: (id: string) => number | undefined;
}

function entry(
  { id, issuer, record, revoked, time }: ProvenRecord,
  position: number,
  t: Translator,
  { number, promise, reason }: Around,
): Markup {
  const late = isLate(record, promise);
  const target = 'target' in record ? number(record.target) : undefined;
  return html`<li class="${reason !== undefined && 'undone'}">
    <h3>
      <span class="quiet">${position}</span> ${t.say(wordsFor(record.kind, record))}
      ${late !== undefined && html` <span class="chip ${late ? 'weak' : 'good'}">${t.say(late ? 'order.late' : 'order.in-time')}</span>`}
    </h3>
    <p><time datetime="${record.at}">${t.time(seconds(record.at))}</time> ${details(record, t)}</p>
    ${target !== undefined && html`<p>${t.say('order.about', { number: target })}</p>`}
    ${record.kind === 'correction' && html`<p>${correction(record, t)}</p>`}
    ${reason !== undefined && html`<p class="notice">${t.say('order.corrected')}</p>`}
    ${revoked !== undefined && html`<p class="notice">${t.say('order.revoked')}</p>`}
    <p class="quiet">
      ${t.rich('order.stated', { issuer: foreign(issuer), time: t.time(time) })} <code>${id}</code>
    </p>
  </li>`;
}

function correction(record: Correction, t: Translator): string {
  const why = t.say(`order.reason.${record.reason}`);
  const replacement = replacementOf(record);
  if (replacement === undefined) return why;
  const what = t.say(wordsFor(replacement.kind, replacement));
  return `${why} ${t.say('order.replaced', { what, time: t.time(seconds(replacement.at)) })}`;
}

/** Undefined where nothing was promised. */
function isLate(record: FactRecord, promise: FactRecord | undefined): boolean | undefined {
  if (record.kind !== 'fulfilment' || promise?.kind !== 'order') return undefined;
  const by = promiseOf[record.event];
  return by === undefined ? undefined : seconds(record.at) > seconds(promise[by]);
}

function details(record: FactRecord, t: Translator): Markup {
  const parts: (string | Markup)[] = [];
  if ('parcel' in record && record.parcel !== undefined)
    parts.push(t.say('order.parcel', { number: record.parcel }));
  if ('parcels' in record && record.parcels !== undefined)
    parts.push(t.say('order.parcels', { count: record.parcels }));
  if (record.kind === 'trace' && record.place !== undefined) parts.push(foreign(record.place));
  if (record.kind === 'fulfilment' && record.by !== undefined) parts.push(t.say(`order.by.${record.by}`));
  if (record.kind === 'fulfilment' && record.reason !== undefined)
    parts.push(t.say(`order.returned.${record.reason}`));
  if (record.kind === 'review') parts.push(t.say('order.stars', { rating: record.rating.item }));
  return html`${parts.map((part) => html` · ${part}`)}`;
}

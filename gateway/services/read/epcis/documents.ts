import Type, { type Static } from 'typebox';
import { closed } from '../../../../chaincode/domain/records/common.js';
import { recordUri, termsUri } from '../../../../chaincode/domain/ledger-uris.js';
import type { FactRecord, Fulfilment, Trace } from '../../../../chaincode/domain/records/index.js';
import { formatTime } from '../../../../chaincode/domain/time.js';
import type { Queries } from '../../../projection/port.js';
import type { Caller } from '../../common/caller.js';
import type { Clock } from '../../common/ports.js';
import { notFound } from '../../common/service-error.js';
import type { RecordView } from '../record-view.js';
import type { Records } from '../records.js';
import { ObjectEvent, objectEvent } from './event.js';

const epcisContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** EPCIS 2.0 `EPCISDocument`, as far as it is filled here. */
export const EpcisDocument = closed({
  '@context': Type.Tuple([Type.Literal(epcisContext), closed({ stl: Type.Literal(termsUri) })]),
  type: Type.Literal('EPCISDocument'),
  schemaVersion: Type.Literal('2.0'),
  creationDate: Type.String({ description: 'RFC 3339 UTC' }),
  epcisBody: closed({ eventList: Type.Array(ObjectEvent) }),
  'stl:shiftedDays': Type.Optional(
    Type.Integer({ description: 'Days by which the imported history of this demo was moved' }),
  ),
});
export type EpcisDocument = Static<typeof EpcisDocument>;

type Visible = Extract<RecordView, { visible: true }>;

/** The way of an order's parcels as EPCIS events, for those who may read its timeline. */
export class EpcisDocuments {
  readonly #records: Pick<Records, 'ofOrder' | 'one'>;
  readonly #queries: Pick<Queries, 'consortium' | 'record'>;
  readonly #now: Clock;

  constructor(
    records: Pick<Records, 'ofOrder' | 'one'>,
    queries: Pick<Queries, 'consortium' | 'record'>,
    now: Clock,
  ) {
    this.#records = records;
    this.#queries = queries;
    this.#now = now;
  }

  /**
   * A page of the order's events by the time they happened, and where to go on. What is no event of a parcel is left out:
   * orders, payments, reviews, cases. Throws ServiceError as `Records.ofOrder` does.
   */
  ofOrder(
    caller: Caller,
    seller: string,
    order: string,
    cursor: string | undefined,
    limit: number,
  ): { readonly document: EpcisDocument; readonly next: string | null } {
    const ledger = this.#queries.consortium()?.ledger;
    if (ledger === undefined) throw notFound('order');
    const { items, next, shiftedDays } = this.#records.ofOrder(caller, seller, order, cursor, limit);
    const eventList = items.flatMap((view) => (view.visible ? this.#event(caller, ledger, view) : []));
    const document: EpcisDocument = {
      '@context': [epcisContext, { stl: termsUri }],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: formatTime(this.#now()),
      epcisBody: { eventList },
      ...(shiftedDays === undefined ? {} : { 'stl:shiftedDays': shiftedDays }),
    };
    return { document, next };
  }

  #event(caller: Caller, ledger: string, view: Visible): ObjectEvent[] {
    const { id, issuer, record, standing, time } = view;
    const event = eventIn(record);
    if (event === undefined) return [];
    const by = standing.state === 'flagged' && standing.because === 'corrected' ? standing.by : undefined;
    const error = by === undefined ? undefined : this.#declaration(caller, ledger, by);
    const stated = { ledger, id, issuer, time, counts: standing.state === 'counted' };
    return [objectEvent(event, { ...stated, ...(error === undefined ? {} : { error }) })];
  }

  /** When a record was corrected anyone may know, for receipts are public; why, who may read the correction. */
  #declaration(caller: Caller, ledger: string, correction: string): ObjectEvent['errorDeclaration'] {
    const projected = this.#queries.record(correction);
    if (projected === undefined) return undefined;
    const declared = { declarationTime: formatTime(projected.time) };
    const view = this.#records.one(caller, correction);
    if (!view.visible || view.record.kind !== 'correction') return declared;
    const { reason, replacement } = view.record;
    const corrective =
      replacement === undefined ? {} : { correctiveEventIDs: [recordUri(ledger, correction)] };
    return { ...declared, reason, ...corrective };
  }
}

/** An event of a parcel that a record states, by itself or in the place of another one. */
function eventIn(record: FactRecord): Fulfilment | Trace | undefined {
  const said = record.kind === 'correction' ? (record.replacement as FactRecord | undefined) : record;
  return said?.kind === 'fulfilment' || said?.kind === 'trace' ? said : undefined;
}

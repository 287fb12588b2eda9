import { fulfilment } from '../../../chaincode/domain/records/fulfilment.js';
import { trace } from '../../../chaincode/domain/records/trace.js';
import type { Fulfilment, Trace } from '../../../chaincode/domain/records/index.js';
import { termsUri } from '../../../chaincode/domain/ledger-uris.js';

export type OrderEvent = Fulfilment['event'] | Trace['event'];

/** What the map says of a place. */
export type PlaceKind = 'export-customs' | 'import-customs' | 'buyer';

export interface StepRow {
  /** Words of CBV 2.0; left out, any. */
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly at?: PlaceKind;
  /** Undefined where nothing on the ledger says the same. */
  readonly event: OrderEvent | undefined;
}

/** What an EPCIS event states, by its business step, disposition and place: the first row that fits. docs/epcis.md shows it. */
export const stepRows: readonly StepRow[] = [
  { disposition: 'stolen', event: 'lost' },
  { disposition: 'destroyed', event: 'lost' },
  { bizStep: 'destroying', event: 'lost' },
  { bizStep: 'receiving', disposition: 'returned', event: 'returned' },
  { bizStep: 'shipping', disposition: 'returned', event: undefined },
  { bizStep: 'receiving', disposition: 'retail_sold', event: 'delivered' },
  { bizStep: 'receiving', at: 'buyer', event: 'delivered' },
  { bizStep: 'arriving', at: 'export-customs', event: 'export-customs-in' },
  { bizStep: 'receiving', at: 'export-customs', event: 'export-customs-in' },
  { bizStep: 'holding', at: 'export-customs', event: 'export-customs-held' },
  { bizStep: 'departing', at: 'export-customs', event: 'export-customs-out' },
  { bizStep: 'shipping', at: 'export-customs', event: 'export-customs-out' },
  { bizStep: 'arriving', at: 'import-customs', event: 'import-customs-in' },
  { bizStep: 'receiving', at: 'import-customs', event: 'import-customs-in' },
  { bizStep: 'holding', at: 'import-customs', event: 'import-customs-held' },
  { bizStep: 'departing', at: 'import-customs', event: 'import-customs-out' },
  { bizStep: 'shipping', at: 'import-customs', event: 'import-customs-out' },
  { bizStep: 'shipping', event: 'dispatched' },
  { bizStep: 'accepting', event: 'picked-up' },
  { bizStep: 'departing', event: 'departed' },
  { bizStep: 'arriving', event: 'arrived' },
];

const namesIn = (schema: object): readonly string[] => (schema as { readonly enum: readonly string[] }).enum;
export const fulfilmentEvents: ReadonlySet<string> = new Set(namesIn(fulfilment.schema.properties.event));
const traceEvents: ReadonlySet<string> = new Set(namesIn(trace.schema.properties.event));
export const orderEvents: readonly string[] = [...fulfilmentEvents, ...traceEvents];

/** @param said business steps of the map's own, by their word or URI */
export function eventAt(
  {
    at,
    bizStep = '',
    disposition,
  }: { bizStep?: string | undefined; disposition?: string | undefined; at?: PlaceKind | undefined },
  said: ReadonlyMap<string, OrderEvent>,
): OrderEvent | undefined {
  const own = bizStep.startsWith(termsUri) ? bizStep.slice(termsUri.length) : undefined;
  if (own !== undefined && orderEvents.includes(own)) return own as OrderEvent;
  const mapped = said.get(bizStep);
  if (mapped !== undefined) return mapped;
  const fits = (row: StepRow): boolean =>
    (row.bizStep === undefined || row.bizStep === bizStep) &&
    (row.disposition === undefined || row.disposition === disposition) &&
    (row.at === undefined || row.at === at);
  return stepRows.find(fits)?.event;
}

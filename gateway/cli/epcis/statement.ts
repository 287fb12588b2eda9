import { readOrderUri, recordUri, type OrderOf } from '../../../chaincode/domain/ledger-uris.js';
import { handlerAt } from '../../../chaincode/domain/records/trace.js';
import type { Trace } from '../../../chaincode/domain/records/index.js';
import { floorToHour, formatTime } from '../../../chaincode/domain/time.js';
import { CellError } from '../forms/cell-error.js';
import { readOffsetTime } from '../forms/offset-time.js';
import { needPlausibleYear } from '../forms/time-cell.js';
import type { EpcisMap } from './epcis-map.js';
import type { EpcisEvent } from './event.js';
import { locodeOf, nameOfTransaction, ssccOf } from './identifiers.js';
import { eventAt, fulfilmentEvents, type OrderEvent } from './steps.js';
import { cbvWord } from './vocabulary.js';

/** What an event says that the ledger has words for, before anyone knows which orders it is about. */
export interface Statement {
  readonly kind: 'fulfilment' | 'trace';
  readonly event: OrderEvent;
  /** Whole hour, RFC 3339 UTC. */
  readonly at: string;
  /** UN/LOCODE. */
  readonly place?: string;
  /** SSCCs of parcels. */
  readonly parcels: readonly string[];
  /** What its business transactions are called. */
  readonly transactions: readonly string[];
  /** Orders and parcels that it names as this ledger does. */
  readonly own: readonly (OrderOf & { readonly parcel?: number })[];
  /** Parties that the goods are of. */
  readonly owners: readonly string[];
  /** Declared in error: when, RFC 3339 UTC, and why. */
  readonly error?: { readonly at: string; readonly reason: 'did_not_occur' | 'incorrect_data' };
  /** A place that the map does not know, by its URI. */
  readonly unknownPlace?: string;
}

export type Said =
  | { readonly statement: Statement }
  /** Nothing on the ledger says the same; why. */
  | { readonly leftOut: string }
  | { readonly findings: readonly string[] };

const eventTypes: ReadonlySet<string> = new Set(['ObjectEvent', 'TransactionEvent']);

/** What an EPCIS event states by the table of steps and the map. */
export function statementOf(event: EpcisEvent, map: EpcisMap, ledger: string): Said {
  const { bizLocation, readPoint, type } = event;
  if (!eventTypes.has(type)) return { leftOut: `${type}: only object and transaction events tell of orders` };
  // What a gateway gave of a record would else be stated once more, beside it.
  if (event.eventID?.startsWith(recordUri(ledger, '')) === true)
    return { leftOut: 'it is a record of this ledger already' };
  const bizStep = event.bizStep === undefined ? undefined : cbvWord('step', event.bizStep);
  const disposition = event.disposition === undefined ? undefined : cbvWord('disposition', event.disposition);
  const location = readPoint?.id ?? bizLocation?.id;
  const entry = location === undefined ? undefined : map.places.get(location);
  const found = eventAt({ bizStep, disposition, at: entry?.is }, map.steps);
  if (found === undefined) return { leftOut: stepText(bizStep, disposition) };
  const findings: string[] = [];
  const at = timeOf(event.eventTime, '/eventTime', findings);
  const error = errorOf(event.errorDeclaration, findings);
  if (findings.length > 0) return { findings };
  const isTrace = !fulfilmentEvents.has(found);
  const tellsPlace = isTrace && handlerAt[found as Trace['event']] !== 'buyer' && location !== undefined;
  const place = tellsPlace ? (entry?.place ?? locodeOf(location)) : undefined;
  const epcs = [...(event.epcList ?? []), ...(event.parentID === undefined ? [] : [event.parentID])];
  const transactions = (event.bizTransactionList ?? []).map(({ bizTransaction }) => bizTransaction);
  const own = [...epcs, ...transactions].flatMap((uri) => readOrderUri(ledger, uri) ?? []);
  return {
    statement: {
      kind: isTrace ? 'trace' : 'fulfilment',
      event: found,
      at: formatTime(floorToHour(at)),
      parcels: [...new Set(epcs.flatMap((uri) => ssccOf(uri) ?? []))],
      transactions: transactions.map(nameOfTransaction),
      own: withoutWholeOrders(own),
      owners: (event.sourceList ?? []).filter(isOwner).map(({ source }) => source),
      ...(place === undefined ? {} : { place }),
      ...(tellsPlace && place === undefined && entry === undefined ? { unknownPlace: location } : {}),
      ...(error === undefined ? {} : { error }),
    },
  };
}

function stepText(bizStep: string | undefined, disposition: string | undefined): string {
  const words = [bizStep ?? 'no business step', ...(disposition === undefined ? [] : [disposition])];
  return words.join(', ');
}

const isOwner = ({ type }: { readonly type?: string }): boolean =>
  type !== undefined && ['owning_party', 'possessing_party'].includes(cbvWord('party', type));

/** In seconds. */
function timeOf(text: string, place: string, findings: string[]): number {
  try {
    const time = readOffsetTime(text);
    // Clocks of devices that were never set start in 1970.
    needPlausibleYear(time);
    return time;
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    findings.push(`${place}: ${error.message}`);
    return 0;
  }
}

function errorOf(declaration: EpcisEvent['errorDeclaration'], findings: string[]): Statement['error'] {
  if (declaration === undefined) return undefined;
  const at = timeOf(declaration.declarationTime, '/errorDeclaration/declarationTime', findings);
  const reason = cbvWord('reason', declaration.reason ?? '');
  // Whatever else is wrong with it: it happened, and not as it says.
  return { at: formatTime(at), reason: reason === 'did_not_occur' ? reason : 'incorrect_data' };
}

/** Documents of this ledger's name the order beside its parcel: then it is about the parcel. */
function withoutWholeOrders(own: Statement['own']): Statement['own'] {
  const parcels = own.filter(({ parcel }) => parcel !== undefined);
  const others = own.filter(
    ({ order, parcel }) => parcel === undefined && !parcels.some((one) => one.order === order),
  );
  const named = new Map([...parcels, ...others].map((one) => [JSON.stringify(one), one]));
  return [...named.values()];
}

import { termsUri } from '../../../../chaincode/domain/ledger-uris.js';
import type { Fulfilment, Trace } from '../../../../chaincode/domain/records/index.js';

export type OrderEvent = Fulfilment['event'] | Trace['event'];

/** What an event of an order is called in EPCIS: words of CBV 2.0, else this ledger's own. */
export interface Step {
  readonly bizStep: string;
  readonly disposition?: string;
}

const own = (event: OrderEvent): Step => ({ bizStep: `${termsUri}${event}` });

/** CBV 2.0 has no words for customs, for the way to the door, for its signature, and for what never came to be. */
export const stepOf: Readonly<Record<OrderEvent, Step>> = {
  dispatched: { bizStep: 'shipping', disposition: 'in_transit' },
  delivered: { bizStep: 'receiving', disposition: 'retail_sold' },
  returned: { bizStep: 'receiving', disposition: 'returned' },
  cancelled: own('cancelled'),
  lost: own('lost'),
  'picked-up': { bizStep: 'accepting', disposition: 'in_progress' },
  departed: { bizStep: 'departing', disposition: 'in_transit' },
  arrived: { bizStep: 'arriving', disposition: 'in_progress' },
  'export-customs-in': own('export-customs-in'),
  'export-customs-held': own('export-customs-held'),
  'export-customs-out': own('export-customs-out'),
  'import-customs-in': own('import-customs-in'),
  'import-customs-held': own('import-customs-held'),
  'import-customs-out': own('import-customs-out'),
  'out-for-delivery': own('out-for-delivery'),
  signed: own('signed'),
};

import { constants, happened, order } from './facts.js';
import { expectStated } from './read-sample.js';

describe('the maps of Amazon', () => {
  it('add up the items of an order, which is stated once it has a price', async () => {
    await expectStated(
      'amazon-orders.txt',
      {
        extends: 'amazon-orders',
        constants,
        timeZone: 'Europe/Rome',
        promises: { dispatchBy: 2, deliverBy: 7 },
      },
      {
        leftOut: 1,
        records: [
          order('112-0000001-0000001', ['2026-09-17T08', '2026-09-19T21', '2026-09-24T21'], ['IT', 'EUR', 8]),
          order('112-0000002-0000002', ['2026-09-17T23', '2026-09-20T21', '2026-09-25T21'], ['DE', 'EUR', 6]),
          order('112-0000005-0000005', ['2026-09-18T06', '2026-09-20T21', '2026-09-25T21'], ['JP', 'JPY', 7]),
          happened('cancelled', '112-0000002-0000002', '2026-09-19T10'),
          happened('cancelled', '112-0000004-0000004', '2026-09-18T15'),
        ],
      },
    );
  });

  it('date a dispatch in several shipments by the first, whatever its offset', async () => {
    await expectStated(
      'amazon-shipments.txt',
      { extends: 'amazon-shipments', constants },
      {
        records: [
          happened('dispatched', '112-0000001-0000001', '2026-09-18T21'),
          happened('dispatched', '112-0000006-0000006', '2026-09-20T09'),
        ],
      },
    );
  });

  it('say why a parcel came back only where the ledger has a word for it', async () => {
    await expectStated(
      'amazon-returns.txt',
      { extends: 'amazon-returns', constants },
      {
        records: [
          happened('returned', '112-0000001-0000001', '2026-10-04T10'),
          happened('returned', '112-0000006-0000006', '2026-10-06T11', { reason: 'refused' }),
          happened('returned', '112-0000007-0000007', '2026-10-07T09', { reason: 'damaged' }),
        ],
      },
    );
  });
});

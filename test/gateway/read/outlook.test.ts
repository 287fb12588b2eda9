import { expect } from 'chai';
import { outlookOf } from '../../../chaincode/domain/fold/outlook.js';
import { keys } from '../../../chaincode/domain/fold/state.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import type { RecordOutlook } from '../../../gateway/sdk/client/index.js';
import type { Caller } from '../../../gateway/services/common/caller.js';
import { Outlook } from '../../../gateway/services/read/outlook.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { commitment, fulfilmentRecord, orderRecord } from '../../support/records.js';
import { clock, World } from '../harness.js';

const seller = 'demo-platform.shop1';
const day = (n: number): string => formatTime(clock() + n * daySeconds).slice(0, 10);
const certificate = (number: string, scheme: string): FactRecord => ({
  ...{ kind: 'certification', seller, certificate: number, subject: 'organisation', scheme },
  ...{ jurisdictions: ['DE'], assessmentLevel: 'scheme-cab', at: `${day(-100)}T00:00:00Z` },
  ...{ validFrom: `${day(-100)}T00:00:00Z`, validUntil: `${day(300)}T23:59:59Z` },
});
const status = (number: string): FactRecord => ({
  ...{ kind: 'certification-status', seller, certificate: number, at: `${day(-9)}T00:00:00Z` },
  ...{ status: 'suspended', reason: 'surveillance-overdue' },
});
const review = (order: string, at: string): FactRecord => ({
  ...{ kind: 'review', seller, at, order: commitment(order), reviewer: commitment('r'), rating: { item: 5 } },
});
const delivered = (order: string, at: string): FactRecord => ({
  ...{ kind: 'fulfilment', seller, at, order: commitment(order), event: 'delivered' },
});
const step = (number: string, what: 'opened' | 'responded'): FactRecord => ({
  ...{ kind: 'case', seller, at: '2026-05-20T10:00:00Z', case: number, step: what, type: 'not-as-described' },
});

describe('what would become of records', () => {
  let world: World;
  let gateway: Gateway;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.accredit(gateway, day(-300), day(400));
    await world.state(gateway, 'demo-platform', [
      orderRecord('named', { parties: { carrier: 'demo-carrier' } }),
      orderRecord('unnamed'),
      delivered('unnamed', '2026-05-04T10:00:00Z'),
    ]);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const outlook = async (as: string, records: readonly FactRecord[]): Promise<readonly RecordOutlook[]> =>
    (await world.client(gateway, as)).outlook(records);
  const height = async (): Promise<unknown> =>
    ((await (await fetch(`${gateway.url}/readyz`)).json()) as { ledger: unknown }).ledger;

  for (const [as, records] of [
    [
      'demo-platform',
      [
        fulfilmentRecord('missing'),
        fulfilmentRecord('named', { at: '2026-04-01T10:00:00Z' }),
        delivered('unnamed', '2026-05-05T10:00:00Z'),
        fulfilmentRecord('unnamed', { event: 'dispatched' }),
        fulfilmentRecord('unnamed', { event: 'dispatched', at: '2026-05-03T10:00:00Z' }),
        orderRecord('new'),
        fulfilmentRecord('new'),
        review('named', '2026-05-02T10:00:00Z'),
        step('C-1', 'responded'),
        step('C-2', 'opened'),
        step('C-2', 'responded'),
      ],
    ],
    [
      'demo-carrier',
      [delivered('named', '2026-05-04T10:00:00Z'), delivered('unnamed', '2026-05-04T10:00:00Z')],
    ],
    ['demo-certifier', [certificate('C-1', 'iso-9001'), status('C-1'), status('C-9')]],
  ] as const) {
    it(`is what becomes of them, by ${as}`, async () => {
      const before = await height();
      const foreseen = await outlook(as, records);
      expect(await height(), 'nothing is stated').to.deep.equal(before);
      const { batch } = await world.state(gateway, as, records);
      const ids = records.map((_, i) => `${batch}.${i}`);
      const standing = await (await world.client(gateway, as)).standing(ids);
      const expected = standing.map((one) => {
        const told: Record<string, unknown> = { ...one };
        const among = ids.indexOf(String(told['by']));
        delete told['record'];
        if (among === -1) return told;
        delete told['by'];
        return { ...told, among };
      });
      expect(foreseen).to.deep.equal(expected);
      expect(expected.some(({ counts }) => counts)).to.equal(true);
      expect(expected.some(({ counts }) => !counts)).to.equal(true);
    });
  }

  it('is a refusal where the ledger would refuse them, and says why of each', async () => {
    const [foreign, later, shapeless, good] = await outlook('demo-platform', [
      orderRecord('x', { seller: 'other-platform.shop1' }),
      fulfilmentRecord('x', { at: `${day(2)}T00:00:00Z` }),
      { kind: 'order', seller, constructor: 1 } as unknown as FactRecord,
      orderRecord('y'),
    ]);
    expect(foreign).to.have.nested.property('refused[0].code', 'out_of_scope');
    expect(later).to.have.nested.property('refused[0].pointer', '/at');
    expect(shapeless).to.have.nested.property('refused[0].code', 'record_schema');
    expect(good).to.deep.equal({ counts: true });
    const [kind] = await outlook('demo-pay', [orderRecord('z')]);
    expect(kind).to.have.nested.property('refused[0].code', 'not_authorised');
  });

  it('tells a certifier of a certificate that no score would count', async () => {
    const old = { ...certificate('C-3', 'iso-9001'), validUntil: `${day(-3)}T23:59:59Z` } as FactRecord;
    expect(await outlook('demo-certifier', [certificate('C-2', 'iso-14001'), old])).to.deep.equal([
      { counts: true, certificate: 'issuer-not-accredited' },
      { counts: true, certificate: 'expired' },
    ]);
  });

  it('is told to no participant that is suspended', async () => {
    await world.decide(gateway, { type: 'participant.status', id: 'demo-inspector', status: 'suspended' });
    const answer = await outlook('demo-inspector', [fulfilmentRecord('named')]).catch(
      (error: unknown) => error,
    );
    expect(answer).to.have.property('code', 'signature_key_unknown');
  });

  it('is told to participants, and to nobody else', async () => {
    const records = [orderRecord('y')];
    const post = async (as?: string): Promise<unknown> =>
      (await world.client(gateway, as)).post('/v1/outlook', { records }).catch((error: unknown) => error);
    expect(await post()).to.have.property('code', 'signature_required');
    expect(await post('admin:certifier')).to.have.property('code', 'ring_too_low');
  });

  it('reads no more of a seller with many certificates than of any other', () => {
    const read: string[] = [];
    const state = { get: (key: string) => void read.push(key), record: () => undefined };
    const records = Array.from({ length: 20 }, (_, i) => certificate(`N-${i}`, 'iso-9001'));
    const speaker = { id: 'demo-certifier', org: 'certifier', roles: ['certifier'] } as const;
    const judging = outlookOf(state, speaker, clock(), records);
    let steps = 0;
    while (judging.next().done !== true) steps += 1;
    expect(steps, 'others have their turn between any two').to.be.at.least(records.length);
    expect(
      read.filter((key) => key === keys.certificates(seller) || key === keys.seller(seller)),
    ).to.deep.equal([]);
  });

  it('lets others have their turn meanwhile, and says nothing of what is folded anew', async () => {
    let others = 0;
    const count = setInterval(() => (others += 1), 1);
    const folding: { why?: string } = {};
    function* slowly(records: readonly FactRecord[]): Generator<undefined, readonly undefined[]> {
      for (let i = 0; i < records.length; i++) {
        const end = performance.now() + 5;
        while (performance.now() < end);
        yield undefined;
      }
      return records.map(() => undefined);
    }
    const { queries } = gateway;
    const service = new Outlook(
      {
        consortium: () => queries.consortium(),
        foldVersion: () => queries.foldVersion(),
        unready: () => folding.why,
        outlook: (_participant, _time, records) => slowly(records),
      },
      clock,
    );
    const caller = { type: 'participant', participant: queries.participant('demo-platform')! } as Caller;
    const records = Array.from({ length: 20 }, (_, i) => ({ ...orderRecord(`slow-${i}`) }));
    expect(await service.of(caller, records)).to.have.length(20);
    clearInterval(count);
    expect(others).to.be.at.least(2);
    folding.why = 'it is folded anew';
    const refused = await service.of(caller, records.slice(0, 1)).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'projection_unavailable');
  });

  it('is asked of up to 500 records', async () => {
    const client = await world.client(gateway, 'demo-platform');
    const records = Array.from({ length: 501 }, (_, i) => orderRecord(`many-${i}`));
    expect(await client.outlook(records.slice(1))).to.have.length(500);
    const refused = await client.outlook(records).catch((error: unknown) => error);
    expect(refused).to.have.property('status', 400);
  });
});

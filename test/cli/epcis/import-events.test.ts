import { drained } from '../import/import-runs.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { EventFindings, type EventCounts } from '../../../gateway/cli/epcis/event-findings.js';
import { noMap, type EpcisMap } from '../../../gateway/cli/epcis/epcis-map.js';
import { importEvents, type EpcisRun } from '../../../gateway/cli/epcis/import-events.js';
import { readStatements } from '../../../gateway/cli/epcis/read-statements.js';
import { CellError } from '../../../gateway/cli/forms/cell-error.js';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { httpGateway } from '../../../gateway/cli/import/http-gateway.js';
import { ImportStore } from '../../../gateway/cli/import/import-store.js';
import { ClientError, importSigner } from '../../../gateway/sdk/client/index.js';
import type { RecordView } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { clock, World } from '../../gateway/harness.js';
import { commitment, orderRecord } from '../../support/records.js';
import { epcisDocument, objectEvent } from './documents.js';

const seller = 'demo-platform.shop1';
/** What the carrier calls the orders. */
const references = new Map([
  ['106141412345678908', commitment('o')],
  ['4711', commitment('o')],
  ['4712', commitment('p')],
]);

describe('EPCIS events on the ledger', () => {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  let store: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-epcis-'));
    world = await World.found();
    gateway = await world.start();
    const parties = { carrier: 'demo-carrier' };
    await world.state(gateway, 'demo-platform', [
      orderRecord('o', { parties }),
      orderRecord('p', { parties }),
    ]);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });
  let runs = 0;
  beforeEach(() => (store = join(dir, `store-${runs++}`)));

  const run = async (events: readonly object[], change: Partial<EpcisRun> = {}): Promise<EventCounts> => {
    const file = join(dir, 'events.json');
    await writeFile(file, epcisDocument(events));
    const { ledger } = world.consortium;
    const opened = await ImportStore.open(store, { ledger, participant: 'demo-carrier' });
    try {
      return await importEvents([file], {
        map: noMap,
        references: {
          learn: () => Promise.resolve(),
          isKnown: (reference) => references.has(reference),
          quote(reference) {
            const order = references.get(reference);
            if (order === undefined) throw new CellError('not known');
            return { seller, order };
          },
        },
        ...{ foresee: drained, skipUnknown: false, dryRun: false, store: opened, ledger },
        gateway: httpGateway(await world.client(gateway, 'demo-carrier')),
        issuer: { id: 'demo-carrier', signer: await importSigner(world.privateKey('demo-carrier')) },
        now: clock,
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onHappening: () => undefined,
        ...change,
      });
    } finally {
      await opened.close();
    }
  };
  const timeline = async (order: string): Promise<(FactRecord & { standing: string })[]> => {
    const client = await world.client(gateway, 'demo-carrier');
    const found: (FactRecord & { standing: string })[] = [];
    const path = `/v1/sellers/${seller}/timeline?order=${commitment(order)}`;
    for await (const view of client.list<RecordView>(path)) {
      if (view.visible && view.issuer === 'demo-carrier')
        found.push({ ...view.record, standing: view.standing.state });
    }
    return found;
  };
  const details = (events: readonly object[], change?: Partial<EpcisRun>): Promise<readonly string[]> =>
    run(events, change).then(
      () => [],
      (error: unknown) => (error as CliFailure).details,
    );
  const ofOrder = (n: number, change: object = {}): object =>
    objectEvent({
      eventID: `urn:uuid:${n}-${runs}`,
      epcList: [],
      bizTransactionList: [
        { type: 'desadv', bizTransaction: `urn:epcglobal:cbv:bt:0614141073467:${4710 + n}` },
      ],
      ...change,
    });

  it('are stated once, however often the file comes, and count', async () => {
    const events = [
      ofOrder(1, { bizStep: 'shipping' }),
      ofOrder(1, { eventID: 'urn:uuid:b', eventTime: '2026-05-05T10:00:00Z' }),
    ];
    expect(await run(events)).to.include({ stated: 2, known: 0, batches: 1 });
    expect(await run([...events, events[0] ?? {}])).to.include({
      stated: 0,
      known: 2,
      repeated: 1,
      batches: 0,
    });
    const facts = (await timeline('o')).filter(({ kind }) => kind !== 'order');
    expect(facts.map(({ at, standing }) => [at, standing])).to.deep.equal([
      ['2026-05-04T07:00:00Z', 'counted'],
      ['2026-05-05T10:00:00Z', 'counted'],
    ]);
  });

  it('are stated once, too, where the answer to their batch was lost', async () => {
    const events = [11, 12].map((hour) =>
      ofOrder(1, { eventID: `urn:uuid:lost-${hour}`, eventTime: `2026-05-16T${hour}:00:00Z` }),
    );
    const real = httpGateway(await world.client(gateway, 'demo-carrier'));
    const deaf: EpcisRun['gateway'] = {
      ...real,
      async deliver(batch) {
        await real.deliver(batch);
        throw new ClientError('unreachable', 'the answer was lost');
      },
    };
    expect(await run(events, { gateway: deaf }).catch((error: unknown) => error)).to.be.instanceOf(
      ClientError,
    );
    expect(await run(events)).to.include({ stated: 0, known: 2, batches: 1 });
    expect((await timeline('o')).filter(({ at }) => at.startsWith('2026-05-16'))).to.have.length(2);
  });

  it('are taken back by a declaration of their error, with its own time and reason', async () => {
    const wrong = ofOrder(2, { eventID: 'urn:uuid:wrong', bizStep: 'receiving', disposition: 'retail_sold' });
    await run([wrong]);
    const errorDeclaration = {
      declarationTime: '2026-05-15T00:00:00.5+01:00',
      reason: 'https://ref.gs1.org/cbv/ER-did_not_occur',
      correctiveEventIDs: ['urn:uuid:right'],
    };
    const right = ofOrder(2, { eventID: 'urn:uuid:right', bizStep: 'shipping' });
    expect(await run([{ ...wrong, errorDeclaration }, right])).to.include({ takenBack: 1, stated: 1 });
    expect(await run([{ ...wrong, errorDeclaration }, right])).to.include({
      takenBack: 0,
      stated: 0,
      known: 2,
    });
    const facts = await timeline('p');
    expect(facts.find(({ kind }) => kind === 'correction')).to.deep.include({
      at: '2026-05-14T23:00:00Z',
      reason: 'did_not_occur',
      standing: 'counted',
    });
    expect(facts.filter(({ standing }) => standing === 'counted').map(({ kind }) => kind)).to.have.members([
      'fulfilment',
      'correction',
    ]);
  });

  it('that have no id are found again by what they say', async () => {
    const nameless = ofOrder(1, { eventID: undefined, eventTime: '2026-05-06T10:00:00Z' });
    await run([nameless]);
    const errorDeclaration = { declarationTime: '2026-05-15T00:00:00Z' };
    const declared = { recordTime: '2026-05-16T00:00:00Z', ...nameless, errorDeclaration };
    expect(await run([declared])).to.include({ takenBack: 1 });
  });

  it('that were wrong before anyone stated them are not stated', async () => {
    const wrong = ofOrder(1, { eventTime: '2026-05-07T10:00:00Z' });
    const declared = { ...wrong, errorDeclaration: { declarationTime: '2026-05-15T00:00:00Z' } };
    expect(await run([wrong, declared])).to.include({ stated: 0, takenBack: 0, neverStated: 1, batches: 0 });
  });

  it('give each parcel of an order a number that it keeps', async () => {
    const sscc = (n: number): string => `urn:epc:id:sscc:4012345.000000000${n}`;
    const at = (day: number, ...parcels: number[]): object =>
      ofOrder(2, {
        eventID: `urn:uuid:p${day}`,
        eventTime: `2026-05-${day}T10:00:00Z`,
        epcList: parcels.map(sscc),
      });
    await run([at(11, 1, 2)]);
    await run([at(12, 2), at(13, 3), at(14, 1)]);
    const numbers = (await timeline('p'))
      .filter(({ at: time, kind }) => kind === 'trace' && time > '2026-05-11')
      .map((fact) => `${fact.at.slice(8, 10)} ${'parcel' in fact ? String(fact.parcel) : 'the first'}`);
    expect(numbers).to.deep.equal(['11 the first', '11 2', '12 2', '13 3', '14 the first']);
  });

  it('of a platform are about its own orders by their numbers, which never leave the house', async () => {
    const sellers: EpcisMap['sellers'] = new Map([['urn:epc:id:pgln:0614141.00001', seller]]);
    const event = ofOrder(9, {
      bizStep: 'shipping',
      sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:0614141.00001' }],
    });
    let order: string | undefined;
    await run([event], {
      map: { ...noMap, sellers },
      dryRun: true,
      onHappening: ({ record }) => (order = 'order' in record ? record.order : undefined),
    });
    expect(order).to.match(/^[\w-]{43}$/);
  });

  it('are sent all or none, and every mistake is told with its place', async () => {
    const before = (await timeline('o')).length;
    const future = new Date(Date.now() + 86_400_000).toISOString();
    const found = await details([
      ofOrder(1, { eventID: 'urn:uuid:good', eventTime: '2026-05-08T10:00:00Z' }),
      ofOrder(7),
      ofOrder(8),
      ofOrder(1, { eventID: 'urn:uuid:late', eventTime: future }),
      ofOrder(1, { eventID: 'urn:uuid:good', eventTime: '2026-05-09T10:00:00Z' }),
      ofOrder(1, { eventID: 'urn:uuid:none', bizTransactionList: [] }),
    ]);
    const place = (n: number): string => `${join(dir, 'events.json')}, event ${n}`;
    expect(found).to.deep.equal([
      `${place(2)}; ${place(3)}: the platform's gateway knows no order by its parcels or business transactions that names you`,
      `${place(4)}: it lies in the future`,
      `${place(5)}: an earlier one of the same id says something else`,
      `${place(6)}: it names no parcel (SSCC) and no business transaction: nobody can say which order it is about`,
    ]);
    expect(await timeline('o')).to.have.length(before);
    const skipped = await run([ofOrder(7), ofOrder(1, { eventTime: '2026-05-08T10:00:00Z' })], {
      skipUnknown: true,
    });
    expect(skipped).to.deep.include({ stated: 1, skipped: { count: 1, first: [place(1)] } });
  });

  it('that have no id, and no one form to be known by, are told with their place', async () => {
    const file = join(dir, 'formless.json');
    const text = epcisDocument([ofOrder(1, { eventID: undefined, 'example:n': 'N' })]);
    for (const formless of ['1e400', '"\\ud83d"']) {
      await writeFile(file, text.replace('"N"', formless));
      const findings = new EventFindings();
      const said = readStatements([file], { ledger: world.consortium.ledger, map: noMap }, findings);
      expect((await said.next()).done, formless).to.equal(true);
      expect(() => findings.assertNone())
        .to.throw(CliFailure)
        .with.deep.property('details', [
          `${file}, event 1: it has no eventID, and a number or a character that has no one form`,
        ]);
    }
  });

  it('that a gateway gave are records already; their order is known without asking, in others', async () => {
    const path = `/v1/sellers/${seller}/timeline.epcis?order=${commitment('o')}`;
    const client = await world.client(gateway, 'demo-carrier');
    const { value } = await client.get<{ epcisBody: { eventList: object[] } }>(path);
    const { eventList } = value.epcisBody;
    const trial = await run(eventList, { dryRun: true });
    expect(trial.leftOut.get('it is a record of this ledger already')?.count).to.equal(eventList.length);
    const others = eventList.map((event, i) => ({ ...event, eventID: `urn:uuid:other-${i}` }));
    expect(await run(others, { dryRun: true })).to.include({ stating: others.length });
  });
});

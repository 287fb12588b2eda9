import { expect } from 'chai';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import type { EpcisDocument } from '../../gateway/services/read/epcis/documents.js';
import type { Gateway } from '../../gateway/start/server.js';
import { signedHeaders } from '../gateway/http/exchange.js';
import { World } from '../gateway/harness.js';
import { commitment, fulfilmentRecord, orderRecord } from '../support/records.js';
import { epcisSchema } from './epcis-schema.js';

const seller = 'demo-platform.shop1';
const order = commitment('o');
const parties = { carrier: 'demo-carrier', customsBroker: 'demo-customs' };
const trace = (event: string, at: string, more: object = {}): FactRecord =>
  ({ kind: 'trace', seller, at, order, event, ...more }) as FactRecord;
const delivered = (at: string): FactRecord =>
  ({ kind: 'fulfilment', seller, at, order, parcel: 1, event: 'delivered' }) as const;

describe("an order's timeline as EPCIS 2.0", () => {
  let world: World;
  let gateway: Gateway;
  let wrong: string;
  let correction: string;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('o', { parties, parcels: 2 })]);
    const { batch } = await world.state(gateway, 'demo-carrier', [
      fulfilmentRecord('o', { parcel: 1, parcels: 2 }),
      fulfilmentRecord('o', { parcel: 2, at: '2026-05-03T10:00:00Z' }),
      trace('picked-up', '2026-05-03T12:00:00Z', { parcel: 2, place: 'BRSSZ' }),
      delivered('2026-05-09T10:00:00Z'),
    ]);
    await world.state(gateway, 'demo-customs', [trace('import-customs-held', '2026-05-05T09:00:00Z')]);
    wrong = `${batch}.3`;
    const replacement = delivered('2026-05-08T10:00:00Z');
    const corrected = await world.state(gateway, 'demo-carrier', [
      {
        ...{
          kind: 'correction',
          seller,
          at: '2026-05-10T10:00:00Z',
          target: wrong,
          reason: 'incorrect_data',
        },
        replacement,
      } as FactRecord,
    ]);
    correction = `${corrected.batch}.0`;
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const ask = async (who: string | undefined, query = '') => {
    const url = `/v1/sellers/${seller}/timeline.epcis?order=${order}${query}`;
    const headers = who === undefined ? {} : await signedHeaders(gateway.url + url, world.signer(who));
    return gateway.app.inject({ url, headers });
  };

  it('passes the published schema, and says of each event what, when and where', async () => {
    const answer = await ask('demo-platform');
    expect(answer.statusCode, answer.body).to.equal(200);
    expect(answer.headers['content-type']).to.match(/^application\/ld\+json/);
    const document = answer.json<EpcisDocument>();
    const passes = epcisSchema();
    expect(passes(document), JSON.stringify(passes.errors)).to.equal(true);
    const { ledger } = world.consortium;
    expect(
      document.epcisBody.eventList.map(({ bizStep, epcList, eventTime }) => [eventTime, bizStep, ...epcList]),
    ).to.deep.equal([
      ['2026-05-02T10:00:00Z', 'shipping', `urn:stl:${ledger}:${seller}:order:${order}:parcel:1`],
      ['2026-05-03T10:00:00Z', 'shipping', `urn:stl:${ledger}:${seller}:order:${order}:parcel:2`],
      ['2026-05-03T12:00:00Z', 'accepting', `urn:stl:${ledger}:${seller}:order:${order}:parcel:2`],
      [
        '2026-05-05T09:00:00Z',
        'urn:stl:terms#import-customs-held',
        `urn:stl:${ledger}:${seller}:order:${order}`,
      ],
      ['2026-05-09T10:00:00Z', 'receiving', `urn:stl:${ledger}:${seller}:order:${order}:parcel:1`],
      ['2026-05-08T10:00:00Z', 'receiving', `urn:stl:${ledger}:${seller}:order:${order}:parcel:1`],
    ]);
    expect(document.epcisBody.eventList[2]).to.deep.include({
      readPoint: { id: 'urn:stl:terms#unlocode:BRSSZ' },
      'stl:issuer': 'demo-carrier',
      'stl:counts': true,
    });
  });

  it('declares what was corrected as an error, and names the event that took its place', async () => {
    const { eventList } = (await ask('demo-carrier')).json<EpcisDocument>().epcisBody;
    const { ledger } = world.consortium;
    const [mistaken, inItsPlace] = eventList.slice(-2);
    expect(mistaken).to.deep.include({ eventID: `urn:stl:${ledger}:record:${wrong}`, 'stl:counts': false });
    expect(mistaken?.errorDeclaration).to.deep.include({
      reason: 'incorrect_data',
      correctiveEventIDs: [`urn:stl:${ledger}:record:${correction}`],
    });
    expect(inItsPlace).to.include({ eventID: `urn:stl:${ledger}:record:${correction}`, 'stl:counts': true });
    expect(inItsPlace).not.to.have.property('errorDeclaration');
  });

  it('is for the parties alone, as the timeline is', async () => {
    expect((await ask(undefined)).json()).to.include({ status: 401, code: 'signature_required' });
    for (const who of ['demo-inspector', 'demo-pay'])
      expect((await ask(who)).json(), who).to.include({ status: 404, code: 'not_found' });
  });

  it('goes on where a page ends', async () => {
    const seen: string[] = [];
    let query = '&limit=2';
    for (let pages = 0; query !== '' && pages < 10; pages++) {
      const answer = await ask('demo-platform', query);
      seen.push(...answer.json<EpcisDocument>().epcisBody.eventList.map(({ eventID }) => eventID));
      const [, link = ''] = /^<(.*)>; rel="next"$/.exec(String(answer.headers['link'] ?? '')) ?? [];
      const cursor = link === '' ? null : new URL(link).searchParams.get('cursor');
      query = cursor === null ? '' : `&limit=2&cursor=${cursor}`;
    }
    expect(seen).to.have.length(6);
    expect(new Set(seen)).to.have.property('size', 6);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readEvents } from '../../../gateway/cli/epcis/event-list.js';
import { epcisDocument, objectEvent } from './documents.js';

describe('the events of an EPCIS document', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-epcis-'));
  });
  after(() => rm(dir, { recursive: true }));

  const read = async (content: string | Uint8Array): Promise<unknown[]> => {
    const file = join(dir, 'events.json');
    await writeFile(file, content);
    const events: unknown[] = [];
    for await (const { number, text } of readEvents(file)) {
      expect(number).to.equal(events.length + 1);
      events.push(JSON.parse(text));
    }
    return events;
  };
  const failure = (content: string | Uint8Array): Promise<string> =>
    read(content).then(
      () => '',
      (error: unknown) => (error as Error).message,
    );

  it('are the same whatever stands in their texts and around them', async () => {
    const events = [
      objectEvent({ note: 'brackets ]}" and \\ and ,' }),
      objectEvent({ nested: [[{ a: ['}'] }], 'é\u{1f4e6}'] }),
      objectEvent(),
    ];
    expect(await read(epcisDocument(events))).to.deep.equal(events);
    expect(await read(JSON.stringify(JSON.parse(epcisDocument(events)), null, 3))).to.deep.equal(events);
    expect(await read(epcisDocument([]))).to.deep.equal([]);
    const decoy = { epcisHeader: { eventList: [{ type: 'x' }], text: '"eventList":[' } };
    expect(await read(epcisDocument(events, decoy))).to.deep.equal(events);
  });

  it('are found in the answer to a query, too', async () => {
    const eventList = [objectEvent(), objectEvent()];
    const body = { queryResults: { queryName: 'q', resultsBody: { eventList } } };
    const answer = epcisDocument([], { type: 'EPCISQueryDocument', epcisBody: body });
    expect(await read(answer)).to.deep.equal(eventList);
  });

  it('come one at a time, however long the document is', async () => {
    const events = Array.from({ length: 20_000 }, (_, i) => objectEvent({ eventID: `urn:uuid:${i}` }));
    expect(await read(epcisDocument(events))).to.have.length(20_000);
  });

  it('are no events where the document is none', async () => {
    const good = epcisDocument([objectEvent()]);
    for (const [content, message] of [
      ['', /is not JSON/],
      ['[]', /is neither/],
      ['{"a":', /is not JSON/],
      [good.slice(0, -1), /is not JSON/],
      [good.slice(0, -40), /ends within its list of events/],
      [`${good}x`, /is not JSON/],
      [epcisDocument([], { type: 'EPCISMasterDataDocument' }), /is neither/],
      [epcisDocument([], { schemaVersion: '1.2' }), /another version/],
      [epcisDocument([], { epcisBody: {} }), /has no list of events/],
      [good.replace('"epcisBody"', '"epcisBody":{"eventList":[]},"epcisBody"'), /two lists|twice/],
      [epcisDocument([objectEvent({ pad: 'x'.repeat(300_000) })]), /more than 256 KiB: event 1/],
      [epcisDocument([], { pad: 'x'.repeat(1_100_000) }), /more than 1 MiB beside/],
      ['['.repeat(100_000), /nested deeper/],
      [Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
    ] as const)
      expect(await failure(content), String(content).slice(0, 60)).to.match(message);
  });
});

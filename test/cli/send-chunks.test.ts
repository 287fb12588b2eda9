import { expect } from 'chai';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { ChunkSender } from '../../gateway/cli/commands/facts/batch/send-chunks.js';
import type { SigningClient } from '../../gateway/cli/frame/signing.js';
import { orderRecord } from '../support/records.js';

/** A gateway that queues every batch, and tells in which order it is spoken to. */
function queueing(): { readonly calls: string[]; readonly signing: SigningClient } {
  const calls: string[] = [];
  let sent = 0;
  const client = {
    signBatch: () => Promise.resolve({ id: 'b' }),
    send: () => Promise.resolve({ type: 'job', job: `job${calls.push(`send ${++sent}`) && sent}` }),
    awaitJob: (job: string) => Promise.resolve(calls.push(`await ${job}`)),
  };
  return { calls, signing: { client, as: 'demo-platform' } as unknown as SigningClient };
}

const chunk = (...names: readonly string[]) => ({
  records: names.map((name) => orderRecord(name)),
  after: [],
  lines: [1, names.length] as const,
});
const returned = (name: string): FactRecord => ({
  kind: 'fulfilment',
  seller: 'demo-platform.shop1',
  at: '2026-05-09T10:00:00Z',
  order: orderRecord(name).order,
  event: 'returned',
});

describe('batches of a file that nobody waits for', () => {
  const send = async (
    ...chunks: readonly Parameters<ChunkSender['send']>[0][]
  ): Promise<readonly string[]> => {
    const { calls, signing } = queueing();
    const sender = new ChunkSender(signing, false, new AbortController().signal);
    for (const one of chunks) await sender.send(one);
    return calls;
  };

  it('wait for those before them that are about the same thing', async () => {
    const later = { ...chunk(), records: [returned('a')] };
    expect(await send(chunk('a'), chunk('b'), later)).to.deep.equal([
      'send 1',
      'send 2',
      'await job1',
      'send 3',
    ]);
  });

  it('go side by side where they are not, as many as the queue should hold of one sender', async () => {
    const calls = await send(...Array.from({ length: 17 }, (_, i) => chunk(String(i))));
    expect(calls.filter((call) => call.startsWith('await'))).to.deep.equal(['await job1']);
    expect(calls.at(-1)).to.equal('send 17');
  });
});

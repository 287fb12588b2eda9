import { percentile, rate, type Figure } from '../measurement.js';
import type { BenchNetwork } from './bench-network.js';
import { platformFacts, sendThrough } from './sending.js';

const batchCount = 200;

/** Where a lone batch spends its time, by the nodes' own clocks. Peers work at the same time, so means are over all of them. */
const stages = [
  { part: 'peer', name: 'endorser_proposal_duration', about: 'endorsement, the chaincode within it' },
  { part: 'orderer', name: 'broadcast_enqueue_duration', about: 'handing over to the orderer' },
  { part: 'orderer', name: 'blockcutter_block_fill_duration', about: 'waiting for the block to be cut' },
  { part: 'peer', name: 'gossip_privdata_validation_duration', about: 'validation of a block' },
  { part: 'peer', name: 'ledger_block_processing_time', about: 'commit of a block' },
] as const;

/** Sends one-record batches to a gateway one at a time, each until its receipt: endorsed, ordered, committed, folded. */
export async function measureStages(network: BenchNetwork): Promise<Figure[]> {
  const signed = await network.signer.signAhead(platformFacts(1, 53), batchCount);
  await network.settled();
  const read = (): Promise<{ sum: number; count: number }[]> =>
    Promise.all(stages.map(({ part, name }) => network.histogram(part, name)));
  const before = await read();
  const [gateway = ''] = network.gateways;
  const { latenciesMs } = await sendThrough((body) => post(gateway, body), 1, signed);
  const after = await read();
  const means = stages.map(({ about }, i) => {
    const count = (after[i]?.count ?? 0) - (before[i]?.count ?? 0);
    const sum = (after[i]?.sum ?? 0) - (before[i]?.sum ?? 0);
    return `${about} ${((sum / count) * 1000).toFixed(1)}`;
  });
  const limit = `mean ms: ${means.join('; ')}`;
  return [
    {
      what: 'ms from submit to projected, half of lone batches',
      value: rate(percentile(latenciesMs, 50)),
      limit,
    },
    {
      what: 'the same, 99 of 100',
      value: rate(percentile(latenciesMs, 99)),
      limit: 'where a block waits to be cut: BatchTimeout',
    },
  ];
}

async function post(gateway: string, body: Uint8Array): Promise<void> {
  const answer = await fetch(`${gateway}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', prefer: 'wait=30' },
    body,
  });
  await answer.arrayBuffer();
  if (answer.status !== 201) throw new Error(`a batch was answered with ${answer.status}`);
}

import type { ServerProcess } from './child.js';
import { requestBytes, sendAll, type LoadResult } from './load.js';

export interface SubmitResult extends LoadResult {
  /** Processor time that the gateway took, over all its threads. */
  readonly processorSeconds: number;
}

/** Sends batches and waits until each is verified, durable and folded. Throws where one was not taken. */
export async function submitAll(
  gateway: ServerProcess,
  connections: number,
  batches: readonly Uint8Array[],
): Promise<SubmitResult> {
  const headers = { 'content-type': 'application/x-ndjson', prefer: 'wait=30' };
  const requests = batches.map((body) => requestBytes(gateway.url, 'POST', '/v1/batches', headers, body));
  let sent = 0;
  const before = await gateway.usage();
  const result = await sendAll(gateway.url, connections, () => requests[sent++], 201);
  if (result.unwanted > 0) throw new Error(`${result.unwanted} batches were not taken`);
  const after = await gateway.usage();
  return { ...result, processorSeconds: after.processorSeconds - before.processorSeconds };
}

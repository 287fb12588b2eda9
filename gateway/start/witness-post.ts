import type { PostToWitness } from '../services/sealing/witnesses-exchange.js';

/** Milliseconds for one request. */
const answerWaitMs = 10_000;
/** Far above any cosignature: a witness must not fill the memory. */
const answerBytesMax = 64 * 1024;

/** Over HTTP. A redirect is not followed: where checkpoints go, the operator decides. */
export const postToWitness: PostToWitness = async (url, body, signal) => {
  const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(answerWaitMs)]),
  });
  const parts: Uint8Array[] = [];
  let length = 0;
  const received: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
  for await (const part of received ?? []) {
    length += part.length;
    if (length > answerBytesMax) throw new RangeError('the answer is too long');
    parts.push(part);
  }
  return { status: response.status, body: Buffer.concat(parts).toString('utf8') };
};

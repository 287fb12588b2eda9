import { readUpTo } from '../sdk/platform/read-up-to.js';
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
  const received = response.body ? await readUpTo(response.body, answerBytesMax) : new Uint8Array();
  if (received === undefined) throw new RangeError('the answer is too long');
  return { status: response.status, body: Buffer.from(received).toString('utf8') };
};

import { sha256 } from '@noble/hashes/sha2.js';
import { isAlgorithmOf, verifyAnswer } from '../http-signatures/profile.js';
import { SignatureError } from '../http-signatures/verify.js';
import { text } from '../../../chaincode/domain/bytes.js';
import { ClientError, ProblemError, type ProblemDetail } from '../platform/errors.js';
import { verifyWith, type NamedPublicJwk } from '../platform/keys.js';
import type { IncomingAnswer } from './transport.js';

/** Seconds. Gateways sign an unsigned GET's answer once a minute; the rest is for clocks that differ. */
const answerAgeMaxSeconds = 180;

/**
 * The key id that signed the answer to exactly this request; undefined where it is not signed.
 * Throws ClientError `answer_signature`.
 */
export async function signerOf(
  answer: IncomingAnswer,
  keys: readonly NamedPublicJwk[],
): Promise<string | undefined> {
  if (answer.header('signature') === undefined) return undefined;
  try {
    const { keyid } = await verifyAnswer(answer, {
      now: Math.floor(Date.now() / 1000),
      maxAge: answerAgeMaxSeconds,
      body: answer.body,
      sha256,
      verify: (kid, data, signature, alg) => {
        const key = keys.find((candidate) => candidate.kid === kid);
        if (key === undefined) return undefined;
        return isAlgorithmOf(key.alg, alg) && verifyWith(key, data, signature);
      },
    });
    return keyid;
  } catch (cause) {
    if (!(cause instanceof SignatureError)) throw cause;
    throw new ClientError('answer_signature', `the answer's signature does not hold: ${cause.message}`, {
      cause,
      ...requestIdOf(answer),
    });
  }
}

export function requestIdOf(answer: IncomingAnswer): { requestId?: string } {
  const requestId = answer.header('x-request-id');
  return requestId === undefined ? {} : { requestId };
}

/** The body as JSON. Throws ClientError `answer_malformed`. */
export function jsonOf(answer: IncomingAnswer): unknown {
  try {
    return JSON.parse(text(answer.body)) as unknown;
  } catch (cause) {
    const { origin } = new URL(answer.request.targetUri);
    throw new ClientError(
      'answer_malformed',
      `the answer is not JSON: is ${origin} a gateway of this ledger, and nothing before it?`,
      { cause, ...requestIdOf(answer) },
    );
  }
}

function retryAfterMs(answer: IncomingAnswer): number | undefined {
  const seconds = answer.header('retry-after');
  return seconds !== undefined && /^[0-9]{1,5}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

/** What an answer means that no gateway gives: theirs are RFC 9457. */
const ofProxies: Readonly<Record<number, string>> = {
  413: 'it takes no body of this size; a batch has up to 2 MiB',
  502: 'it cannot reach the gateway',
  503: 'it cannot reach the gateway now',
  504: 'the gateway did not answer it in time',
};

function proxyText({ request, status }: IncomingAnswer): string {
  const meaning = ofProxies[status];
  return `something before the gateway at ${new URL(request.targetUri).origin} answered ${status}${meaning === undefined ? '' : `: ${meaning}`}`;
}

/** An error answer as the error it reports (RFC 9457), whatever sits between client and gateway. */
export function problemOf(answer: IncomingAnswer): ProblemError {
  let body: Partial<Record<'code' | 'title' | 'detail' | 'requestId' | 'errors', unknown>> = {};
  if (answer.header('content-type')?.startsWith('application/problem+json')) body = jsonOf(answer) as object;
  const { code, title, detail, requestId, errors } = body;
  return new ProblemError([detail, title].find((part) => typeof part === 'string') ?? proxyText(answer), {
    code: typeof code === 'string' ? code : `http_${answer.status}`,
    status: answer.status,
    errors: Array.isArray(errors) ? (errors as ProblemDetail[]) : [],
    requestId: typeof requestId === 'string' ? requestId : requestIdOf(answer).requestId,
    retryAfterMs: retryAfterMs(answer),
  });
}

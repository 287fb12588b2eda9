import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sha256 } from '../../../chaincode/domain/ports.js';
import { contentDigest } from '../../sdk/http-signatures/content-digest.js';
import { signAnswer } from '../../sdk/http-signatures/profile.js';
import type { Sign } from '../../sdk/http-signatures/sign.js';
import type { Clock } from '../../services/common/ports.js';
import { AnswerCache } from './answer-cache.js';
import { claimsSignature, signableReply } from './signable.js';
import type { App } from './types.js';

/** The organisation's key for what its gateway says. */
export interface AnswerSigner {
  readonly kid: string;
  readonly sign: Sign;
}

export interface AnswerSignatureOptions {
  readonly publicUrl: string;
  readonly signer: AnswerSigner;
  readonly sha256: Sha256;
  readonly now: Clock;
  /** Names what answers are made of: a cached one holds for one generation. */
  readonly generation: () => string;
}

/** Signs a reply whose status and content type are set. */
export async function signReply(
  reply: FastifyReply,
  body: Uint8Array,
  { publicUrl, signer, sha256, now }: Omit<AnswerSignatureOptions, 'generation'>,
): Promise<void> {
  reply.header('content-digest', await contentDigest(body, sha256));
  const fields = await signAnswer(signableReply(reply, publicUrl), {
    keyid: signer.kid,
    created: now(),
    sign: signer.sign,
  });
  reply.header('signature-input', fields.signatureInput).header('signature', fields.signature);
}

/**
 * Signs every 2xx answer under /v1 and every error to a signed request. Answers to unsigned GETs are kept whole,
 * one per (target URI, generation of what is folded, minute), and sent again without running the route.
 */
export function answerSignature(app: App, options: AnswerSignatureOptions): void {
  const { now } = options;
  const cache = new AnswerCache();
  const generation = (): string => `${options.generation()}/${Math.floor(now() / 60)}`;
  app.decorateRequest('generation');

  app.addHook('onRequest', (request, reply, done) => {
    if (!isCacheable(request)) {
      done();
      return;
    }
    const current = generation();
    const cached = cache.get(request.raw.url ?? '', current);
    if (cached === undefined) {
      request.generation = current;
      done();
      return;
    }
    reply.hijack();
    reply.raw.writeHead(200, [...cached.headers, 'x-request-id', request.id]);
    reply.raw.end(cached.body);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const under = request.url.startsWith('/v1/');
    const isSuccess = reply.statusCode >= 200 && reply.statusCode < 300;
    if (!(isSuccess ? under : claimsSignature(request)) || reply.statusCode === 204) return payload;
    const text = typeof payload === 'string' ? payload : '';
    const body = Buffer.from(text);
    if (under && isSuccess) {
      reply.header('cache-control', claimsSignature(request) ? 'private, no-store' : 'no-cache');
      reply.header('vary', 'signature-input');
    }
    try {
      await signReply(reply, body, options);
    } catch (error) {
      reply.removeHeader('content-digest');
      // An error is told without a signature too, for nothing is believed of it; an answer is not.
      if (isSuccess) throw error;
      request.log.warn({ failure: error }, 'an error could not be signed');
      return payload;
    }
    const current = request.generation;
    if (current !== undefined && reply.statusCode === 200) {
      const url = request.raw.url ?? '';
      const headers = headersOf(reply, body.length);
      const size = headers.reduce((sum, part) => sum + part.length, url.length + body.length);
      cache.put(url, current, { headers, body: text, size });
    }
    return text;
  });
}

/** Jobs change by themselves; everything else under /v1 changes only with a block or a witness's line. */
function isCacheable(request: FastifyRequest): boolean {
  const { url } = request.raw;
  if (request.method !== 'GET' || url === undefined || !url.startsWith('/v1/') || url.startsWith('/v1/jobs/'))
    return false;

  const { headers } = request;
  return (
    !claimsSignature(request) &&
    headers['content-digest'] === undefined &&
    headers['content-length'] === undefined
  );
}

const perAnswer = new Set(['content-length', 'x-request-id']);

function headersOf(reply: FastifyReply, length: number): string[] {
  const flat: string[] = [];
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined && !perAnswer.has(name)) flat.push(name, String(value));

  flat.push('content-length', String(length));
  return flat;
}

import { Refusal } from '../../../chaincode/domain/errors.js';
import { assertSignatureForm } from '../../../chaincode/domain/participants/signature-form.js';
import type { Crypto, PublicJwk, SignatureAlgorithm } from '../../../chaincode/domain/ports.js';
import { contentDigestMatches } from '../../sdk/http-signatures/content-digest.js';
import { isAlgorithmOf, verifyRequest } from '../../sdk/http-signatures/profile.js';
import { SignatureError } from '../../sdk/http-signatures/verify.js';
import { anonymous, type Caller } from '../../services/common/caller.js';
import type { Keys } from '../../services/read/keys.js';
import type { Clock, NonceStore } from '../../services/common/ports.js';
import { claimsSignature, signableRequest } from './signable.js';
import type { App } from './types.js';

export interface RequestSignatureOptions {
  readonly publicUrl: string;
  readonly keys: Keys;
  readonly nonces: NonceStore;
  readonly crypto: Crypto;
  readonly now: Clock;
}

/** Establishes `request.caller`. A signature that is there but does not hold is an error, never an anonymous caller. */
export function requestSignature(app: App, options: RequestSignatureOptions): void {
  const { publicUrl, keys, nonces, crypto, now } = options;
  app.decorateRequest('caller');
  app.decorateRequest('rawBody');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = anonymous;
    done();
  });
  // Before validation, so that an unsigned guess learns nothing from validation errors; after the body is there.
  app.addHook('preValidation', async (request) => {
    const digest = request.headers['content-digest'];
    if (!claimsSignature(request)) {
      // Unsigned, too: the answer's signature repeats this field, and must not vouch for a wrong one.
      if (
        digest !== undefined &&
        !(await contentDigestMatches(String(digest), body(request.rawBody), crypto.sha256))
      )
        throw new SignatureError('content_digest_mismatch', 'Content-Digest does not match the body.');

      return;
    }
    let caller: Caller = anonymous;
    const { keyid, nonce, expires } = await verifyRequest(signableRequest(request, publicUrl), {
      now: now(),
      body: request.rawBody,
      sha256: crypto.sha256,
      verify(kid, data, signature, alg) {
        const key = keys.find(kid);
        if (key === undefined) return undefined;
        caller = key.caller;
        if (!isAlgorithmOf(key.alg, alg)) return false;
        return hasGoodForm(key.alg, key.jwk, signature) && crypto.verify(key.alg, key.jwk, data, signature);
      },
    });
    const { method, routeOptions } = request;
    const isRead = method === 'GET' || method === 'HEAD' || routeOptions.config.isRead === true;
    if (!(await nonces.use(keyid, nonce, expires, !isRead)))
      throw new SignatureError('nonce_reused', 'The nonce was used before.');

    request.caller = caller;
  });
}

const body = (raw: Buffer | undefined): Uint8Array => raw ?? new Uint8Array();

/** The same forms as on the ledger: one signature must not have two spellings here either. */
function hasGoodForm(alg: SignatureAlgorithm, jwk: PublicJwk, signature: Uint8Array): boolean {
  try {
    assertSignatureForm(alg, jwk, signature);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

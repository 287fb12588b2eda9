import { fromBase64url } from '../bytes.js';
import { Refusal, type Defect } from '../errors.js';
import type { PublicJwk, Sha256, SignatureAlgorithm } from '../ports.js';
import { parseTime } from '../time.js';
import * as ed25519 from './ed25519.js';
import { bigEndian } from './integers.js';
import * as p256 from './p256.js';
import { thumbprint } from './thumbprint.js';
import type { Participant, ParticipantKey } from '../consortium/participant.js';

/** True for a public key that can be trusted to verify: on its curve, in canonical form, not of small order. */
export function isAcceptableKey(jwk: PublicJwk): boolean {
  const x = fromBase64url(jwk.x);
  if (x?.length !== 32) return false;
  switch (jwk.kty) {
    case 'OKP':
      return ed25519.isCanonicalPoint(x) && !ed25519.isSmallOrder(x) && ed25519.isOnCurve(x);
    case 'EC': {
      const y = fromBase64url(jwk.y);
      return y?.length === 32 && p256.isOnCurve(bigEndian(x), bigEndian(y));
    }
  }
}

/** Why a key cannot be registered: pointers are relative to the key. A registered key is never born revoked. */
export function keyDefects(key: ParticipantKey, sha256: Sha256): Defect[] {
  const found: Defect[] = [];
  const refuseIf = (wrong: boolean, pointer: string, reason: string): void => {
    if (wrong) found.push({ code: 'key_unacceptable', reason, pointer });
  };
  const notBefore = parseTime(key.notBefore);
  const notAfter = parseTime(key.notAfter);
  refuseIf((key.alg === 'ES256') !== (key.jwk.kty === 'EC'), '/alg', 'algorithm is not that of the key');
  refuseIf(!isAcceptableKey(key.jwk), '/jwk', 'not a point of the curve that may be used as a key');
  refuseIf(thumbprint(key.jwk, sha256) !== key.kid, '/kid', 'not the RFC 7638 thumbprint of the key');
  refuseIf(notBefore === undefined, '/notBefore', 'no such date or time');
  refuseIf(notAfter === undefined, '/notAfter', 'no such date or time');
  refuseIf(!((notBefore ?? 0) < (notAfter ?? 0)), '/notAfter', 'not after notBefore');
  refuseIf(key.revoked !== undefined, '/revoked', 'key is revoked');
  return found;
}

/**
 * The participant's key `kid`, if it may verify at `time` (seconds). Throws Refusal `key_unknown`, or
 * `key_not_valid` where it is outside its window, revoked, or of another algorithm than `alg`.
 */
export function usableKey(
  participant: Participant,
  kid: string,
  alg: SignatureAlgorithm,
  time: number,
): ParticipantKey {
  const key = participant.keys.find((candidate) => candidate.kid === kid);
  if (!key) throw new Refusal({ code: 'key_unknown', reason: 'issuer has no such key' });
  const refuse = (reason: string): Refusal => new Refusal({ code: 'key_not_valid', reason });
  if (key.revoked) throw refuse('key is revoked');
  // Without this, a signature could be checked under the rules of an algorithm its owner never agreed to.
  if (key.alg !== alg) throw refuse('key is registered for another algorithm');
  const from = parseTime(key.notBefore);
  const until = parseTime(key.notAfter);
  if (from === undefined || until === undefined || time < from || time > until)
    throw refuse('key is outside its validity window');

  return key;
}

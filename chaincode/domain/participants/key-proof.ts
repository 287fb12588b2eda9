import Type, { type Static } from 'typebox';
import { base64url, utf8 } from '../bytes.js';
import { canonicalBytes, canonicalText } from '../canonical.js';
import { parseCompactJws, type CompactJws, type JwsForm } from '../compact-jws.js';
import { Hex32, type ConsortiumState } from '../consortium/document.js';
import { ParticipantKey, type Participant } from '../consortium/participant.js';
import { Refusal } from '../errors.js';
import type { Crypto, SignatureAlgorithm } from '../ports.js';
import { Commitment, ParticipantId, closed, oneOf } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import { usableKey } from './keys.js';
import { assertSignatureForm } from './signature-form.js';
import { assertActive } from './standing.js';

const type = 'stl-key+jws';

/** Nothing else, so that no `crit`, `b64`, `jwk` or `jku` can change what is verified. */
const KeyProofHeader = closed({
  alg: oneOf(['ES256', 'Ed25519']),
  kid: Commitment,
  typ: Type.Literal(type),
});

/** What a participant's key says: that this other key is the participant's, too, on this ledger. */
const KeyProofPayload = closed({
  key: ParticipantKey,
  /** Ledger id. */
  ledger: Hex32,
  participant: ParticipantId,
  v: Type.Literal(1),
});
type KeyProofPayload = Static<typeof KeyProofPayload>;

type KeyProof = CompactJws<Static<typeof KeyProofHeader>, KeyProofPayload>;

/** What a proof vouches for. */
export type KeyClaim = Omit<KeyProofPayload, 'v'>;

const form: JwsForm = {
  header: compileSchema(KeyProofHeader, 'jws_malformed'),
  payload: compileSchema(KeyProofPayload, 'jws_malformed'),
  pointer: '/action/proof',
};

interface KeySigner {
  readonly alg: SignatureAlgorithm;
  readonly kid: string;
  /** 64 bytes; for ES256 r || s. */
  readonly sign: (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

/** Has a participant's key vouch for a new one: the `proof` of `key.rotate`, a compact JWS. */
export async function composeKeyProof({ alg, kid, sign }: KeySigner, claim: KeyClaim): Promise<string> {
  const header = base64url(canonicalBytes({ alg, kid, typ: type }));
  const input = `${header}.${base64url(canonicalBytes({ ...claim, v: 1 }))}`;
  return `${input}.${base64url(await sign(utf8(input)))}`;
}

interface KeyProofContext {
  readonly participant: Participant;
  readonly consortium: Pick<ConsortiumState, 'ledger' | 'organisations'>;
  /** The transaction's time in seconds. */
  readonly time: number;
  readonly crypto: Pick<Crypto, 'verify'>;
}

/**
 * Refuses a proof unless the participant, active now, vouches for exactly this key on this ledger by a key of its own that is
 * in force now. Throws Refusal `jws_malformed`, `audience_mismatch`, `issuer_not_active`, `key_unknown`, `key_not_valid`,
 * `signature_form`, `signature_invalid`.
 */
export function assertKeyProof(proof: string, key: ParticipantKey, context: KeyProofContext): void {
  const { consortium, crypto, participant, time } = context;
  const { header, payload, signature, signingInput }: KeyProof = parseCompactJws(proof, form);
  const { pointer } = form;
  if (payload.ledger !== consortium.ledger)
    throw new Refusal({ code: 'audience_mismatch', reason: 'proof is for another ledger', pointer });
  const claimed: KeyProofPayload = { key, ledger: consortium.ledger, participant: participant.id, v: 1 };
  if (canonicalText(payload) !== canonicalText(claimed)) {
    const reason = 'proof is for another participant or another key';
    throw new Refusal({ code: 'signature_invalid', reason, pointer });
  }
  assertActive(participant, consortium, time);
  const { jwk } = usableKey(participant, header.kid, header.alg, time);
  assertSignatureForm(header.alg, jwk, signature);
  if (!crypto.verify(header.alg, jwk, signingInput, signature))
    throw new Refusal({ code: 'signature_invalid', reason: 'signature does not verify', pointer });
}

import Type, { type Static } from 'typebox';
import { Commitment, ParticipantId, closed, oneOf } from '../records/common.js';
import { daySeconds } from '../time.js';

/** Limits of a batch, in bytes, records and seconds. */
export const limits = {
  batchBytes: 2 * 1024 * 1024,
  /** All batches of one transaction together. */
  transactionBytes: 4 * 1024 * 1024,
  lineBytes: 8 * 1024,
  records: 2_000,
  lifetimeSeconds: daySeconds,
} as const;

/** Protected header: nothing else, so that no `crit`, `b64`, `jwk` or `jku` can change what is verified. */
export const BatchHeader = closed({
  alg: oneOf(['ES256', 'Ed25519']),
  kid: Commitment,
  typ: Type.Literal('stl-batch+jws'),
});
export type BatchHeader = Static<typeof BatchHeader>;

const Seconds = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const BatchPayload = closed({
  /** Ledger id. */
  aud: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  exp: Seconds,
  iat: Seconds,
  /** Participant id. */
  iss: ParticipantId,
  jti: Type.String({ pattern: '^[A-Za-z0-9._~-]{1,64}$' }),
  /** Count of records. */
  n: Type.Integer({ minimum: 1, maximum: limits.records }),
  /** RFC 9162 root over the record lines, base64url. */
  root: Commitment,
  v: Type.Literal(1),
});
export type BatchPayload = Static<typeof BatchPayload>;

/** Line 1. */
export const BatchEnvelope = closed({ jws: Type.String() });

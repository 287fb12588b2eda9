import { base64url, utf8 } from '../bytes.js';
import { canonicalBytes, canonicalText } from '../canonical.js';
import { leafHash, merkleRoot } from '../merkle/tree.js';
import type { Sha256, SignatureAlgorithm } from '../ports.js';
import type { FactRecord } from '../records/index.js';

export interface BatchDraft {
  readonly records: readonly FactRecord[];
  /** Participant id of the signer. */
  readonly iss: string;
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  /** Unique per issuer; the same content sent again must have the same one. */
  readonly jti: string;
  /** Ledger id. */
  readonly aud: string;
  /** Seconds since the epoch; `exp` at most 86,400 s after `iat`. */
  readonly iat: number;
  readonly exp: number;
  readonly sha256: Sha256;
  /** Signs the JWS signing input: 64 bytes, for ES256 r || s. */
  readonly sign: (signingInput: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

export interface ComposedBatch {
  /** Batch id: base64url SHA-256 of the signing input. */
  readonly id: string;
  readonly jti: string;
  readonly n: number;
  readonly root: string;
  /** The NDJSON to send. */
  readonly bytes: Uint8Array;
}

/** Builds and signs a batch. It checks nothing: `parseBatch` of the result lists what a ledger would refuse. */
export async function composeBatch(draft: BatchDraft): Promise<ComposedBatch> {
  const { alg, aud, exp, iat, iss, jti, kid, records, sha256 } = draft;
  const lines = records.map((record) => canonicalText(record));
  const n = lines.length;
  const root = base64url(
    merkleRoot(
      sha256,
      lines.map((line) => leafHash(sha256, utf8(line))),
    ),
  );
  const header = base64url(canonicalBytes({ alg, kid, typ: 'stl-batch+jws' }));
  const payload = base64url(canonicalBytes({ aud, exp, iat, iss, jti, n, root, v: 1 }));
  const signingInput = utf8(`${header}.${payload}`);
  const signature = base64url(await draft.sign(signingInput));
  const first = canonicalText({ jws: `${header}.${payload}.${signature}` });
  const bytes = utf8([first, ...lines, ''].join('\n'));
  return { id: base64url(sha256(signingInput)), jti, n, root, bytes };
}

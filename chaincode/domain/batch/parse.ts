import { base64url } from '../bytes.js';
import { parseCanonicalLine } from '../canonical.js';
import { merkleRoot } from '../merkle/tree.js';
import type { Crypto, Sha256 } from '../ports.js';
import type { FactRecord } from '../records/index.js';
import { recordDefects } from '../records/validate.js';
import { DefectList } from './defect-list.js';
import { frame, type Frame } from './framing.js';
import { parseJwsLine, type BatchJws } from './jws.js';

/** A batch whose bytes are good. Nothing is yet said of its signature or of what its issuer may state. */
export interface ParsedBatch extends BatchJws {
  /** base64url SHA-256 of the signing input. */
  readonly id: string;
  readonly records: readonly FactRecord[];
  /** The record lines, without line feeds: `lines[i]` is record `<id>.<i>`. */
  readonly lines: readonly string[];
}

/** `parseBatch` with its crypto; one process may remember what it has parsed. */
export type ParseBatch = (bytes: Uint8Array, foldVersion: number) => ParsedBatch;

/** Root over the record lines. Each line's hash input, 0x00 || line, is cut out of one copy of the batch. */
function rootOf(sha256: Sha256, bytes: Uint8Array, { starts }: Frame): string {
  // Not slice(): that of a Node Buffer is no copy, and the batch itself would be changed before it is committed.
  const copy = new Uint8Array(bytes);
  const leaves: Uint8Array[] = [];
  for (let i = 1; i + 1 < starts.length; i++) {
    const start = starts[i] as number;
    // The line feed before a line gives its place to the leaf prefix of RFC 9162.
    copy[start - 1] = 0x00;
    leaves.push(sha256(copy.subarray(start - 1, (starts[i + 1] as number) - 1)));
  }
  return base64url(merkleRoot(sha256, leaves));
}

/**
 * Parses a batch and checks all that its bytes and the fold version in force decide: framing, canonical form, JWS form, count, root, and
 * each record's schema and semantics. Throws a Refusal that lists every defect (at most 100, and how many more).
 */
export function parseBatch(
  bytes: Uint8Array,
  foldVersion: number,
  crypto: Pick<Crypto, 'sha256'>,
): ParsedBatch {
  const framed = frame(bytes);
  const defects = new DefectList();
  const jws = defects.attempt(1, () => parseJwsLine(framed.lines[0] as string));
  const lines = framed.lines.slice(1);
  const records: FactRecord[] = [];
  for (let i = 0; i < lines.length; i++) {
    const record = defects.attempt(i + 2, () => parseCanonicalLine(lines[i] as string));
    if (!record) continue;
    const found = recordDefects(record, foldVersion);
    if (found.length > 0) defects.addAll(found, i + 2);
    records.push(record as unknown as FactRecord);
  }
  if (jws) {
    const { n, root } = jws.payload;
    if (n !== lines.length) {
      defects.add({
        code: 'root_mismatch',
        reason: 'n is not the number of records',
        line: 1,
        pointer: '/jws',
      });
    } else if (root !== rootOf(crypto.sha256, bytes, framed)) {
      defects.add({
        code: 'root_mismatch',
        reason: 'root is not that of the records',
        line: 1,
        pointer: '/jws',
      });
    }
  }
  defects.throwIfAny();
  const { signingInput } = jws as BatchJws;
  return { ...(jws as BatchJws), id: base64url(crypto.sha256(signingInput)), records, lines };
}

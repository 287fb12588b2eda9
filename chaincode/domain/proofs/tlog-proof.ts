import { base64, base64url, fromBase64, fromBase64url, text } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import { ProofFailure } from './failure.js';
import type { RecordProof } from './record.js';

const header = 'c2sp.org/tlog-proof@v1';

/** Above any proof: a line of 64 KiB and a checkpoint with 100 signatures. */
const charactersMax = 1024 * 1024;

/** True for a file that says of itself that it is a C2SP tlog-proof. */
export const isTlogProof = (file: string): boolean => file.startsWith(`${header}\n`);

/**
 * A record's proof as one file (C2SP tlog-proof): programs that know nothing of records check with it that the log has the
 * batch's leaf. `extra` holds the rest of the proof as RFC 8785 JSON: `{"issuer","jws","line","path","record","time","v"}`;
 * the leaf is `{"jws","time"}` of it.
 */
export function formatTlogProof({ checkpoint, inclusion, ...extra }: RecordProof): string {
  const hashes = inclusion.path.map((hash) => base64(fromBase64url(hash) ?? new Uint8Array()));
  const lines = [header, `extra ${base64(canonicalBytes(extra))}`, `index ${inclusion.index}`, ...hashes];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads such a file; `verifyRecordProof` then checks what it gives. Throws ProofFailure `proof_malformed`. */
export function parseTlogProof(file: string): unknown {
  if (file.length > charactersMax) throw malformed(); // before anything is done for each line
  const end = file.indexOf('\n\n');
  const [first, extraLine = '', indexLine = '', ...hashes] = file.slice(0, Math.max(0, end)).split('\n');
  const extra = extraLine.startsWith('extra ') ? fromBase64(extraLine.slice('extra '.length)) : undefined;
  const index = /^index (0|[1-9][0-9]{0,15})$/.exec(indexLine)?.[1];
  const path = hashes.map((line) => fromBase64(line));
  if (first !== header || extra === undefined || index === undefined) throw malformed();
  return {
    ...jsonIn(extra),
    inclusion: { index: Number(index), path: path.map((hash) => base64url(hash ?? new Uint8Array())) },
    checkpoint: file.slice(end + 2),
  };
}

function jsonIn(extra: Uint8Array): object {
  try {
    const value = JSON.parse(text(extra)) as unknown;
    // What the file states itself must not stand there again, with other values.
    const isExtra =
      typeof value === 'object' && value !== null && !('inclusion' in value) && !('checkpoint' in value);
    if (isExtra) return value;
  } catch {
    // Not text, or no JSON.
  }
  throw malformed();
}

const malformed = (): ProofFailure => new ProofFailure('proof_malformed', 'not a tlog-proof of a record');

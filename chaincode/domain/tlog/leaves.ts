import { base64url, utf8 } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import type { Sha256 } from '../ports.js';
import { formatTime } from '../time.js';

/**
 * The entries of the log, in the ledger's order. Three begin with `{` and are RFC 8785 JSON; a checkpoint begins with
 * its origin. Times are those of the transaction, RFC 3339; `time` here in seconds.
 *
 * - batch: `{"jws":"<compact JWS>","time":"..."}`. The JWS holds the batch's Merkle root, so no record stands here.
 * - consortium in force: `{"approvals":["<compact JWS>"],"consortium":"<ledger id>","time":"..."}`. The id is the document's hash.
 * - executed proposal: `{"approvals":["<compact JWS>"],"proposal":"<id>","time":"..."}`, what each organisation signed in the
 *   order of approval: the first is the proposal itself.
 *   Where one of these two would be over 65,535 bytes, `"approvalHashes"` stand in it for the approvals: base64url SHA-256 of each.
 * - agreed checkpoint: its body as `formatCheckpoint` writes it, at the position of the cosignature that agreed it.
 */
export const leafBytesMax = 0xffff; // C2SP tlog-tiles gives an entry's length in two bytes

export function batchLeaf(jws: string, time: number): Uint8Array {
  return canonicalBytes({ jws, time: formatTime(time) });
}

/** `approvals`: what organisations signed, in order. */
export function consortiumLeaf(
  sha256: Sha256,
  { ledger, approvals }: { readonly ledger: string; readonly approvals: readonly string[] },
  time: number,
): Uint8Array {
  return governanceLeaf(sha256, { consortium: ledger, time: formatTime(time) }, approvals);
}

/** `id`: that of the proposal. `approvals`: what organisations signed, in order. */
export function proposalLeaf(
  sha256: Sha256,
  { id, approvals }: { readonly id: string; readonly approvals: readonly string[] },
  time: number,
): Uint8Array {
  return governanceLeaf(sha256, { proposal: id, time: formatTime(time) }, approvals);
}

/** A registry of a thousand sellers' names must not keep its change out of the log: then its hash stands for it. */
function governanceLeaf(sha256: Sha256, rest: object, approvals: readonly string[]): Uint8Array {
  const whole = canonicalBytes({ approvals, ...rest });
  if (whole.length <= leafBytesMax) return whole;
  return canonicalBytes({ approvalHashes: approvals.map((jws) => base64url(sha256(utf8(jws)))), ...rest });
}

export function checkpointLeaf(body: string): Uint8Array {
  return utf8(body);
}

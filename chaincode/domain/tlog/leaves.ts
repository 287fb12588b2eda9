import { base64url, utf8 } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import type { Action } from '../consortium/action.js';
import type { Sha256 } from '../ports.js';
import { formatTime } from '../time.js';

/**
 * The entries of the log, in the ledger's order. Three begin with `{` and are RFC 8785 JSON; a checkpoint begins with
 * its origin. Times are those of the transaction, RFC 3339; `time` here in seconds.
 *
 * - batch: `{"jws":"<compact JWS>","time":"..."}`. The JWS holds the batch's Merkle root, so no record stands here.
 * - consortium in force: `{"consortium":"<ledger id>","time":"..."}`. The id is the document's hash.
 * - executed proposal: `{"action":{...},"approvals":["<organisation>"],"proposal":"<id>","time":"..."}`; where that would
 *   be over 65,535 bytes: `{"actionHash":"<base64url SHA-256 of the action's RFC 8785 bytes>","approvals",...}`.
 * - agreed checkpoint: its body as `formatCheckpoint` writes it, at the position of the cosignature that agreed it.
 */
export const leafBytesMax = 0xffff; // C2SP tlog-tiles gives an entry's length in two bytes

export function batchLeaf(jws: string, time: number): Uint8Array {
  return canonicalBytes({ jws, time: formatTime(time) });
}

export function consortiumLeaf(ledger: string, time: number): Uint8Array {
  return canonicalBytes({ consortium: ledger, time: formatTime(time) });
}

export interface Executed {
  /** Id of the proposal. */
  readonly id: string;
  readonly action: Action;
  readonly approvals: readonly string[];
}

/** A registry of a thousand sellers' names must not keep its change out of the log: then its hash stands for it. */
export function governanceLeaf(
  sha256: Sha256,
  { id, action, approvals }: Executed,
  time: number,
): Uint8Array {
  const rest = { approvals, proposal: id, time: formatTime(time) };
  const whole = canonicalBytes({ action, ...rest });
  if (whole.length <= leafBytesMax) return whole;
  return canonicalBytes({ actionHash: base64url(sha256(canonicalBytes(action))), ...rest });
}

export function checkpointLeaf(body: string): Uint8Array {
  return utf8(body);
}

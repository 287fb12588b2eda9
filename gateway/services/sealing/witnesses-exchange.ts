import { base64, utf8 } from '../../../chaincode/domain/bytes.js';
import type { Crypto } from '../../../chaincode/domain/ports.js';
import {
  formatNote,
  noteTypes,
  parseNote,
  verifyNote,
  type NoteKey,
} from '../../../chaincode/domain/tlog/note.js';

/** `POST <url>/add-checkpoint` (C2SP tlog-witness). Rejects where the witness cannot be reached. */
export type PostToWitness = (
  url: string,
  body: string,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly body: string }>;

/** An agreed checkpoint, and the log up to it. */
export interface AgreedLog {
  /** The signed note. */
  readonly note: string;
  /** The note's text. */
  readonly body: string;
  readonly size: number;
  /** Consistency path (RFC 9162) from an older size, at least 1. */
  readonly consistencyPath: (oldSize: number) => readonly Uint8Array[];
}

export interface Cosignature {
  readonly key: NoteKey;
  /** The signature line with its line feed. */
  readonly line: string;
}

/**
 * `ahead`: another gateway has brought a later checkpoint. `contradicts`: the witness has seen another log than this one.
 * `refused`, `unreachable`: nothing was cosigned; the latter may pass.
 */
export type Exchanged =
  | { readonly outcome: 'cosigned'; readonly cosignature: Cosignature }
  | { readonly outcome: 'ahead' }
  | { readonly outcome: WitnessFailure; readonly reason: string };
export type WitnessFailure = 'contradicts' | 'refused' | 'unreachable';

/** Other gateways of the consortium speak to the same witness: its size may move between two requests. */
const racesMax = 5;

/** Brings a checkpoint to a witness that last cosigned `oldSize`, or else says what it has cosigned (409). */
export async function bringToWitness(
  crypto: Crypto,
  post: (body: string) => ReturnType<PostToWitness>,
  log: AgreedLog,
  keys: readonly NoteKey[],
  oldSize: number,
): Promise<Exchanged> {
  let old = oldSize > log.size ? 0 : oldSize;
  for (let turn = 0; turn < racesMax; turn++) {
    const answer = await post(requestOf(log, old)).catch((error: unknown) => String(error));
    if (typeof answer === 'string') return { outcome: 'unreachable', reason: answer };
    const { body, status } = answer;
    if (status === 200) return cosigned(crypto, log, keys, body);
    if (status === 422) return { outcome: 'contradicts', reason: 'it has another log of that size' };
    if (status !== 409) return failed(status);
    const known = /^(0|[1-9][0-9]{0,15})\n$/.exec(body)?.[1];
    if (known === undefined) return { outcome: 'refused', reason: 'it answers 409 without a size' };
    if (Number(known) > log.size) return { outcome: 'ahead' };
    if (Number(known) === old) return { outcome: 'contradicts', reason: 'it has another log of that size' };
    old = Number(known);
  }
  return { outcome: 'unreachable', reason: 'it was ahead of every request' };
}

function requestOf({ consistencyPath, note }: AgreedLog, old: number): string {
  const proof = old === 0 ? [] : consistencyPath(old).map(base64);
  return `${[`old ${old}`, ...proof].join('\n')}\n\n${note}`;
}

/** A witness in trouble, or one that has enough of us, may be asked again; one that does not know the log may not. */
const failed = (status: number): Exchanged => ({
  outcome: status >= 500 || status === 429 || status === 408 ? 'unreachable' : 'refused',
  reason: `it answers ${status}`,
});

/** Keeps the one line that a known witness signed, and nothing else of the answer. */
function cosigned(crypto: Crypto, log: AgreedLog, keys: readonly NoteKey[], body: string): Exchanged {
  for (const line of body.split(/(?<=\n)/)) {
    const note = parseNote(utf8(formatNote(log.body, [line])));
    const [verified] = (note && verifyNote(crypto, note, keys)) ?? [];
    if (verified?.key.type === noteTypes.cosignature)
      return { outcome: 'cosigned', cosignature: { key: verified.key, line } };
  }
  return { outcome: 'refused', reason: 'its answer holds no cosignature by a witness of the trust list' };
}

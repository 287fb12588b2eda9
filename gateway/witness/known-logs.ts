import type { Sha256 } from '../../chaincode/domain/ports.js';
import type { NoteKey } from '../../chaincode/domain/tlog/note.js';
import { parseVerifierKey } from '../../chaincode/domain/tlog/verifier-key.js';

/** A log by its keys, all named as its origin. `quorum`: how many of them must sign a checkpoint. */
export interface KnownLog {
  readonly origin: string;
  readonly keys: readonly NoteKey[];
  readonly quorum: number;
}

/** The operator's file: `{"logs":[{"keys":["<verifier key>"],"quorum":2}]}`. Throws Error, saying what is wrong. */
export function readKnownLogs(sha256: Sha256, fileText: string): KnownLog[] {
  const logs = (JSON.parse(fileText) as { logs?: unknown } | null)?.logs;
  if (!Array.isArray(logs) || logs.length === 0) throw new Error('it lists no logs');
  const known = logs.map((log: { keys?: unknown; quorum?: number } | null, index) => {
    const { keys, quorum = 1 } = log ?? {};
    const lines = Array.isArray(keys) ? [...new Set<unknown>(keys)] : [];
    const parsed = lines.map((line) =>
      typeof line === 'string' ? parseVerifierKey(sha256, line) : undefined,
    );
    const good = parsed.filter((key) => key !== undefined);
    const origin = good[0]?.name;
    if (origin === undefined || good.length !== parsed.length || good.some(({ name }) => name !== origin))
      throw new Error(`log ${index + 1}: its keys must be verifier keys of one name, the log's origin`);
    if (!Number.isSafeInteger(quorum) || quorum < 1 || quorum > good.length)
      throw new Error(`log ${index + 1}: the quorum must be from 1 to the number of keys`);
    return { origin, keys: good, quorum };
  });
  if (new Set(known.map(({ origin }) => origin)).size < known.length)
    throw new Error('two logs have one origin');
  return known;
}

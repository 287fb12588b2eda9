import type { Sha256 } from '../../chaincode/domain/ports.js';
import type { NoteKey } from '../../chaincode/domain/tlog/note.js';
import { parseVerifierKey } from '../../chaincode/domain/tlog/verifier-key.js';

/**
 * A log by its keys, all named as its origin: those of one organisation, of now and of before, together. `quorum`: of how many
 * organisations a checkpoint must have a signature.
 */
export interface KnownLog {
  readonly origin: string;
  readonly keys: readonly (readonly NoteKey[])[];
  readonly quorum: number;
}

/**
 * The operator's file: `{"logs":[{"keys":["<verifier key>"],"quorum":2}]}`. In place of one key may stand a list: keys of one
 * organisation, which count once. Throws Error, saying what is wrong.
 */
export function readKnownLogs(sha256: Sha256, fileText: string): KnownLog[] {
  const logs = (JSON.parse(fileText) as { logs?: unknown } | null)?.logs;
  if (!Array.isArray(logs) || logs.length === 0) throw new Error('it lists no logs');
  const known = logs.map((log: { keys?: unknown; quorum?: number } | null, index) => {
    const { keys, quorum = 1 } = log ?? {};
    const groups = (Array.isArray(keys) ? (keys as unknown[]) : []).map((one) => [one].flat());
    const parsed = groups.map((lines) =>
      lines.map((line) => (typeof line === 'string' ? parseVerifierKey(sha256, line) : undefined)),
    );
    const good = parsed.map((group) => group.filter((key) => key !== undefined));
    const origin = good[0]?.[0]?.name;
    const isWhole = parsed.every(
      (group) => group.length > 0 && group.every((key) => key !== undefined && key.name === origin),
    );
    if (origin === undefined || !isWhole)
      throw new Error(`log ${index + 1}: its keys must be verifier keys of one name, the log's origin`);
    const lines = groups.flat();
    // Under two organisations a key would count twice.
    if (new Set(lines).size < lines.length) throw new Error(`log ${index + 1}: a key is listed twice`);
    if (!Number.isSafeInteger(quorum) || quorum < 1 || quorum > good.length)
      throw new Error(`log ${index + 1}: the quorum must be from 1 to the number of organisations`);
    return { origin, keys: good, quorum };
  });
  if (new Set(known.map(({ origin }) => origin)).size < known.length)
    throw new Error('two logs have one origin');
  return known;
}

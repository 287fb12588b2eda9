import { fromBase64, text } from '../../chaincode/domain/bytes.js';
import { parseNote, type Note } from '../../chaincode/domain/tlog/note.js';

/** A body of `POST /add-checkpoint` (C2SP tlog-witness). */
export interface AddCheckpoint {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: Note;
  /** The signed note as it was sent. */
  readonly noteText: string;
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

const proofLinesMax = 63;

/** Leading zeroes would give one size two texts. */
function sizeOf(line: string | undefined): number | undefined {
  if (line === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(line)) return undefined;
  const size = Number(line);
  return Number.isSafeInteger(size) ? size : undefined;
}

function hashOf(line: string | undefined): Uint8Array | undefined {
  const bytes = fromBase64(line ?? '');
  return bytes?.length === 32 ? bytes : undefined;
}

/** Reads a request strictly; undefined: malformed. */
export function parseAddCheckpoint(body: Uint8Array): AddCheckpoint | undefined {
  const whole = decoded(body);
  const split = whole?.indexOf('\n\n') ?? -1;
  if (whole === undefined || split < 0) return undefined;
  const [first = '', ...lines] = whole.slice(0, split).split('\n');
  const oldSize = first.startsWith('old ') ? sizeOf(first.slice(4)) : undefined;
  const proof = lines.map(hashOf).filter((hash) => hash !== undefined);
  const noteText = whole.slice(split + 2);
  const note = parseNote(new TextEncoder().encode(noteText));
  if (oldSize === undefined || proof.length !== lines.length || lines.length > proofLinesMax)
    return undefined;
  const [origin, sizeLine, rootLine, ...extensions] = note?.text.slice(0, -1).split('\n') ?? [];
  const size = sizeOf(sizeLine);
  const root = hashOf(rootLine);
  if (!note || !origin || size === undefined || !root || extensions.includes('')) return undefined;
  return oldSize > size ? undefined : { oldSize, proof, note, noteText, origin, size, root };
}

function decoded(body: Uint8Array): string | undefined {
  try {
    return text(body);
  } catch {
    return undefined;
  }
}

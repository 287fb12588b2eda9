import { base64, fromBase64 } from '../bytes.js';
import { formatTime, parseTime } from '../time.js';

/**
 * What organisations agree on at a Seal: the log's and the map's root, and how they were folded. A C2SP
 * tlog-checkpoint whose extension lines are `map`, `epoch`, `asof` and `fold`, in this order.
 */
export interface Checkpoint {
  /** Ledger id, 64 lower-case hex digits; the origin is `stl/<ledger>`. */
  readonly ledger: string;
  /** Leaves of the log. */
  readonly size: number;
  /** Root of the log, 32 bytes. */
  readonly root: Uint8Array;
  /** Root of the map, 32 bytes. */
  readonly map: Uint8Array;
  readonly epoch: number;
  /** Time of the Seal, seconds since the epoch. */
  readonly asof: number;
  /** Version of the fold that gave the map. */
  readonly fold: number;
}

export const checkpointOrigin = (ledger: string): string => `stl/${ledger}`;

/** The body: the text that notes of this checkpoint sign. */
export function formatCheckpoint({ ledger, size, root, map, epoch, asof, fold }: Checkpoint): string {
  const lines = [
    checkpointOrigin(ledger),
    String(size),
    base64(root),
    `map ${base64(map)}`,
    `epoch ${epoch}`,
    `asof ${formatTime(asof)}`,
    `fold ${fold}`,
  ];
  return `${lines.join('\n')}\n`;
}

const form =
  /^stl\/([0-9a-f]{64})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\nmap ([A-Za-z0-9+/]{43}=)\nepoch (0|[1-9][0-9]{0,15})\nasof ([0-9TZ:-]{20})\nfold ([1-9][0-9]{0,8})\n$/;

/** Reads a body; undefined unless it is, byte for byte, what `formatCheckpoint` writes. */
export function parseCheckpoint(body: string): Checkpoint | undefined {
  const [, ledger, size, root, map, epoch, asof, fold] = form.exec(body) ?? [];
  const rootBytes = fromBase64(root ?? '');
  const mapBytes = fromBase64(map ?? '');
  const time = parseTime(asof ?? '');
  if (ledger === undefined || time === undefined || !rootBytes || !mapBytes) return undefined;
  const checkpoint = {
    ledger,
    size: Number(size),
    root: rootBytes,
    map: mapBytes,
    epoch: Number(epoch),
    asof: time,
    fold: Number(fold),
  };
  // Numbers beyond the safe range would come out as others.
  return formatCheckpoint(checkpoint) === body ? checkpoint : undefined;
}

import { parseBatch, type ParseBatch, type ParsedBatch } from './domain/batch/parse.js';
import { base64url } from './domain/bytes.js';
import type { Crypto } from './domain/ports.js';

/** Bytes of batches whose parsed form is kept; that takes about six times as much memory. */
const KEPT_BYTES = 8 * 1024 * 1024;

/**
 * In one process a gateway's own check, the ledger and the projector read the same batch one after the other: they
 * share one parse. Parsed batches are known by the fold version and the SHA-256 of all their bytes, so only the very same ones are
 * answered from here; what was refused is parsed anew each time.
 */
export class ParsedBatches {
  // A Map keeps the order of insertion: the oldest is forgotten first.
  readonly #kept = new Map<string, ParsedBatch>();
  readonly #sizes = new Map<string, number>();
  #bytes = 0;

  constructor(
    readonly crypto: Pick<Crypto, 'sha256'>,
    readonly keptBytes = KEPT_BYTES,
  ) {}

  /** For all readers but the last. Throws as `parseBatch` does. */
  readonly parse: ParseBatch = (bytes, foldVersion) => {
    const name = this.#nameOf(bytes, foldVersion);
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const parsed = parseBatch(bytes, foldVersion, this.crypto);
    this.#keep(name, parsed, bytes.length);
    return parsed;
  };

  /** For the last reader: it is not kept any longer. Throws as `parseBatch` does. */
  readonly take: ParseBatch = (bytes, foldVersion) => {
    const name = this.#nameOf(bytes, foldVersion);
    const known = this.#kept.get(name);
    if (known === undefined) return parseBatch(bytes, foldVersion, this.crypto);
    this.#forget(name);
    return known;
  };

  #nameOf(bytes: Uint8Array, foldVersion: number): string {
    return `${foldVersion}/${base64url(this.crypto.sha256(bytes))}`;
  }

  #keep(name: string, parsed: ParsedBatch, size: number): void {
    this.#kept.set(name, parsed);
    this.#sizes.set(name, size);
    this.#bytes += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.keptBytes) return;
      this.#forget(oldest);
    }
  }

  #forget(name: string): void {
    this.#kept.delete(name);
    this.#bytes -= this.#sizes.get(name) ?? 0;
    this.#sizes.delete(name);
  }
}

import { LRUCache } from 'lru-cache';
import { parseBatch, type ParseBatch, type ParsedBatch } from '../../chaincode/domain/batch/parse.js';
import { base64url } from '../../chaincode/domain/bytes.js';
import type { Crypto } from '../../chaincode/domain/ports.js';

/** Bytes of batches whose parsed form is kept; that takes about six times as much memory. */
const keptBytesMax = 8 * 1024 * 1024;

/**
 * The ledger port carries bytes, for on Fabric it is peers that parse them. Where ledger, projector and write path
 * are one process they share one parse: doing it anew for each takes a third more processor time a record.
 * A parsed batch is known by the fold version and the SHA-256 of all its bytes, so only the very same ones are
 * answered from here; what was refused is parsed anew each time.
 */
export class ParsedBatches {
  readonly #kept: LRUCache<string, ParsedBatch>;
  readonly #crypto: Pick<Crypto, 'sha256'>;

  constructor(crypto: Pick<Crypto, 'sha256'>, bytesMax = keptBytesMax) {
    this.#crypto = crypto;
    this.#kept = new LRUCache({ maxSize: bytesMax });
  }

  /** For all readers but the last. Throws as `parseBatch` does. */
  readonly parse: ParseBatch = (bytes, foldVersion) => {
    const name = this.#nameOf(bytes, foldVersion);
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const parsed = parseBatch(bytes, foldVersion, this.#crypto);
    this.#kept.set(name, parsed, { size: bytes.length });
    return parsed;
  };

  /** For the last reader: it is not kept any longer. Throws as `parseBatch` does. */
  readonly take: ParseBatch = (bytes, foldVersion) => {
    const name = this.#nameOf(bytes, foldVersion);
    const known = this.#kept.get(name);
    this.#kept.delete(name);
    return known ?? parseBatch(bytes, foldVersion, this.#crypto);
  };

  #nameOf(bytes: Uint8Array, foldVersion: number): string {
    return `${foldVersion}/${base64url(this.#crypto.sha256(bytes))}`;
  }
}

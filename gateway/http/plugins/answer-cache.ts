/** A whole answer, ready for the socket. */
export interface CachedAnswer {
  readonly headers: readonly string[];
  /** A text, since Node sends that in one piece with the headers. */
  readonly body: string;
  /** Bytes of the whole. */
  readonly size: number;
}

/**
 * Answers to unsigned GETs. One generation is (ledger height, minute): when either moves, nothing old is served.
 * Bounded by bytes; the least recently used goes first.
 */
export class AnswerCache {
  #entries = new Map<string, CachedAnswer>();
  #bytes = 0;
  #generation = '';

  readonly #maxBytes: number;

  constructor(maxBytes = 64 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  get(url: string, generation: string): CachedAnswer | undefined {
    if (generation !== this.#generation) return undefined;
    const entry = this.#entries.get(url);
    if (entry !== undefined) {
      this.#entries.delete(url);
      this.#entries.set(url, entry);
    }
    return entry;
  }

  put(url: string, generation: string, answer: CachedAnswer): void {
    if (generation !== this.#generation) {
      this.#entries = new Map();
      this.#bytes = 0;
      this.#generation = generation;
    }
    if (this.#entries.has(url)) return;
    this.#entries.set(url, answer);
    this.#bytes += answer.size;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= entry.size;
    }
  }
}

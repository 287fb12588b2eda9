import { LRUCache } from 'lru-cache';

/** A whole answer, ready for the socket. */
export interface CachedAnswer {
  readonly headers: readonly string[];
  /** A text, since Node sends that in one piece with the headers. */
  readonly body: string;
  /** Bytes of the whole. */
  readonly size: number;
}

const cacheBytesMax = 64 * 1024 * 1024;

/**
 * Answers to unsigned GETs. One generation is (what is folded, minute): when either moves, nothing old is served.
 * Bounded by bytes; the least recently used goes first.
 */
export class AnswerCache {
  readonly #answers = new LRUCache<string, CachedAnswer>({
    maxSize: cacheBytesMax,
    sizeCalculation: ({ size }) => size,
  });
  #generation = '';

  get(url: string, generation: string): CachedAnswer | undefined {
    return generation === this.#generation ? this.#answers.get(url) : undefined;
  }

  put(url: string, generation: string, answer: CachedAnswer): void {
    if (generation !== this.#generation) {
      this.#answers.clear();
      this.#generation = generation;
    }
    if (!this.#answers.has(url)) this.#answers.set(url, answer);
  }
}

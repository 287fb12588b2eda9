/**
 * A small seeded generator (xorshift32, Marsaglia 2003, "Xorshift RNGs", section 3): the same seed tells the same
 * story. For made-up demonstration data only, never for keys or secrets.
 */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    // Spreads neighbouring seeds apart; xorshift must not start at zero.
    this.#state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1;
    for (let i = 0; i < 8; i += 1) this.next();
  }

  /** 0 .. 2^32 - 1 */
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state;
  }

  /** 0 .. n - 1 */
  below(n: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * n);
  }

  /** Both ends included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in so many of a thousand cases. */
  permille(rate: number): boolean {
    return this.below(1000) < rate;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** An index, each as likely as its weight. */
  weighted(weights: readonly number[]): number {
    let left = this.below(weights.reduce((sum, weight) => sum + weight, 0));
    const index = weights.findIndex((weight) => (left -= weight) < 0);
    return index;
  }

  /** 32 bytes in base64url: stands for a commitment. */
  commitment(): string {
    const words = Uint32Array.from({ length: 8 }, () => this.next());
    return Buffer.from(words.buffer).toString('base64url');
  }
}

/** Remembers up to `size` values, and forgets first what was asked for longest ago. */
export class RecentlyUsed<T> {
  readonly #size: number;
  // A Map keeps the order of insertion: oldest first.
  readonly #values = new Map<string, T>();

  constructor(size: number) {
    this.#size = size;
  }

  get(name: string): T | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    this.#values.delete(name);
    this.#values.set(name, value);
    return value;
  }

  set(name: string, value: T): void {
    this.#values.delete(name);
    this.#values.set(name, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#size && oldest !== undefined) this.#values.delete(oldest);
  }
}

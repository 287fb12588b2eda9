/** A list cut into parts that a gateway takes at once: of `size` each, the last of what is left. */
export function* partsOf<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

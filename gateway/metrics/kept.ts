/** What is read, kept for so long: for what costs more than a scrape may, and changes more slowly than scrapes come. */
export function kept<T>(seconds: number, read: () => T | Promise<T>): () => Promise<T> {
  let until = 0;
  let value: Promise<T> | undefined;
  return () => {
    const now = performance.now();
    if (value === undefined || now >= until) {
      until = now + seconds * 1_000;
      value = Promise.resolve().then(read);
      // What failed is tried again at the next scrape.
      value.catch(() => (value = undefined));
    }
    return value;
  };
}

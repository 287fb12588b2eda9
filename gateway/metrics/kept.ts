/**
 * What is read, kept for so many seconds after it was there: for what costs more than a scrape may. Calls that come while it is being
 * read share that reading, with 0 seconds too. What could not be read is not kept.
 */
export function kept<T>(seconds: number, read: () => T | Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  let until = Infinity;
  return () => {
    if (reading === undefined || performance.now() >= until) {
      until = Infinity;
      const begun = Promise.resolve().then(read);
      reading = begun;
      begun.then(
        () => (until = performance.now() + seconds * 1_000),
        () => (until = 0),
      );
    }
    return reading;
  };
}

const lineFeed = 0x0a;

/**
 * The lines of a text, without their ends; the last need not have one. Undefined stands for a line of more than `bytesMax`: no more of it
 * is kept than tells so, for a file without line ends must not be taken into memory whole.
 */
export async function* cutLines(
  bytes: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<Uint8Array | undefined> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const take = (part: Uint8Array): void => {
    size += part.length;
    if (size <= bytesMax) parts.push(part);
    else parts = [];
  };
  const end = (): Uint8Array | undefined => {
    const whole = size <= bytesMax ? Buffer.concat(parts) : undefined;
    parts = [];
    size = 0;
    return whole;
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      take(chunk.subarray(from, at));
      from = at + 1;
      yield end();
    }
    take(chunk.subarray(from));
  }
  if (size > 0) yield end();
}

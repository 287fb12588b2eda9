import { concat } from '../../../chaincode/domain/bytes.js';

/** All bytes of a stream; undefined once they are more than `bytesMax`: a sender that never ends must not fill the memory. */
export async function readUpTo(
  stream: ReadableStream<Uint8Array>,
  bytesMax: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    length += chunk.value.length;
    if (length > bytesMax) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(chunk.value);
  }
  return concat(...chunks);
}

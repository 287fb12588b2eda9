import { createReadStream } from 'node:fs';
import { CliFailure } from './failure.js';

/**
 * The bytes of a file that the caller named. Throws CliFailure, which names it, too.
 * @param bytesMax gives that many bytes and one more of a longer file: a device or a pipe may never end
 */
export async function readGiven(path: string, bytesMax = Infinity): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: bytesMax })) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw new CliFailure(`cannot read ${path}`, { cause });
  }
  return Buffer.concat(chunks);
}

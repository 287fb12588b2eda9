import { createReadStream } from 'node:fs';
import { CliFailure } from './failure.js';

/** No file that a command takes whole is longer; a device or a pipe may never end. */
const bytesAtMost = 512 * 1024 * 1024;

/**
 * The bytes of a file that the caller named. Throws CliFailure, which names it, too.
 * @param bytesMax gives that many bytes and one more of a longer file, for a caller that says itself what is too long
 */
export async function readGiven(path: string, bytesMax = bytesAtMost): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: bytesMax })) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw new CliFailure(`cannot read ${path}`, { cause });
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > bytesAtMost) throw new CliFailure(`${path} is longer than 512 MiB`);
  return bytes;
}

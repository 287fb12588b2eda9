import { createReadStream } from 'node:fs';
import { CliFailure } from '../../frame/failure.js';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly bytes: Buffer;
}

const lineFeed = 0x0a;
/** A file without line ends must not be taken into memory whole. */
const bytesMax = 1024 * 1024;

/** The lines of a file, without their ends; the last need not have one. Throws CliFailure `ndjson_malformed`. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  let number = 1;
  let kept: Buffer[] = [];
  let length = 0;
  const add = (bytes: Buffer): void => {
    length += bytes.length;
    if (length > bytesMax)
      throw new CliFailure(`${path}, line ${number}: longer than 1 MiB`, { code: 'ndjson_malformed' });
    kept.push(bytes);
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      add(chunk.subarray(start, end));
      yield { number, bytes: Buffer.concat(kept) };
      number += 1;
      kept = [];
      length = 0;
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield { number, bytes: Buffer.concat(kept) };
}

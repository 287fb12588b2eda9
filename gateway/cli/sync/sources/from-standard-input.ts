import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliFailure } from '../../frame/failure.js';
import type { ImportMap } from '../../maps/record-map.js';
import type { Deliveries, Delivery } from '../delivery.js';
import { openFile } from './open-file.js';

export interface InputSource {
  readonly input: Readable;
  readonly map: ImportMap;
  /** See `openFile`. */
  readonly onLacking: (heading: string) => void;
  /** Of the importer, for its owner alone: what comes in holds buyers' data in clear. */
  readonly directory: string;
  readonly signal: AbortSignal;
}

/** What comes in until its end: JSON lines where it begins with a brace, else CSV. It lies in a file until it is stated. */
export function fromStandardInput(source: InputSource): Deliveries {
  return { unsettled: [], foreign: [], items: whole(source) };
}

// eslint-disable-next-line @typescript-eslint/require-await -- as files are asked, too
async function* whole(source: InputSource): AsyncGenerator<Delivery> {
  const { directory, input, signal } = source;
  const kept = join(directory, 'incoming');
  const close = (): Promise<void> => rm(kept, { recursive: true, force: true });
  yield {
    name: 'standard input',
    version: '',
    async open() {
      // A run that was killed leaves it behind.
      await close();
      await mkdir(kept, { recursive: true, mode: 0o700 });
      const path = join(kept, 'standard-input');
      await pipeline(input, createWriteStream(path, { mode: 0o600 }), { signal });
      const named = `${path}${(await isJson(path)) ? '.ndjson' : '.csv'}`;
      await rename(path, named);
      return new Map([['standard input', { ...(await openFile(named, source)), name: 'standard input' }]]);
    },
    taken: () => Promise.resolve(),
    close,
  };
}

/** Throws CliFailure `csv_malformed` where nothing came. */
async function isJson(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const [first] = buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\uFEFF/, '')
      .trimStart();
    if (first === undefined)
      throw new CliFailure('nothing came on standard input', { code: 'csv_malformed' });
    return first === '{';
  } finally {
    await file.close();
  }
}

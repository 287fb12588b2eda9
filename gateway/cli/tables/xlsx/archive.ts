import { openPromise, type Entry, type ZipFile } from 'yauzl';

/** What stands in a workbook, by its path within. */
export interface Archive {
  has(path: string): boolean;
  /** A part in pieces of text. Throws ArchiveError. */
  read(path: string): AsyncIterable<string>;
  close(): void;
}

/** A file that is no archive, or a hostile one. The message completes "FILE: ...". */
export class ArchiveError extends Error {}

/** A workbook of a thousand sheets with pictures has fewer. */
export const partsMax = 10_000;
/** The largest sheet that programs write is shorter; what unpacks to more is made to fill memory or to take hours. */
const unpackedMax = 4 * 1024 * 1024 * 1024;

/** Opens a ZIP archive and reads the list of its parts. Throws ArchiveError. */
export async function openArchive(path: string): Promise<Archive> {
  const file = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((cause: unknown) => {
    throw new ArchiveError('a damaged workbook', { cause });
  });
  try {
    return archiveOf(file, await partsOf(file));
  } catch (error) {
    file.close();
    throw error;
  }
}

async function partsOf(file: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>();
  try {
    for await (const entry of file.eachEntry()) {
      if (parts.size >= partsMax) throw new ArchiveError(`a workbook of more than ${partsMax} parts`);
      parts.set(entry.fileName, entry);
    }
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError('a damaged workbook', { cause });
  }
  return parts;
}

function archiveOf(file: ZipFile, parts: ReadonlyMap<string, Entry>): Archive {
  return {
    has: (path) => parts.has(path),
    close: () => file.close(),
    async *read(path) {
      const entry = parts.get(path);
      if (entry === undefined) throw new ArchiveError(`a damaged workbook: it lacks ${JSON.stringify(path)}`);
      // Its declared size is held against what it unpacks to.
      if (entry.uncompressedSize > unpackedMax)
        throw new ArchiveError('a workbook that unpacks to more than 4 GiB');
      if (entry.isEncrypted()) throw new ArchiveError('a workbook with a password; save it without one');
      const decoder = new TextDecoder('utf-8', { fatal: true });
      try {
        for await (const chunk of await file.openReadStreamPromise(entry))
          yield decoder.decode(chunk as Buffer, { stream: true });
        yield decoder.decode();
      } catch (cause) {
        throw new ArchiveError('a damaged workbook', { cause });
      }
    },
  };
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CliFailure } from '../../frame/failure.js';

const endings = ['.csv', '.tsv', '.txt', '.ndjson', '.jsonl', '.xlsx'];

/** A file that has stopped changing. */
export interface SettledFile {
  /** Within the folder. */
  readonly name: string;
  readonly path: string;
  /** Bytes, and milliseconds since the epoch: a file of which both are as before was not written to. */
  readonly size: number;
  readonly changed: number;
}

export interface FolderLook {
  /** In the order in which they were last written to: what a later one says of a thing holds. */
  readonly settled: readonly SettledFile[];
  /** Names of those that are still being written to. */
  readonly unsettled: readonly string[];
  /** Names of files that no reader takes. Hidden files are nobody's business. */
  readonly foreign: readonly string[];
}

/**
 * The files of a folder, none of those below it. Half a file can look whole: one counts once it was not written to for `settle` seconds.
 * Where one was written to since, it waits that long, once. Throws CliFailure `source_unreachable`.
 */
export async function lookAt(folder: string, settle: number, signal: AbortSignal): Promise<FolderLook> {
  const first = await list(folder);
  const now = Date.now();
  // One that was written to in the future tells nothing: clocks of two machines differ.
  const isFresh = ({ changed }: SettledFile): boolean =>
    Math.abs(now - changed) < settle * 1000 || changed > now;
  if (!first.files.some(isFresh)) return { settled: first.files, unsettled: [], foreign: first.foreign };
  await pause(settle * 1000, undefined, { signal });
  const { files, foreign } = await list(folder);
  const isSettled = (file: SettledFile): boolean =>
    first.files.some(
      ({ name, size, changed }) => name === file.name && size === file.size && changed === file.changed,
    );
  return {
    settled: files.filter(isSettled),
    unsettled: files.filter((file) => !isSettled(file)).map(({ name }) => name),
    foreign,
  };
}

async function list(folder: string): Promise<{ files: SettledFile[]; foreign: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new CliFailure(`the folder ${folder} cannot be read`, { code: 'source_unreachable', cause });
  });
  const files: SettledFile[] = [];
  const foreign: string[] = [];
  for (const entry of entries) {
    const { name } = entry;
    if (name.startsWith('.') || entry.isDirectory()) continue;
    if (!endings.includes(extname(name).toLowerCase())) {
      foreign.push(name);
      continue;
    }
    const path = join(folder, name);
    // It may be gone since, as files that are renamed are; what is no file, such as a pipe, might never end.
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() === true) files.push({ name, path, size: found.size, changed: found.mtimeMs });
  }
  files.sort((a, b) => a.changed - b.changed || (a.name < b.name ? -1 : 1));
  return { files, foreign };
}

/** SHA-256 of a file, base64url. */
export async function digestOf({ path }: SettledFile, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  return hash.digest('base64url');
}

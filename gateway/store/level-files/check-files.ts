import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OutOfForm } from './byte-reader.js';
import { liveFiles, type LiveFiles, type LiveTables } from './manifest.js';
import { checkTable } from './table.js';

/** A file of a level database is wrong or missing. The message names it. */
export class FileDamaged extends Error {}

/**
 * Checks what a database that nobody has open consists of, as far as level does not: its manifest and every table. Level reads tables without
 * looking at their checksums, so that a flipped bit in a key would make a value absent, and merging would give it a new checksum.
 * Throws FileDamaged, or as the system does.
 */
export async function checkFiles(directory: string): Promise<void> {
  const { tables } = await readManifest(directory);
  await checkTables(directory, tables, () => undefined);
}

/** A database's newest manifest, and what it names. Throws FileDamaged, or as the system does. */
export async function readManifest(
  directory: string,
): Promise<LiveFiles & { readonly name: string; readonly bytes: Buffer }> {
  const current = (await readIn(directory, 'CURRENT')).toString();
  if (!/^MANIFEST-\d+\n$/.test(current)) throw new FileDamaged('its file CURRENT is wrong');
  const name = current.trim();
  const bytes = await readIn(directory, name);
  return { name, bytes, ...named(name, () => liveFiles(bytes)) };
}

/** The name of a table's file. */
export const tableName = (number: number): string => `${String(number).padStart(6, '0')}.ldb`;

/** Throws FileDamaged, or as the system does. `pace` is told how many bytes were read, and may wait. */
export async function checkTables(
  directory: string,
  tables: LiveTables,
  pace: (bytes: number) => Promise<void> | void,
  stillLive: (table: number) => boolean = () => true,
): Promise<void> {
  for (const [number, bytes] of tables) {
    const name = tableName(number);
    const file = await open(join(directory, name)).catch((error: unknown) => {
      // Level removes a table once it has merged it into others.
      if (isMissing(error) && !stillLive(number)) return undefined;
      throw isMissing(error) ? new FileDamaged(`its file ${name} is missing`, { cause: error }) : error;
    });
    if (file === undefined) continue;
    try {
      await checkTable(file, bytes, pace);
    } catch (error) {
      throw damage(name, error);
    } finally {
      await file.close();
    }
  }
}

async function readIn(directory: string, name: string): Promise<Buffer> {
  return readFile(join(directory, name)).catch((error: unknown) => {
    throw isMissing(error) ? new FileDamaged(`its file ${name} is missing`, { cause: error }) : error;
  });
}

function named<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damage(name, error);
  }
}

const damage = (name: string, error: unknown): unknown =>
  error instanceof OutOfForm
    ? new FileDamaged(`its file ${name} is damaged: ${error.message}`, { cause: error })
    : error;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

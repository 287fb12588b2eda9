import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import type { LiveTables } from './level-files/manifest.js';
import { StoreFailure } from './store-failure.js';

export type Key = string | Buffer;
export type Database<K extends Key> = Level<K, Buffer>;

export interface LevelSettings {
  readonly directory: string;
  readonly keys: 'utf8' | 'buffer';
  readonly writeBufferBytes: number;
  readonly cacheBytes: number;
}

/** Throws StoreFailure `locked`, `damaged`, `unusable`. Level's default, to make what is missing, would delete every table where CURRENT is gone. */
export async function openLevel<K extends Key>(
  settings: LevelSettings,
  isNew: boolean,
): Promise<Database<K>> {
  const db: Database<K> = new Level(settings.directory, {
    keyEncoding: settings.keys,
    valueEncoding: 'buffer',
    writeBufferSize: settings.writeBufferBytes,
    cacheSize: settings.cacheBytes,
    createIfMissing: isNew,
  });
  try {
    await db.open();
    return db;
  } catch (cause) {
    throw openFailure(settings.directory, cause);
  }
}

function openFailure(directory: string, cause: unknown): StoreFailure {
  const code = innerCode(cause);
  if (code === 'LEVEL_LOCKED') return locked(directory, cause);
  if (code === 'LEVEL_CORRUPTION')
    return new StoreFailure('damaged', directory, 'level cannot open it', { cause });
  return new StoreFailure('unusable', directory, 'it cannot be opened', { cause });
}

export const locked = (directory: string, cause?: unknown): StoreFailure =>
  new StoreFailure('locked', directory, 'another process has it open', { cause });

/** Level looks at its lock before anything else, and is told here to refuse whatever it would find then: so it changes nothing. */
export async function isLocked(directory: string): Promise<boolean> {
  try {
    await access(join(directory, 'LOCK')); // level would make one
  } catch {
    return false;
  }
  try {
    await new Level(directory, { createIfMissing: false, errorIfExists: true }).open();
  } catch (error) {
    return innerCode(error) === 'LEVEL_LOCKED';
  }
  throw new TypeError('level opened what it should have refused');
}

/** The tables that an open database consists of now. */
export function tablesOf(db: unknown): LiveTables {
  const text = (db as { getProperty(name: string): string }).getProperty('leveldb.sstables');
  return new Map(
    [...text.matchAll(/^ (\d+):(\d+)\[/gm)].map(([, number, bytes]) => [Number(number), Number(bytes)]),
  );
}

const innerCode = (error: unknown): string | undefined =>
  (error as { cause?: { code?: string } }).cause?.code;

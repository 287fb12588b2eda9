import { Level } from 'level';
import { sealed, unsealed } from '../../gateway/store/checksum.js';

/** Changes a store behind its back, as flipped bits do: neither checksums nor the chain of writes know of it. */
export async function editRaw<T>(
  directory: string,
  edit: (db: Level<string, Buffer>) => Promise<T>,
): Promise<T> {
  const db = new Level<string, Buffer>(directory, { valueEncoding: 'buffer', createIfMissing: false });
  try {
    await db.open();
    return await edit(db);
  } finally {
    await db.close();
  }
}

/** Flips one bit of a stored value. */
export async function flipStored(directory: string, key: string, at = 3): Promise<void> {
  await editRaw(directory, async (db) => {
    const value = await db.get(key);
    if (value === undefined) throw new Error(`there is no ${key}`);
    value[at % value.length]! ^= 1;
    await db.put(key, value);
  });
}

/** Rows with right checksums, of which the chain of writes does not know. */
export interface SealedRows {
  get(key: Buffer): Promise<Buffer | undefined>;
  put(key: Buffer, value: Buffer): Promise<void>;
  del(key: Buffer): Promise<void>;
  /** All but those of the chain. */
  all(): Promise<[key: Buffer, value: Buffer][]>;
}

/** Changes a store as somebody could who knows its format. */
export function editSealed<T>(directory: string, edit: (rows: SealedRows) => Promise<T>): Promise<T> {
  return editRaw(directory, (level) => {
    const keys = { keyEncoding: 'buffer' };
    return edit({
      async get(key) {
        const stored = await level.get<Buffer, Buffer>(key, keys);
        return stored && unsealed(key, stored);
      },
      put: (key, value) => level.put<Buffer, Buffer>(key, sealed(key, value).bytes, keys),
      del: (key) => level.del<Buffer>(key, keys),
      async all() {
        const rows = await level.iterator<Buffer, Buffer>({ ...keys, gte: Buffer.from([1]) }).all();
        return rows.map(([key, stored]) => [key, unsealed(key, stored) ?? Buffer.alloc(0)]);
      },
    });
  });
}

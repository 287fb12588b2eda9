import { Level } from 'level';

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

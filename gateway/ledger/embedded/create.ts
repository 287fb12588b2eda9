import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { anchorHash, anchorPath, encodeAnchor, type Anchor } from './anchor.js';
import { buildBlock } from './build-block.js';
import { syncDirectory } from '../../store/sync-directory.js';
import { createDatabase, openDatabase } from './database.js';
import { judgedAgain } from './judged-again.js';
import type { CommittedBlock } from '../port.js';
import { headerSigner, publicKeys, type HostedOrganisation } from './signing.js';
import { StoreError } from './store-error.js';

/**
 * Makes a new store: all of it under a temporary name, moved into place at the end, so that a store is there whole
 * or not at all. Block 0 holds no transactions; it binds the chain to the ledger id and the organisations' keys.
 * `blocks`: those of another store from block 1 on, whose transactions this one takes over as they stand.
 * @throws StoreError `exists` if the directory holds anything
 */
export async function createStore(
  dir: string,
  ledger: string,
  organisations: readonly HostedOrganisation[],
  blocks: AsyncIterable<CommittedBlock> | readonly CommittedBlock[] = [],
): Promise<void> {
  const present = await readdir(dir).catch(() => []);
  if (present.length > 0) throw new StoreError('exists', 'the directory for the new ledger is not empty');
  const temporary = `${dir}.new-${randomBytes(6).toString('hex')}`;
  const parent = dirname(dir);
  await mkdir(parent, { recursive: true });
  try {
    await mkdir(temporary);
    const anchor = { format: 1, ledger, organisations: publicKeys(organisations) } as const;
    await fill(temporary, anchor, organisations, blocks);
    await syncDirectory(temporary);
    await rmdir(dir).catch(() => {}); // only if it was there, and empty
    await rename(temporary, dir);
    await syncDirectory(parent);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  dir: string,
  anchor: Anchor,
  organisations: readonly HostedOrganisation[],
  blocks: AsyncIterable<CommittedBlock> | readonly CommittedBlock[],
): Promise<void> {
  const before = { hash: anchorHash(anchor), height: 0, time: 0 };
  const sign = headerSigner(organisations);
  let { head, puts } = await buildBlock(before, [], sign);
  const db = await createDatabase(dir);
  try {
    for await (const block of blocks) {
      await db.write(puts);
      ({ head, puts } = await buildBlock(head, judgedAgain(block), sign));
    }
    await db.write(puts);
  } finally {
    await db.close();
  }
  // Moves what is not yet on the disk there.
  await (await openDatabase(dir)).close();
  await writeFile(anchorPath(dir), encodeAnchor(anchor), { flag: 'wx', flush: true });
}

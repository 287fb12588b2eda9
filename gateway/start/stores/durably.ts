import { statfs } from 'node:fs/promises';
import { LedgerError } from '../../ledger/port.js';

/** Left free for the ledger and the projection: batches that wait in the queue are written there later. */
const freeBytesMin = 64 * 1024 * 1024;

/** Runs a write that a promise depends on. Throws LedgerError `read_only` where there is no room, or the disk fails. */
export async function durably(directory: string, write: () => Promise<void>): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize <= freeBytesMin) throw new LedgerError('read_only', 'the disk is full');
  await write().catch((cause: unknown) => {
    throw new LedgerError('read_only', 'the disk does not take it', { cause });
  });
}

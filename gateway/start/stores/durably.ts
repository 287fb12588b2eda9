import { LedgerError } from '../../ledger/port.js';
import { fullBytes } from '../../services/common/disk.js';
import { diskRoom } from '../../data-dir/disk-room.js';

/** Runs a write that a promise depends on. Throws LedgerError `read_only` where there is no room, or the disk fails. */
export async function durably(directory: string, write: () => Promise<void>): Promise<void> {
  const { freeBytes } = await diskRoom(directory);
  if (freeBytes <= fullBytes) throw new LedgerError('read_only', 'the disk is full');
  await write().catch((cause: unknown) => {
    throw new LedgerError('read_only', 'the disk does not take it', { cause });
  });
}

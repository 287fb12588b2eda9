import { archivedReader, archivedSigners } from '../embedded/index.js';
import type { ArchivedBlock, BlockFormat, CommittedBlock } from '../port.js';

/** Reads the blocks of a ledger again, in order from block 0 on. Throws Error with what is wrong with the block. */
export type BlockReader = (number: number, archived: ArchivedBlock) => CommittedBlock;

/** For blocks of that format, of the ledger with that id. Throws Error where the format's own parts are wrong. */
export async function blockReader(format: BlockFormat, ledger: string): Promise<BlockReader> {
  switch (format.kind) {
    case 'embedded':
      return archivedReader(format.anchor, ledger);
    case 'fabric':
      return (await import('../fabric-shared/archived.js')).archivedReader(format.chaincode);
  }
}

/** Keys that sign every block of a ledger of that format; undefined where a channel's own certificates do. */
export const blockSigners = (
  format: BlockFormat,
): readonly { readonly x: string; readonly y: string }[] | undefined =>
  format.kind === 'embedded' ? archivedSigners(format.anchor).map(({ key }) => key) : undefined;

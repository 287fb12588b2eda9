import type { Genesis } from '../../chaincode/domain/governance/genesis.js';
import { DataDir } from '../data-dir/data-dir.js';
import { assertEnough, type FoundingApproval } from './approvals.js';
import { foundConsortium } from './found.js';
import { makeDirectoryFor } from './gateway-directory.js';
import { hostKeys } from './gateway-keys.js';

export interface NewConsortium {
  readonly genesis: Genesis;
  readonly approvals: readonly FoundingApproval[];
  /** `<organisation>/sign.jwk.json` for each organisation, and its other keys. */
  readonly keyDir: string;
  /** Seconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Makes a data directory for a consortium document, with an embedded ledger that hosts all its organisations. No admin key is
 * copied: it has no business on a gateway. False where the directory has that ledger already: it then stays as it is. Throws
 * FoundingFailure, DirectoryFailure, Refusal, StoreError, LedgerError.
 */
export async function createConsortium(
  dataDir: string,
  { approvals, clock, genesis, keyDir }: NewConsortium,
): Promise<boolean> {
  assertEnough(approvals, genesis);
  const { document, ledger } = genesis;
  return makeDirectoryFor(ledger, dataDir, async (partial) => {
    const hosted = await hostKeys(new DataDir(partial), document, keyDir);
    const enough = approvals.slice(0, document.k);
    const { port } = await foundConsortium(partial, document, { approvals: enough, clock, hosted });
    await port.close();
  });
}

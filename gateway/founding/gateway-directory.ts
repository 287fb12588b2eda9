import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { Genesis } from '../../chaincode/domain/governance/genesis.js';
import { DataDir } from '../data-dir/data-dir.js';
import { DirectoryFailure } from '../data-dir/directory-failure.js';
import { makeWhole } from '../data-dir/whole-directory.js';
import { FoundingFailure } from './founding-failure.js';
import { copyGatewayKeys, type GatewayKeys } from './gateway-keys.js';

/**
 * Makes the data directory of an organisation's gateway on a ledger that others keep, too: the consortium document, and the
 * gateway's keys unless they lie elsewhere. False where it is there already, for the same ledger: it then stays as it is.
 * Throws FoundingFailure, DirectoryFailure.
 */
export function makeGatewayDirectory(
  dataDir: string,
  { document, ledger }: Genesis,
  keys: GatewayKeys | undefined,
): Promise<boolean> {
  return makeDirectoryFor(ledger, dataDir, async (partial) => {
    const data = new DataDir(partial);
    if (keys !== undefined) await copyGatewayKeys(data, keys);
    await data.writeGenesis(canonicalText(document));
  });
}

/** As `makeWhole`; false where the directory is there already for that ledger. Throws FoundingFailure `other_ledger` for another's. */
export async function makeDirectoryFor(
  ledger: string,
  dataDir: string,
  fill: (partial: string) => Promise<void>,
): Promise<boolean> {
  try {
    await makeWhole(dataDir, fill);
    return true;
  } catch (error) {
    if (!(error instanceof DirectoryFailure) || error.code !== 'exists') throw error;
    const data = new DataDir(dataDir);
    if (!(await data.isFounded())) throw error;
    const present = (await data.genesis()).ledger;
    if (present === ledger) return false;
    throw new FoundingFailure('other_ledger', `${dataDir} is for ledger ${present}, not for ${ledger}`, {
      cause: error,
    });
  }
}

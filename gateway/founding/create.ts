import { readFile } from 'node:fs/promises';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { readGenesis } from '../../chaincode/domain/governance/genesis.js';
import type { ConsortiumDocument } from '../../chaincode/domain/consortium/document.js';
import type { HostedOrganisation } from '../ledger/embedded/index.js';
import { foundingApprovals } from './approvals.js';
import { foundConsortium } from './found.js';
import { KeysMissing } from './keys-missing.js';
import { DataDir } from '../data-dir/data-dir.js';
import { findKeyFile, gatewayKeyUses, organisationKeyFile } from '../data-dir/key-files.js';
import { makeWhole } from '../data-dir/whole-directory.js';

/**
 * Makes a data directory for a consortium document, with an embedded ledger that hosts all its organisations.
 * `keyDir` holds `<organisation>/sign.jwk.json` for each, and the approvals of k (`foundingApprovals`). No admin key is copied:
 * it has no business on a gateway. Gives the ledger id. Throws KeysMissing, DirectoryFailure, Refusal, StoreError, LedgerError.
 */
export async function createConsortium(
  dataDir: string,
  documentFile: string,
  keyDir: string,
  clock: () => number,
): Promise<string> {
  const genesis = readGenesis(await readFile(documentFile, 'utf8'), nodeCrypto.sha256);
  const { document, ledger } = genesis;
  await makeWhole(dataDir, async (partial) => {
    const hosted = await hostKeys(new DataDir(partial), document, keyDir);
    const approvals = await foundingApprovals(keyDir, genesis);
    const { port } = await foundConsortium(partial, document, { approvals, clock, hosted });
    await port.close();
  });
  return ledger;
}

/** Copies the keys of the organisations' gateways into a data directory; a sign key must be there for each. Throws KeysMissing. */
export async function hostKeys(
  data: DataDir,
  { organisations }: ConsortiumDocument,
  keyDir: string,
): Promise<HostedOrganisation[]> {
  const hosted: HostedOrganisation[] = [];
  for (const { id, mspId, signKey } of organisations) {
    const own = await findKeyFile(organisationKeyFile(keyDir, id, 'sign'));
    if (own?.kid !== signKey.kid) throw new KeysMissing(`the sign key of ${id} is not in the key directory`);
    hosted.push({ mspId, signKey: own });
    for (const use of gatewayKeyUses) {
      const key = await findKeyFile(organisationKeyFile(keyDir, id, use));
      if (key !== undefined) await data.writeKey(id, use, key);
    }
  }
  return hosted;
}

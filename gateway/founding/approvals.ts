import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Genesis } from '../../chaincode/domain/governance/genesis.js';
import { findKeyFile, organisationKeyFile } from '../data-dir/key-files.js';
import { importSigner, signFounding } from '../sdk/client/index.js';
import { KeysMissing } from './keys-missing.js';

/** What a founder's administrator signed, and the MSP id under which it is brought to the ledger. */
export interface FoundingApproval {
  readonly mspId: string;
  /** Compact JWS over the ledger id. */
  readonly jws: string;
}

/**
 * The approvals of k founders by what lies in a directory: `<organisation>/approval.jws`, signed where the admin key is, or that
 * key itself as `<organisation>/admin.jwk.json`. The ledger judges them. Throws KeysMissing, KeyFileError.
 */
export async function foundingApprovals(
  keyDir: string,
  { document, ledger }: Genesis,
): Promise<FoundingApproval[]> {
  const { k, organisations } = document;
  const approvals: FoundingApproval[] = [];
  for (const { id, mspId } of organisations) {
    const jws = (await brought(keyDir, id)) ?? (await signedHere(keyDir, id, ledger));
    if (jws !== undefined) approvals.push({ mspId, jws });
  }
  if (approvals.length < k) {
    throw new KeysMissing(
      `${k} organisations must approve the document, and ${approvals.length} do: the key directory lacks ` +
        '<organisation>/approval.jws (see "stl approve-founding") or <organisation>/admin.jwk.json of the others',
    );
  }
  return approvals.slice(0, k);
}

const brought = (keyDir: string, org: string): Promise<string | undefined> =>
  readFile(join(keyDir, org, 'approval.jws'), 'utf8').then(
    (text) => text.trim(),
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    },
  );

async function signedHere(keyDir: string, org: string, ledger: string): Promise<string | undefined> {
  const key = await findKeyFile(organisationKeyFile(keyDir, org, 'admin'));
  return key && signFounding(ledger, { as: org, signer: await importSigner(key) });
}

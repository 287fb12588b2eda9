import type { ConsortiumDocument, Organisation } from '../../chaincode/domain/consortium/document.js';
import type { DataDir } from '../data-dir/data-dir.js';
import {
  findKeyFile,
  findPublicKeyFile,
  gatewayKeyUses,
  organisationKeyFile,
  organisationKeyUses,
} from '../data-dir/key-files.js';
import { consortiumName, keysNamed } from '../data-dir/key-names.js';
import type { HostedOrganisation } from '../ledger/embedded/index.js';
import { FoundingFailure } from './founding-failure.js';

/** Files of a directory of keys that hold another key than the document names for their use. Throws KeyFileError. */
export async function misfitKeys(organisation: Organisation, keyDir: string): Promise<string[]> {
  const files: string[] = [];
  for (const use of organisationKeyUses) {
    const file = organisationKeyFile(keyDir, organisation.id, use);
    const key = await findPublicKeyFile(file);
    if (key !== undefined && consortiumName(use, key) !== keysNamed(organisation)[use]) files.push(file);
  }
  return files;
}

export interface GatewayKeys {
  /** Organisation id. */
  readonly org: string;
  /** The organisation as the consortium has it, whose keys these must be; undefined before it has joined. */
  readonly known: Organisation | undefined;
  readonly keyDir: string;
}

/**
 * Copies the keys of an organisation's gateway into a data directory: all three, and never the administrator's.
 * Throws FoundingFailure `keys_missing`, `key_mismatch`; KeyFileError.
 */
export async function copyGatewayKeys(data: DataDir, { keyDir, known, org }: GatewayKeys): Promise<void> {
  const keys = await Promise.all(
    gatewayKeyUses.map(async (use) => {
      const file = organisationKeyFile(keyDir, org, use);
      return { use, file, key: await findKeyFile(file) };
    }),
  );
  const missing = keys.filter(({ key }) => key === undefined).map(({ file }) => file);
  if (missing.length > 0)
    throw new FoundingFailure('keys_missing', `keys of ${org} are missing: ${missing.join(', ')}`);
  const misfits = known
    ? keys.filter(({ key, use }) => key && consortiumName(use, key) !== keysNamed(known)[use])
    : [];
  if (misfits.length > 0) {
    const files = misfits.map(({ file }) => file).join(', ');
    throw new FoundingFailure('key_mismatch', `not the keys that the consortium has for ${org}: ${files}`);
  }
  for (const { key, use } of keys) if (key !== undefined) await data.writeKey(org, use, key);
}

/**
 * Copies the keys of all organisations' gateways into the data directory of the process that hosts them. A sign key must be
 * there for each. Throws FoundingFailure `keys_missing`.
 */
export async function hostKeys(
  data: DataDir,
  { organisations }: ConsortiumDocument,
  keyDir: string,
): Promise<HostedOrganisation[]> {
  const hosted: HostedOrganisation[] = [];
  for (const organisation of organisations) {
    const { id, mspId, signKey } = organisation;
    const own = await findKeyFile(organisationKeyFile(keyDir, id, 'sign'));
    if (own?.kid !== signKey.kid) {
      throw new FoundingFailure(
        'keys_missing',
        `the sign key of ${id} is not in ${keyDir}: the embedded ledger hosts all organisations in one process`,
      );
    }
    hosted.push({ mspId, signKey: own });
    for (const use of gatewayKeyUses) {
      const key = await findKeyFile(organisationKeyFile(keyDir, id, use));
      if (key !== undefined) await data.writeKey(id, use, key);
    }
  }
  return hosted;
}

import { canonicalText, type JsonObject } from '../../chaincode/domain/canonical.js';
import { Organisation } from '../../chaincode/domain/consortium/document.js';
import { genesisDefects, readGenesis, type Genesis } from '../../chaincode/domain/governance/genesis.js';
import { organisationDefects } from '../../chaincode/domain/governance/organisations.js';
import { compileSchema } from '../../chaincode/domain/schema-check.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { addressFaults } from './address.js';
import { oddities } from './oddities.js';
import type { Remark } from './remark.js';

export interface Checked {
  /** What no consortium should be founded on, all at once. */
  readonly mistakes: readonly Remark[];
  /** What is odd, and may be meant. */
  readonly warnings: readonly Remark[];
  /** There where nothing is a mistake. */
  readonly genesis: Genesis | undefined;
}

const checkOrganisation = compileSchema(Organisation, 'document_schema');

const bare = ({ pointer = '', reason }: Partial<Remark> & Pick<Remark, 'reason'>): Remark => ({
  pointer,
  reason,
});

/**
 * Checks a consortium document before anybody signs it: all that the ledger would refuse, and what it could not know, such as
 * an address that readers cannot trust. `now`: seconds since the epoch.
 */
export function checkDocument(value: JsonObject, now: number): Checked {
  const defects = genesisDefects(value, nodeCrypto.sha256).map(bare);
  const organisations = Array.isArray(value['organisations']) ? (value['organisations'] as unknown[]) : [];
  const addresses = organisations.flatMap((one, i) =>
    under(`/organisations/${i}`, addressFaults((one as Partial<Organisation> | null)?.url)),
  );
  const mistakes = [...defects, ...addresses, ...nonceFaults(value['nonce'])];
  if (mistakes.length > 0) return { mistakes, warnings: [], genesis: undefined };
  const genesis = readGenesis(canonicalText(value), nodeCrypto.sha256);
  return { mistakes, warnings: oddities(genesis.document, now), genesis };
}

/** As `checkDocument`, of one organisation's part. */
export function checkPart(value: JsonObject): readonly Remark[] {
  const misfits = checkOrganisation(value).map(bare);
  if (misfits.length > 0) return [...misfits, ...addressFaults(value['url'])];
  const organisation = value as unknown as Organisation;
  const keys = organisationDefects([organisation], 1, nodeCrypto.sha256).map(bare);
  return [
    ...keys.map(({ pointer, reason }) => ({ pointer: pointer.replace('/organisations/0', ''), reason })),
    ...addressFaults(organisation.url),
  ];
}

const under = (pointer: string, remarks: readonly Remark[]): Remark[] =>
  remarks.map((remark) => ({ ...remark, pointer: `${pointer}${remark.pointer}` }));

/** A nonce that was typed, such as all zeros, would give two consortia of the same organisations one ledger id. */
function nonceFaults(nonce: unknown): Remark[] {
  const leastDigits = 8; // fewer different ones among 64 come up by chance once in 10^14 draws
  if (typeof nonce !== 'string' || !/^[0-9a-f]{64}$/.test(nonce) || new Set(nonce).size >= leastDigits)
    return [];
  return [{ pointer: '/nonce', reason: 'it was not drawn at random; "openssl rand -hex 32" draws one' }];
}

/** Whether what was read is one organisation's part, and not a whole document. */
export const isPart = (value: JsonObject): boolean =>
  !Object.hasOwn(value, 'organisations') && Object.hasOwn(value, 'signKey');

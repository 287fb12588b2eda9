import type { ConsortiumState, Organisation } from '../../../chaincode/domain/consortium/document.js';
import { keysFor, type KeyUse } from '../../../chaincode/domain/consortium/organisation-keys.js';
import type { Trust } from '../../../chaincode/domain/proofs/checkpoint.js';

/** Whom the reader trusts, got from elsewhere than the badge: `Trust` with each organisation's sign key. */
export interface TrustedConsortium extends Trust {
  readonly organisations: readonly Pick<
    Organisation,
    'id' | 'url' | 'logKey' | 'cosignerKey' | 'signKey' | 'previous'
  >[];
}

type TrustedOrganisation = TrustedConsortium['organisations'][number];

const uses: readonly KeyUse[] = ['signKey', 'logKey', 'cosignerKey'];

/** Without the members that a JWK has beside the key. */
const pointOf = (key: Organisation[KeyUse]): string => (typeof key === 'string' ? key : `${key.x} ${key.y}`);

/**
 * Whether the ledger named the same keys at the checkpoint, or else those that the reader's list has as the ones before: then
 * the list is the newer of the two. Where it has a previous key that the ledger had dropped by then, it is the older one.
 */
function isSameOrBefore(trusted: TrustedOrganisation, stated: TrustedOrganisation): boolean {
  return uses.every((use) => {
    const [inForce, previous] = keysFor(trusted, use).map(pointOf);
    const [then, beforeThen] = keysFor(stated, use).map(pointOf);
    return inForce === then ? previous === undefined || previous === beforeThen : previous === then;
  });
}

/**
 * Whether the ledger itself named the organisations, keys, k, witnesses and quorum of the reader's list at the checkpoint, or
 * the keys just before them. Where not, somebody may be keeping a newer trust list from the reader: then a key that was
 * replaced, or that of an organisation which left, still signs, or no outsider is asked for.
 */
export function isInForce(
  trust: TrustedConsortium,
  { k, organisations, quorum = 0, witnesses = [] }: ConsortiumState,
): boolean {
  const { quorum: wanted = 0, witnesses: outsiders = [] } = trust;
  return (
    trust.k === k &&
    wanted === quorum &&
    outsiders.length === witnesses.length &&
    outsiders.every((key) => witnesses.includes(key)) &&
    trust.organisations.length === organisations.length &&
    trust.organisations.every((trusted) => {
      const stated = organisations.find(({ id }) => id === trusted.id);
      return stated !== undefined && isSameOrBefore(trusted, stated);
    })
  );
}

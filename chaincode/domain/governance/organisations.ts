import { canonicalText } from '../canonical.js';
import type { Defect } from '../errors.js';
import { ed25519Jwk, p256Jwk } from '../participants/jwk.js';
import { isAcceptableKey } from '../participants/keys.js';
import { thumbprint } from '../participants/thumbprint.js';
import type { Sha256 } from '../ports.js';
import type { Organisation } from '../consortium/document.js';
import { keysFor } from '../consortium/organisation-keys.js';

type OrganisationKeys = Partial<Pick<Organisation, 'signKey' | 'logKey' | 'cosignerKey' | 'adminKey'>>;

function keyDefects({ adminKey, cosignerKey, logKey, signKey }: OrganisationKeys, sha256: Sha256): Defect[] {
  const found: Defect[] = [];
  const refuseIf = (wrong: boolean, pointer: string, reason: string): void => {
    if (wrong) found.push({ code: 'key_unacceptable', reason, pointer });
  };
  const curve = 'not a point of the curve that may be used as a key';
  for (const [use, key] of Object.entries({ signKey, adminKey })) {
    if (key === undefined) continue;
    const jwk = p256Jwk(key);
    refuseIf(!isAcceptableKey(jwk), `/${use}`, curve);
    refuseIf(thumbprint(jwk, sha256) !== key.kid, `/${use}/kid`, 'not the RFC 7638 thumbprint of the key');
  }
  refuseIf(logKey !== undefined && !isAcceptableKey(ed25519Jwk(logKey)), '/logKey', curve);
  refuseIf(cosignerKey !== undefined && !isAcceptableKey(ed25519Jwk(cosignerKey)), '/cosignerKey', curve);
  return found;
}

const under = (pointer: string, defects: readonly Defect[]): Defect[] =>
  defects.map((defect) => ({ ...defect, pointer: `${pointer}${defect.pointer ?? ''}` }));

/** All that must differ from organisation to organisation and from use to use, those of before included. */
export const publicKeysOf = (organisation: Organisation): readonly string[] => [
  ...keysFor(organisation, 'signKey').map(({ x }) => x),
  ...keysFor(organisation, 'logKey'),
  ...keysFor(organisation, 'cosignerKey'),
  organisation.adminKey.x,
];

const repeats = (values: readonly string[]): boolean => new Set(values).size !== values.length;

/**
 * Why organisations and their threshold k cannot govern a ledger. 2k > n: otherwise two disjoint groups could
 * each approve their own future. Every key is used once: whoever holds one must not speak for two.
 */
export function organisationDefects(
  organisations: readonly Organisation[],
  k: number,
  sha256: Sha256,
): Defect[] {
  const found: Defect[] = organisations.flatMap((organisation, i) =>
    under(`/organisations/${i}`, [
      ...keyDefects(organisation, sha256),
      ...under('/previous', keyDefects(organisation.previous ?? {}, sha256)),
    ]),
  );
  const refuseIf = (wrong: boolean, pointer: string, reason: string): void => {
    if (wrong) found.push({ code: 'document_schema', reason, pointer });
  };
  const n = organisations.length;
  refuseIf(2 * k <= n || k > n, '/k', 'threshold must be a majority of the organisations');
  refuseIf(repeats(organisations.map(({ id }) => id)), '/organisations', 'ids are repeated');
  refuseIf(repeats(organisations.map(({ mspId }) => mspId)), '/organisations', 'MSP ids are repeated');
  refuseIf(repeats(organisations.flatMap(publicKeysOf)), '/organisations', 'keys are repeated');
  return found;
}

/**
 * Previous keys that the organisation did not have by what is in force before the change. Otherwise an unused name could bring
 * a key under which somebody else speaks, and one that was dropped because it was stolen could come back unseen.
 */
export function previousDefects(
  organisations: readonly Organisation[],
  before: readonly Organisation[],
): Defect[] {
  return organisations.flatMap((organisation, i) => {
    const had = before.find(({ id }) => id === organisation.id);
    return (['signKey', 'logKey', 'cosignerKey'] as const).flatMap((use): Defect[] => {
      const [, previous] = keysFor(organisation, use);
      if (previous === undefined) return [];
      const known = had === undefined ? [] : keysFor(had, use);
      if (known.some((key) => canonicalText(key) === canonicalText(previous))) return [];
      const pointer = `/organisations/${i}/previous/${use}`;
      return [{ code: 'key_unacceptable', reason: 'not a key that the organisation had before', pointer }];
    });
  });
}

import type { SignedTrustList } from './list.js';

// Checked by hand: a schema library would make up most of the verifier that pages load.

type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= 1_024;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const has = (value: Members, names: readonly string[]): boolean =>
  Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
const isKey = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);

/** More than any ledger has; keeps a hostile list from costing time. */
const most = { versions: 10_000, entries: 64 };

const isSmallArray = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length <= most.entries;

const isSignKey = (value: unknown): boolean =>
  isObject(value) && has(value, ['kid', 'x', 'y']) && Object.values(value).every(isKey);

const uses = { cosignerKey: isKey, logKey: isKey, signKey: isSignKey } as const;

/** Keys that were in force before: of each use at most one. */
const isPrevious = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).length > 0 &&
  Object.entries(value).every(
    ([use, key]) => Object.hasOwn(uses, use) && uses[use as keyof typeof uses](key),
  );

function isOrganisation(value: unknown): value is Members {
  if (!isObject(value)) return false;
  const { previous, ...inForce } = value;
  const { cosignerKey, id, logKey, name, signKey, url } = inForce;
  return (
    has(inForce, ['cosignerKey', 'id', 'logKey', 'name', 'signKey', 'url']) &&
    [id, name, url].every(isText) &&
    [cosignerKey, logKey].every(isKey) &&
    isSignKey(signKey) &&
    (!Object.hasOwn(value, 'previous') || isPrevious(previous))
  );
}

/** What may not stand twice in a list: keys, and ids of sign keys. */
const distinctIn = (organisation: Members): unknown[] =>
  [organisation, (organisation['previous'] ?? {}) as Members].flatMap(({ cosignerKey, logKey, signKey }) => {
    const { kid, x } = (signKey ?? {}) as Members;
    return [cosignerKey, logKey, kid, x].filter((one) => one !== undefined);
  });

/** Whether a witness's verifier key has the form of one; readers pass over one whose key id is another key's. */
const isVerifierKey = (value: unknown): value is string =>
  isText(value) && /^[^\s+\p{Z}]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/u.test(value as string);

/** A witness that stood twice would seem to be two outsiders. */
const areWitnesses = (value: unknown): value is string[] =>
  isSmallArray(value) &&
  value.every(isVerifierKey) &&
  new Set(value.map((line) => line.slice(0, line.indexOf('+')))).size === value.length;

/** True for a list of the one known format in which no organisation and no key stands twice. */
export function isTrustList(value: unknown): boolean {
  const names = ['k', 'ledger', 'organisations', 'quorum', 'v', 'version', 'witnesses'];
  if (!isObject(value) || !has(value, names)) return false;
  const { k, ledger, organisations, quorum, v, version, witnesses } = value;
  if (v !== 1 || !isCount(version) || !isText(ledger)) return false;
  if (!isSmallArray(organisations) || !organisations.every(isOrganisation)) return false;
  if (!areWitnesses(witnesses)) return false;
  if (quorum !== 0 && (!isCount(quorum) || quorum > witnesses.length)) return false;
  const n = organisations.length;
  if (!isCount(k) || k > n || 2 * k <= n) return false;
  const keys = organisations.flatMap(distinctIn);
  const ids = organisations.map(({ id }) => id);
  return new Set(keys).size === keys.length && new Set(ids).size === n;
}

/** Reads the member `versions` of `/v1/trust-list`; undefined where it is not of that form. */
export function readSignedTrustLists(value: unknown): readonly SignedTrustList[] | undefined {
  if (!Array.isArray(value) || value.length > most.versions) return undefined;
  const good = value.every(
    (one) =>
      isObject(one) &&
      isTrustList(one['list']) &&
      isSmallArray(one['signatures']) &&
      one['signatures'].every((jws) => typeof jws === 'string'),
  );
  return good ? (value as readonly SignedTrustList[]) : undefined;
}

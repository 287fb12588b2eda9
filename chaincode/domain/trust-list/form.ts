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

function isOrganisation(value: unknown): value is Members {
  if (!isObject(value) || !has(value, ['cosignerKey', 'id', 'logKey', 'name', 'signKey', 'url']))
    return false;
  const { cosignerKey, id, logKey, name, signKey, url } = value;
  return (
    [id, name, url].every(isText) &&
    [cosignerKey, logKey].every(isKey) &&
    isObject(signKey) &&
    has(signKey, ['kid', 'x', 'y']) &&
    Object.values(signKey).every(isKey)
  );
}

/** True for a list of the one known format in which no organisation and no key stands twice. */
export function isTrustList(value: unknown): boolean {
  const names = ['k', 'ledger', 'organisations', 'v', 'version', 'witnesses'];
  if (!isObject(value) || !has(value, names)) return false;
  const { k, ledger, organisations, v, version, witnesses } = value;
  if (v !== 1 || !isCount(version) || !isText(ledger)) return false;
  if (!isSmallArray(organisations) || !organisations.every(isOrganisation)) return false;
  if (!isSmallArray(witnesses) || !witnesses.every(isText)) return false;
  const n = organisations.length;
  if (!isCount(k) || k > n || 2 * k <= n) return false;
  const keys = organisations.flatMap(({ cosignerKey, logKey, signKey }) => [
    cosignerKey,
    logKey,
    (signKey as Members)['x'],
    (signKey as Members)['kid'],
  ]);
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

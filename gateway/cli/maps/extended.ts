import type { ImportDocument } from './document.js';
import type { MapMistake } from './document-check.js';
import { shippedMaps } from './shipped/index.js';

/** A map with what it takes over from the one that it extends: its own members are added, or take the place of those. */
export function extended(own: Partial<ImportDocument>): ImportDocument | { readonly mistake: MapMistake } {
  const { extends: name, ...members } = own;
  if (name === undefined) return isWhole(members) ? members : noRecords;
  if (!Object.hasOwn(shippedMaps, name)) {
    const known = Object.keys(shippedMaps).sort().join(', ');
    return { mistake: { pointer: '/extends', reason: `no map that comes with stl; there are: ${known}` } };
  }
  const base: Partial<ImportDocument> = shippedMaps[name]?.map ?? {};
  const whole = { ...merged(base, members), ...recordsOf(base, members) };
  return isWhole(whole) ? whole : noRecords;
}

const noRecords = { mistake: { pointer: '', reason: '"records" is missing' } };

const isWhole = (map: Partial<ImportDocument>): map is ImportDocument => map.records !== undefined;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members of members are merged, so that one heading can be added to many. */
function merged<T extends object>(base: T, own: T): T {
  const entries = Object.entries(own).map(([name, value]: [string, unknown]) => {
    const before = (base as Record<string, unknown>)[name];
    return [name, isObject(before) && isObject(value) ? { ...before, ...value } : value];
  });
  return { ...base, ...(Object.fromEntries(entries) as T) };
}

function recordsOf(
  { records: base = [] }: Partial<ImportDocument> | { records?: [] },
  { records: own = [] }: Partial<ImportDocument> | { records?: [] },
): Pick<ImportDocument, 'records'> | object {
  const changed = base.map((record) => {
    const mine = own.find(({ name }) => name === record.name);
    return mine === undefined ? record : merged(record, mine);
  });
  const added = own.filter(({ name }) => base.every((record) => record.name !== name));
  return { records: [...changed, ...added] };
}

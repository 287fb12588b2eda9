import { canonicalText, type Json, type JsonObject } from './canonical.js';

/** One thing in which two documents differ. `path`: `components.delivery.weight`, `places[2].from`; empty for the whole. */
export type JsonChange =
  | { readonly path: string; readonly before: Json | undefined; readonly after: Json | undefined }
  /** A list: what came and what went. Where both are empty, its order changed. */
  | { readonly path: string; readonly added: readonly Json[]; readonly gone: readonly Json[] };

/** What changes from one document to another. Members that both have alike are not named. `path`: what the whole is called. */
export function jsonChanges(before: Json | undefined, after: Json | undefined, path = ''): JsonChange[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) return ofMembers(before, after, path);
  if (isList(before) && isList(after)) return ofItems(before, after, path);
  return [{ path, before, after }];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a === undefined || b === undefined ? a === b : canonicalText(a) === canonicalText(b);

const under = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function ofMembers(before: JsonObject, after: JsonObject, path: string): JsonChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => jsonChanges(own(before, name), own(after, name), under(path, name)));
}

const own = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

/** Lists whose order means something, such as corners of a map, are told place by place; others by what comes and goes. */
function ofItems(before: readonly Json[], after: readonly Json[], path: string): JsonChange[] {
  const isSeries = before.length === after.length && [...before, ...after].every(isObject);
  if (isSeries) return before.flatMap((item, i) => jsonChanges(item, after[i], `${path}[${i}]`));
  const lacks = (list: readonly Json[], item: Json): boolean => !list.some((one) => same(one, item));
  const added = after.filter((item) => lacks(before, item));
  const gone = before.filter((item) => lacks(after, item));
  return [{ path, added, gone }];
}

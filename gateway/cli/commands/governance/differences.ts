import { canonicalText, type Json, type JsonObject } from '../../../../chaincode/domain/canonical.js';

/**
 * What changes from one document to another, a line each: `components.delivery.weight would be 40; now it is 30.` Members that
 * both have alike are not named. `path`: what the whole is called.
 */
export function differences(before: Json | undefined, after: Json | undefined, path = ''): string[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) return ofMembers(before, after, path);
  if (isList(before) && isList(after)) return ofItems(before, after, path);
  return [`${path} would be ${shown(after)}; now it is ${shown(before)}.`];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a === undefined || b === undefined ? a === b : canonicalText(a) === canonicalText(b);

const shown = (value: Json | undefined): string => {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const under = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function ofMembers(before: JsonObject, after: JsonObject, path: string): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => differences(own(before, name), own(after, name), under(path, name)));
}

const own = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

/** Lists whose order means something, such as corners of a map, are told place by place; others by what comes and goes. */
function ofItems(before: readonly Json[], after: readonly Json[], path: string): string[] {
  const isSeries = before.length === after.length && [...before, ...after].every(isObject);
  if (isSeries) return before.flatMap((item, i) => differences(item, after[i], `${path}[${i}]`));
  const lacks = (list: readonly Json[], item: Json): boolean => !list.some((one) => same(one, item));
  const added = after.filter((item) => lacks(before, item));
  const gone = before.filter((item) => lacks(after, item));
  if (added.length === 0 && gone.length === 0) return [`${path} would be in another order.`];
  return [
    ...(added.length > 0 ? [`${path} would also hold ${added.map(shown).join(', ')}.`] : []),
    ...(gone.length > 0 ? [`${path} would no longer hold ${gone.map(shown).join(', ')}.`] : []),
  ];
}

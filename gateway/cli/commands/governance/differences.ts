import type { Json } from '../../../../chaincode/domain/canonical.js';
import { jsonChanges, type JsonChange } from '../../../../chaincode/domain/json-changes.js';

/**
 * What changes from one document to another, a line each: `components.delivery.weight would be 40; now it is 30.` Members that
 * both have alike are not named. `path`: what the whole is called.
 */
export const differences = (before: Json | undefined, after: Json | undefined, path?: string): string[] =>
  jsonChanges(before, after, path).flatMap(inWords);

function inWords(change: JsonChange): string[] {
  const { path } = change;
  if (!('added' in change))
    return [`${path} would be ${shown(change.after)}; now it is ${shown(change.before)}.`];
  const { added, gone } = change;
  if (added.length === 0 && gone.length === 0) return [`${path} would be in another order.`];
  return [
    ...(added.length > 0 ? [`${path} would also hold ${added.map(shown).join(', ')}.`] : []),
    ...(gone.length > 0 ? [`${path} would no longer hold ${gone.map(shown).join(', ')}.`] : []),
  ];
}

const shown = (value: Json | undefined): string => {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

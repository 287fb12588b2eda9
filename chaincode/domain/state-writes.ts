import { utf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';

/** What stands under a key of the world state: a text as it is, anything else as RFC 8785 JSON. */
export type StateValue = string | number | object;

/** All that a transaction writes, by key. */
export type StateWrites = ReadonlyMap<string, StateValue>;

export function stateBytes(value: StateValue): Uint8Array {
  return typeof value === 'string' ? utf8(value) : canonicalBytes(value);
}

import { text, utf8 } from '../domain/bytes.js';
import type { Epoch } from '../domain/checkpoints/next-seal.js';
import { Refusal } from '../domain/errors.js';
import { activeFold } from '../domain/fold-version.js';
import type { ConsortiumState, Organisation } from '../domain/consortium/document.js';
import { stateBytes, type StateWrites } from '../domain/state-writes.js';
import type { Caller, WorldState } from '../world-state.js';
import { keys } from '../domain/ledger-keys.js';

// A ledger may give the same bytes to many transactions: what they say is read once. Nobody changes either of them.
const readBefore = new WeakMap<Uint8Array, unknown>();

/** A JSON entry of the state; undefined where there is none. */
export async function load<T>(state: WorldState, key: string): Promise<T | undefined> {
  const value = await state.get(key);
  if (value === undefined) return undefined;
  let read = readBefore.get(value);
  if (read === undefined) readBefore.set(value, (read = JSON.parse(text(value))));
  return read as T;
}

export async function loadText(state: WorldState, key: string): Promise<string | undefined> {
  const value = await state.get(key);
  return value === undefined ? undefined : text(value);
}

export async function saveText(state: WorldState, key: string, value: string): Promise<void> {
  await state.put(key, utf8(value));
}

export async function saveAll(state: WorldState, writes: StateWrites): Promise<void> {
  for (const [key, value] of writes) await state.put(key, stateBytes(value));
}

/** Throws Refusal `not_initialised` before the consortium document has taken effect. */
export async function loadConsortium(state: WorldState): Promise<ConsortiumState> {
  const consortium = await load<ConsortiumState>(state, keys.consortium);
  if (!consortium) throw new Refusal({ code: 'not_initialised', reason: 'no consortium is in force' });
  return consortium;
}

/** The fold version in force. Reads `consortium` and `epoch`, so that an activation conflicts with what relies on it. */
export async function loadFoldVersion(state: WorldState, { fold }: ConsortiumState): Promise<number> {
  return activeFold(fold, (await load<Epoch>(state, keys.epoch))?.n ?? 0);
}

/** The caller's organisation. Throws Refusal `organisation_unknown`. */
export function organisationOf(caller: Caller, organisations: readonly Organisation[]): Organisation {
  const organisation = organisations.find(({ mspId }) => mspId === caller.mspId);
  if (!organisation) {
    throw new Refusal({
      code: 'organisation_unknown',
      reason: 'caller is of no organisation of the consortium',
    });
  }
  return organisation;
}

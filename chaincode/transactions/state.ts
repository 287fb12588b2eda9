import { text, utf8 } from '../domain/bytes.js';
import { canonicalBytes } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import { activeFold } from '../domain/fold-version.js';
import type { Registry } from '../domain/governance/registry.js';
import type { ConsortiumState, Organisation } from '../domain/consortium/document.js';
import type { Participant } from '../domain/consortium/participant.js';
import type { Caller, WorldState } from '../world-state.js';
import { keys } from './keys.js';

/** State key `epoch`: the newest Seal. */
export interface Epoch {
  readonly n: number;
  readonly time: string;
}

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

export async function save(state: WorldState, key: string, value: unknown): Promise<void> {
  await state.put(key, canonicalBytes(value));
}

export async function loadText(state: WorldState, key: string): Promise<string | undefined> {
  const value = await state.get(key);
  return value === undefined ? undefined : text(value);
}

export async function saveText(state: WorldState, key: string, value: string): Promise<void> {
  await state.put(key, utf8(value));
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

export function registryOf(state: WorldState): Registry {
  return {
    participant: (id) => load<Participant>(state, keys.participant(id)),
    ownerOfKey: (kid) => loadText(state, keys.kid(kid)),
    epoch: async () => (await load<Epoch>(state, keys.epoch))?.n ?? 0,
  };
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

/** The caller's organisation, if the caller may govern for it. Throws `admin_required` or `organisation_unknown`. */
export function governingOrganisation(caller: Caller, organisations: readonly Organisation[]): Organisation {
  // A gateway serves whoever asks; it must not be able to approve in its organisation's name.
  if (!caller.admin)
    throw new Refusal({ code: 'admin_required', reason: 'only an administrator may do this' });
  return organisationOf(caller, organisations);
}

import { type FoldState, type Json, load, save } from './state.js';

/**
 * A list that only grows: one document per entry and one for its length, so that appending and reading a page
 * cost the same however long it is.
 */
export const lists = {
  sellers: 'sellers',
  participants: 'participants',
  proposals: 'proposals',
  policies: 'policies',
  batchesOfKey: (kid: string) => `key-batches/${kid}`,
  /** Entries of the log (`LogEntry`): the list's length is the log's size. */
  log: 'log',
  /** Keys of the map whose values may have changed since it was brought up to date. */
  touched: 'touched',
  /** `CertificateName` of every certificate, in the order in which the ledger first heard of it. */
  certificates: 'certificates',
  /** Numbers of a seller's certificates: places in that list. */
  certificatesOf: (seller: string) => `certificates/${seller}`,
  casesOf: (seller: string) => `cases/${seller}`,
} as const;

export function append(state: FoldState, list: string, value: Json): void {
  const length = lengthOf(state, list);
  state.put(`list/${list}#${length}`, value);
  save(state, `list/${list}`, length + 1);
}

export function lengthOf(state: Pick<FoldState, 'get'>, list: string): number {
  return load<number>(state, `list/${list}`) ?? 0;
}

export function entryAt<T>(state: Pick<FoldState, 'get'>, list: string, index: number): T | undefined {
  return load<T>(state, `list/${list}#${index}`);
}

export function removeAll(state: FoldState, list: string): void {
  for (let i = lengthOf(state, list) - 1; i >= 0; i--) state.delete(`list/${list}#${i}`);
  state.delete(`list/${list}`);
}

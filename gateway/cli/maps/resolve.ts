import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { Reading, RecordMap } from './record-map.js';

/** What a record's text cannot be made of alone: who the platform is, secrets, and what a partner's reference stands for. */
export interface Resolver {
  /** The participant whose own numbers stand in `shop`. */
  readonly platform: string;
  /** The commitment of the order `number` of a seller. */
  order?(seller: string, number: string): string;
  reviewer?(seller: string, buyer: string): string;
  /** Of one identity: the salt is drawn once for each. */
  text?(seller: string, text: { readonly title: string; readonly message: string }): string;
  token?(seller: string, payment: string): string;
  /** Undefined where nobody knows it. */
  reference?(reference: string): { readonly order: string; readonly seller: string } | undefined;
}

/** A mistake in a value. */
export interface ValueFinding {
  /** The column as the map names it, `shop` and not `seller`; undefined for the record as a whole. */
  readonly column?: string | undefined;
  readonly reason: string;
}

export type Resolved = { readonly record: FactRecord } | { readonly findings: readonly ValueFinding[] };

/** Makes the record of what `combineEntries` gave. */
export declare function recordOf(
  record: RecordMap,
  values: ReadonlyMap<string, string>,
  reading: Reading,
  resolver: Resolver,
): Resolved;

import { canonicalText } from '../canonical.js';
import type { ConsortiumState, Organisation } from '../consortium/document.js';

/** An organisation as outsiders need to know it. */
export type TrustedOrganisation = Pick<
  Organisation,
  'id' | 'name' | 'url' | 'signKey' | 'logKey' | 'cosignerKey' | 'previous'
>;

/**
 * Whom a reader of one ledger trusts: k of these organisations together. Version 1 is what the ledger was founded with; each
 * change of anything in it is the next version.
 */
export interface TrustList {
  readonly v: 1;
  readonly ledger: string;
  readonly version: number;
  readonly k: number;
  readonly organisations: readonly TrustedOrganisation[];
  /** Verifier keys (C2SP signed-note) of witnesses: outsiders that state the log alone. */
  readonly witnesses: readonly string[];
  /** How many of them must have seen a checkpoint before it is taken without a notice. */
  readonly quorum: number;
}

/** A version with what organisations signed of it: compact JWS of type `stl-trust-list+jws`. */
export interface SignedTrustList {
  readonly list: TrustList;
  readonly signatures: readonly string[];
}

/** Who may sign a version: the organisations of the one before, and of version 1 its own. */
export function signersOf(
  list: TrustList,
  before: TrustList | undefined,
): Pick<TrustList, 'k' | 'organisations'> {
  return before ?? list;
}

/**
 * The version that follows `newest` under what is now in force; undefined where a reader would see no difference. Derived
 * from the state alone, so that chaincode, folds and audits count alike.
 */
export function nextTrustList(newest: undefined, consortium: ConsortiumState): TrustList;
export function nextTrustList(
  newest: TrustList | undefined,
  consortium: ConsortiumState,
): TrustList | undefined;
export function nextTrustList(
  newest: TrustList | undefined,
  { k, ledger, organisations, quorum = 0, witnesses = [] }: ConsortiumState,
): TrustList | undefined {
  const next: TrustList = {
    v: 1,
    ledger,
    version: newest?.version ?? 1,
    k,
    organisations: organisations.map(({ id, name, url, signKey, logKey, cosignerKey, previous }) => ({
      ...{ id, name, url, signKey, logKey, cosignerKey },
      ...(previous && { previous }),
    })),
    witnesses: [...witnesses],
    quorum,
  };
  if (newest === undefined) return next;
  return canonicalText(newest) === canonicalText(next) ? undefined : { ...next, version: newest.version + 1 };
}

import type { ConsortiumState } from '../consortium/document.js';
import type { Crypto } from '../ports.js';
import { nextTrustList, signersOf, type TrustList } from '../trust-list/list.js';
import { trustListClaim } from '../trust-list/signature.js';
import { type FoldState, keys, load, save } from './state.js';

/** A version of the trust list as it is kept. */
export interface TrustListDoc {
  readonly list: TrustList;
  /** Checked signatures in the ledger's order: compact JWS. */
  readonly signatures: readonly { readonly org: string; readonly jws: string }[];
}

type Reader = Pick<FoldState, 'get'>;

const docOf = (state: Reader, version: number): TrustListDoc | undefined =>
  load<TrustListDoc>(state, keys.trustList(version));

const newestVersion = (state: Reader): number => load<number>(state, keys.newestTrustList) ?? 0;

/** Derives the next version from what is in force, if it is one: what the chaincode says it is, is not believed. */
export function deriveTrustList(state: FoldState, consortium: ConsortiumState): void {
  const list = nextTrustList(newestTrustList(state), consortium);
  if (list === undefined) return;
  save(state, keys.trustList(list.version), { list, signatures: [] } satisfies TrustListDoc);
  save(state, keys.newestTrustList, list.version);
}

/** The newest version; undefined before there is a consortium. */
export const newestTrustList = (state: Reader): TrustList | undefined =>
  docOf(state, newestVersion(state))?.list;

/** Takes an organisation's signature of a version, if it holds. */
export function foldTrustListSignature(
  state: FoldState,
  { verify }: Crypto,
  { version, org }: { readonly version: number; readonly org: string },
  jws: string,
): void {
  const doc = docOf(state, version);
  if (doc === undefined || doc.signatures.some((one) => one.org === org)) return;
  const { organisations } = signersOf(doc.list, docOf(state, version - 1)?.list);
  const signer = organisations.find((one) => one.id === org);
  const claim = signer && trustListClaim(doc.list, signer.signKey, jws);
  // Committed by a ledger that did not check it: nobody has signed this.
  if (!claim || !verify('ES256', claim.jwk, claim.data, claim.signature)) return;
  save(state, keys.trustList(version), { ...doc, signatures: [...doc.signatures, { org, jws }] });
}

/** The versions after a given one, the oldest first. */
export function trustListsAfter(state: Reader, version: number): readonly TrustListDoc[] {
  const length = Math.max(0, newestVersion(state) - version);
  return Array.from({ length }, (_, i) => docOf(state, version + i + 1) as TrustListDoc);
}

import { canonicalText } from '../canonical.js';
import type { ProofCrypto } from '../ports.js';
import { isTrustList, readSignedTrustLists } from './form.js';
import { signersOf, type TrustList } from './list.js';
import { namedKey, trustListClaim } from './signature.js';

/**
 * Why the newest list cannot be trusted. `trust_list_malformed`, `trust_list_gap`, `too_few_organisations`: nothing is shown
 * either way. `trust_list_rolled_back`: older than what is trusted already. All others: somebody made it up.
 */
export type TrustListFailureCode =
  | 'trust_list_malformed'
  | 'ledger_unknown'
  | 'trust_list_rolled_back'
  | 'trust_list_gap'
  | 'trust_list_altered'
  | 'signature_invalid'
  | 'too_few_organisations';

export type TrustListOutcome =
  | { readonly trusted: true; readonly list: TrustList }
  | {
      readonly trusted: false;
      readonly code: TrustListFailureCode;
      readonly reason: string;
      /** The version that does not hold, where it is one. */
      readonly version?: number;
    };

/**
 * Follows the versions from the one that the reader has pinned to the newest: each must be signed by k organisations of
 * the one before it. Pinned: a list got from somebody the reader trusts, and kept. `offered`: the member `versions` of
 * `/v1/trust-list`, from anywhere. Keep the result as the next pin: only then is a rollback noticed. Pure; never throws
 * for what is in `offered`.
 */
export async function verifyTrustListChain(
  crypto: Pick<ProofCrypto, 'verify'>,
  pinned: TrustList,
  offered: unknown,
): Promise<TrustListOutcome> {
  const versions = readSignedTrustLists(offered);
  // A pin that was spoilt where it is kept, say to a k of 0, must not vouch for anything.
  if (versions === undefined || !isTrustList(pinned))
    return failure('trust_list_malformed', 'not a trust list with its signatures');
  if (versions.some(({ list }) => list.ledger !== pinned.ledger))
    return failure('ledger_unknown', 'the trust list is of another ledger');
  const newest = Math.max(0, ...versions.map(({ list }) => list.version));
  if (newest < pinned.version)
    return failure('trust_list_rolled_back', 'the trust list is older than the one that is trusted', newest);
  let trusted = pinned;
  for (const [index, { list, signatures }] of versions.entries()) {
    const { version } = list;
    if (index > 0 && version !== (versions[index - 1]?.list.version ?? 0) + 1) return gap(version);
    if (version < pinned.version) continue;
    if (version === pinned.version) {
      if (canonicalText(list) === canonicalText(pinned)) continue;
      return failure('trust_list_altered', 'another list has the number of the one that is trusted', version);
    }
    if (version !== trusted.version + 1) return gap(version);
    const refused = await refusalOf(crypto, trusted, list, signatures);
    if (refused) return failure(refused.code, refused.reason, version);
    trusted = list;
  }
  return { trusted: true, list: trusted };
}

/** Why the organisations of the version before do not vouch for a list; undefined where k of them do. */
async function refusalOf(
  { verify }: Pick<ProofCrypto, 'verify'>,
  before: TrustList,
  list: TrustList,
  signatures: readonly string[],
): Promise<{ readonly code: TrustListFailureCode; readonly reason: string } | undefined> {
  const { k, organisations } = signersOf(list, before);
  // By key, not by line: whoever repeats a signature, or is listed twice, counts once.
  const signed = new Set<string>();
  for (const jws of signatures) {
    const kid = namedKey(jws);
    // Strangers' lines are passed over: also those of keys that only the new version has, which vouch for themselves.
    const signer = organisations.find(({ signKey }) => signKey.kid === kid);
    if (signer === undefined) continue;
    const claim = trustListClaim(list, signer.signKey, jws);
    if (!claim || !(await verify('ES256', claim.jwk, claim.data, claim.signature)))
      return { code: 'signature_invalid', reason: `a signature of ${signer.id} does not hold` };
    signed.add(signer.signKey.x);
  }
  return signed.size >= k
    ? undefined
    : { code: 'too_few_organisations', reason: `${signed.size} of ${k} organisations signed` };
}

const gap = (version: number): TrustListOutcome =>
  failure('trust_list_gap', 'versions are missing or out of order', version);

function failure(code: TrustListFailureCode, reason: string, version?: number): TrustListOutcome {
  return { trusted: false, code, reason, ...(version === undefined ? {} : { version }) };
}

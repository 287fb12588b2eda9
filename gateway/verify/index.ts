/** Checks badges, in Node and browsers: bytes and trust in, verdict out. */
export { verifyBadge, type TrustedConsortium, type VerifyOptions } from './verify-badge.js';
export { verifyTrustListChain } from './trust-list.js';
export type { TrustListFailureCode, TrustListOutcome } from '../../chaincode/domain/trust-list/chain.js';
export type {
  SignedTrustList,
  TrustList,
  TrustedOrganisation,
} from '../../chaincode/domain/trust-list/list.js';
export type { BadgeContent, Check, CheckName, Finding, Seen, State, Verdict } from './verdict.js';

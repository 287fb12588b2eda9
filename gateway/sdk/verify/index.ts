/** Checks badges, in Node and browsers: bytes and trust in, verdict out. */
export { verifyTrustListChain } from './trust-list.js';
export type { TrustListFailureCode, TrustListOutcome } from '../../../chaincode/domain/trust-list/chain.js';
export type {
  SignedTrustList,
  TrustList,
  TrustedOrganisation,
} from '../../../chaincode/domain/trust-list/list.js';
export { quorumNotice, witnessedText } from './witnessed.js';
export { verifyBadge, type VerifyOptions } from './verify-badge.js';
export type { TrustedConsortium } from './trust.js';
export type { BadgeContent, Check, CheckName, Finding, Seen, State, Verdict } from './verdict.js';

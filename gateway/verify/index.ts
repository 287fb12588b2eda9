/** Checks badges, in Node and browsers: bytes and trust in, verdict out. */
export { verifyBadge, type TrustedConsortium, type VerifyOptions } from './verify-badge.js';
export type { BadgeContent, Check, CheckName, Finding, Seen, State, Verdict } from './verdict.js';

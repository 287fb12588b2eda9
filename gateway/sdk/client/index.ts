/** The SDK: for Node and browsers, over WebCrypto and fetch. */
export { recomputeScore, type Recomputed } from './recompute.js';
export { createClient, type Client, type LedgerInfo, type RecordView } from './client.js';
export type { Answer, CallOptions, ClientOptions } from './caller.js';
export {
  contentId,
  restatementId,
  type Receipt,
  type SendOptions,
  type SignedBatch,
  type Submission,
} from './batches.js';
export {
  signApproval,
  signFounding,
  signProposal,
  type GovernOptions,
  type Proposal,
  type ProposalView,
} from './governance.js';
export { ClientError, ProblemError, type ClientErrorCode, type ProblemDetail } from '../platform/errors.js';
export {
  generateKey,
  importSigner,
  keyId,
  publicJwk,
  type NamedPublicJwk,
  type PrivateJwk,
  type Signer,
} from '../platform/keys.js';
export type {
  SignedTrustList,
  TrustList,
  TrustedOrganisation,
} from '../../../chaincode/domain/trust-list/list.js';
export type { FactRecord, RecordKind } from '../../../chaincode/domain/records/index.js';
export { fetchStatusLists } from './status-lists.js';
export { fetchConsistency } from './consistency.js';
export {
  checkCheckpoint,
  checkDecisionProof,
  checkEntryProof,
  checkOrderProof,
  checkReceipt,
  checkRecordProof,
  checkSealProof,
  checkSellerProof,
  checkTlogProof,
} from './proofs.js';
export type { AgreedCheckpoint, Trust } from '../../../chaincode/domain/proofs/checkpoint.js';
export { ProofFailure, type ProofFailureCode } from '../../../chaincode/domain/proofs/failure.js';
export type {
  DecisionProof,
  ProvenApproval,
  ProvenDecision,
} from '../../../chaincode/domain/proofs/decision.js';
export type { EntryProof, ProvenEntry } from '../../../chaincode/domain/proofs/entry.js';
export type { ProvenSeal, SealProof } from '../../../chaincode/domain/proofs/seal.js';
export type { OrderProof, ProvenOrder } from '../../../chaincode/domain/proofs/order.js';
export type { ProvenRecord } from '../../../chaincode/domain/proofs/record.js';
export type { ProvenSeller } from '../../../chaincode/domain/proofs/seller.js';
export type { RecordOutlook } from '../../../chaincode/domain/fold/record-outlook.js';
export type { RecordCount } from './standing.js';
export type { FoundReference, PartnersReference, ReferenceOutcome, SellersOrder } from './references.js';
export type { StatedContent } from './stated.js';
export { mayPass } from './retry.js';

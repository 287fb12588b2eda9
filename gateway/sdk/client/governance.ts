import { sha256 } from '@noble/hashes/sha2.js';
import type { Proposal as ProposalDocument } from '../../../chaincode/domain/consortium/action.js';
import {
  proposalId,
  type ProposalView as ShownProposal,
} from '../../../chaincode/domain/governance/proposal.js';
import { composeSignedApproval, composeSignedProposal } from '../../../chaincode/domain/governance/signed.js';
import { ClientError } from '../platform/errors.js';
import type { CallOptions, Caller } from './caller.js';
import type { Signer } from '../platform/keys.js';

/** `{ledger, seq, base, action, expires}`. */
export type Proposal = ProposalDocument;
/** A proposal with its approvals, as a gateway shows it. */
export type ProposalView = ShownProposal;

export interface GovernOptions {
  /** Organisation id that the signer's key is the admin key of. */
  readonly as: string;
  readonly signer: Signer;
}

/** Signs a proposal as an organisation: a compact JWS. It counts as that organisation's approval. Throws ClientError. */
export function signProposal(proposal: Proposal, { as, signer }: GovernOptions): Promise<string> {
  return composeSignedProposal({ org: as, iat: now(), proposal }, es256(signer));
}

/**
 * Signs an approval as an organisation: a compact JWS. It takes the proposal itself, so that nobody approves by an id what a
 * gateway shows differently. Throws ClientError.
 */
export function signApproval(proposal: Proposal, { as, signer }: GovernOptions): Promise<string> {
  const { ledger } = proposal;
  const id = proposalId(proposal, sha256);
  return composeSignedApproval({ ledger, org: as, iat: now(), proposal: id }, es256(signer));
}

/** Signs the approval of a consortium document, by the id of the ledger that it founds: a compact JWS. Throws ClientError. */
export function signFounding(ledger: string, { as, signer }: GovernOptions): Promise<string> {
  return composeSignedApproval({ ledger, org: as, iat: now(), proposal: ledger }, es256(signer));
}

const now = (): number => Math.floor(Date.now() / 1000);

function es256(signer: Signer): Pick<Signer, 'kid' | 'sign'> {
  if (signer.alg !== 'ES256') throw new ClientError('key_unusable', 'an admin key is an ES256 key');
  return { kid: signer.kid, sign: (data) => signer.sign(data) };
}

/** Posts what was signed: the signature is the authority, so the request itself is not signed. Throws ProblemError, ClientError. */
export async function bring(
  caller: Caller,
  path: string,
  jws: string,
  options: CallOptions = {},
): Promise<ProposalView> {
  return (await caller.post<ProposalView>(path, { jws }, { ...options, signed: false })).value;
}

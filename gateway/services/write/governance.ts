import type { AuthorityMatrix, ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { PolicyDocument } from '../../../chaincode/domain/consortium/policy-document.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import { proposalId, type ProposalView } from '../../../chaincode/domain/governance/proposal.js';
import {
  parseSignedApproval,
  parseSignedProposal,
  signingOrganisation,
  type SignedGovernance,
} from '../../../chaincode/domain/governance/signed.js';
import type { Crypto } from '../../../chaincode/domain/ports.js';
import type { LedgerPort } from '../../ledger/port.js';
import type { Page, Queries } from '../../projection/port.js';
import type { Clock } from '../common/ports.js';
import { ServiceError, notFound } from '../common/service-error.js';

const foldWaitMs = 10_000;

export interface GovernanceTools {
  readonly crypto: Crypto;
  readonly clock: Clock;
}

/**
 * Carries what administrators signed to the ledger, which judges it. Only what an administrator's key in force signed, and what
 * has not had its effect yet, is brought there: strangers and old signatures cost it nothing.
 */
export class Governance {
  readonly #ledger: Pick<LedgerPort, 'submit'>;
  readonly #queries: Queries;
  readonly #tools: GovernanceTools;

  constructor(ledger: Pick<LedgerPort, 'submit'>, queries: Queries, tools: GovernanceTools) {
    this.#ledger = ledger;
    this.#queries = queries;
    this.#tools = tools;
  }

  proposals(after: string | undefined, limit: number): Page<ProposalView> {
    return this.#queries.proposals(after, limit);
  }

  /** The newest first. */
  newestProposals(before: string | undefined, limit: number): Page<ProposalView> {
    return this.#queries.newestProposals(before, limit);
  }

  proposal(id: string): ProposalView {
    const proposal = this.#queries.proposal(id);
    if (proposal === undefined) throw notFound('proposal');
    return proposal;
  }

  /** A proposal, which counts as the approval of the organisation that signed it. Throws Refusal, ServiceError, LedgerError. */
  propose(jws: string): Promise<ProposalView> {
    const signed = parseSignedProposal(jws);
    this.#assertSigned(signed);
    const known = this.#queries.proposal(proposalId(signed.proposal, this.#tools.crypto.sha256));
    if (known !== undefined) throw new Refusal({ code: 'exists', reason: 'proposal exists' });
    return this.#act('Propose', jws);
  }

  /** An approval of the proposal with this id. Throws Refusal, ServiceError, LedgerError. */
  approve(id: string, jws: string): Promise<ProposalView> {
    const signed = parseSignedApproval(jws);
    if (signed.proposal !== id) {
      const reason = 'approval is of another proposal';
      throw new Refusal({ code: 'audience_mismatch', reason, pointer: '/jws' });
    }
    this.#assertSigned(signed);
    this.#assertWanted(signed.org, this.#queries.proposal(id));
    return this.#act('Approve', jws);
  }

  /** Who may state which kinds, and the fold version in force. Throws ServiceError `projection_unavailable`. */
  authority(): { readonly foldVersion: number; readonly authority: AuthorityMatrix } {
    return { foldVersion: this.#queries.foldVersion(), authority: this.#consortium().authority };
  }

  policies(): Page<PolicyDocument> {
    return { items: this.#queries.policies(), next: null };
  }

  policy(name: string, version?: number): PolicyDocument {
    const policy = this.#queries.policy(name, version);
    if (policy === undefined) throw notFound('policy');
    return policy;
  }

  #consortium(): ConsortiumState {
    const consortium = this.#queries.consortium();
    if (consortium === undefined)
      throw new ServiceError('projection_unavailable', 'No consortium is folded here yet.');
    return consortium;
  }

  #assertSigned(signed: SignedGovernance): void {
    const { clock, crypto } = this.#tools;
    const { ledger, organisations } = this.#consortium();
    signingOrganisation(signed, { ledger, organisations, time: clock(), crypto });
  }

  /** One that is not folded here yet may be on the ledger. What no longer can be approved never can be again. */
  #assertWanted(org: string, known: ProposalView | undefined): void {
    if (known === undefined) return;
    if (known.approvals.includes(org))
      throw new Refusal({ code: 'already_approved', reason: 'organisation has approved this proposal' });
    if (known.status === 'expired')
      throw new Refusal({ code: 'proposal_expired', reason: 'proposal has expired' });
    if (known.status !== 'open')
      throw new Refusal({ code: 'proposal_stale', reason: `proposal is ${known.status}` });
  }

  async #act(name: 'Propose' | 'Approve', jws: string): Promise<ProposalView> {
    const committed = await this.#ledger.submit({ name, args: [jws] });
    await this.#queries.folded(committed.block, AbortSignal.timeout(foldWaitMs));
    const { id } = JSON.parse(committed.result) as { id: string };
    return this.proposal(id);
  }
}

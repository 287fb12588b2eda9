import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { AuthorityMatrix } from '../../../chaincode/domain/consortium/document.js';
import type { PolicyDocument } from '../../../chaincode/domain/consortium/policy-document.js';
import type { Proposal } from '../../../chaincode/domain/consortium/action.js';
import type { ProposalView } from '../../../chaincode/domain/governance/proposal.js';
import type { LedgerPort } from '../../ledger/port.js';
import type { Page, Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import { ServiceError, notFound } from '../common/service-error.js';

const foldWaitMs = 10_000;

export class Governance {
  readonly #ledger: LedgerPort;
  readonly #queries: Queries;

  constructor(ledger: LedgerPort, queries: Queries) {
    this.#ledger = ledger;
    this.#queries = queries;
  }

  proposals(after: string | undefined, limit: number): Page<ProposalView> {
    return this.#queries.proposals(after, limit);
  }

  proposal(id: string): ProposalView {
    const proposal = this.#queries.proposal(id);
    if (proposal === undefined) throw notFound('proposal');
    return proposal;
  }

  /** Counts as the approval of the administrator's organisation. Throws ServiceError, LedgerError. */
  propose(caller: Caller, proposal: Proposal): Promise<ProposalView> {
    return this.#act(caller, 'Propose', canonicalText(proposal));
  }

  approve(caller: Caller, id: string): Promise<ProposalView> {
    return this.#act(caller, 'Approve', id);
  }

  /** Who may state which kinds, and the fold version in force. Throws ServiceError `projection_unavailable`. */
  authority(): { readonly foldVersion: number; readonly authority: AuthorityMatrix } {
    const consortium = this.#queries.consortium();
    if (consortium === undefined)
      throw new ServiceError('projection_unavailable', 'No consortium is folded here yet.');
    return { foldVersion: this.#queries.foldVersion(), authority: consortium.authority };
  }

  policies(): Page<PolicyDocument> {
    return { items: this.#queries.policies(), next: null };
  }

  policy(name: string, version?: number): PolicyDocument {
    const policy = this.#queries.policy(name, version);
    if (policy === undefined) throw notFound('policy');
    return policy;
  }

  async #act(caller: Caller, name: 'Propose' | 'Approve', arg: string): Promise<ProposalView> {
    if (caller.type === 'anonymous')
      throw new ServiceError('signature_required', "Sign the request with the organisation's admin key.");

    if (caller.type !== 'administrator')
      throw new ServiceError('ring_too_low', "Only an organisation's admin key may govern.");

    const committed = await this.#ledger.submit({ name, args: [arg] }, `admin:${caller.mspId}`);
    await this.#queries.folded(committed.block, AbortSignal.timeout(foldWaitMs));
    const { id } = JSON.parse(committed.result) as { id: string };
    return this.proposal(id);
  }
}

import type { Action, Proposal } from '../../chaincode/domain/consortium/action.js';
import type { ConsortiumState, Organisation } from '../../chaincode/domain/consortium/document.js';
import { daySeconds, formatTime } from '../../chaincode/domain/time.js';
import type { Caller } from '../../chaincode/world-state.js';
import { gatewayOf, signApproval, signProposal, type TestConsortium } from './consortium.js';
import type { MemoryLedger } from './memory-world-state.js';

type Result = Promise<{ readonly [member: string]: unknown }>;

/** Governs a ledger in memory: each organisation's administrator signs, and a gateway carries it. */
export class Governing {
  readonly #ledger: MemoryLedger;
  readonly #consortium: TestConsortium;
  #seq = 0;

  constructor(ledger: MemoryLedger, consortium: TestConsortium) {
    this.#ledger = ledger;
    this.#consortium = consortium;
  }

  /** Proposes what fits the ledger as it stands, but for `change`. */
  async propose(action: Action, org = 'platform', change: Partial<Proposal> = {}, caller?: Caller): Result {
    const { ledger, seq } = await this.#inForce();
    const proposal: Proposal = {
      ledger,
      seq: ++this.#seq,
      base: seq,
      action,
      expires: formatTime(this.#ledger.time + daySeconds),
      ...change,
    };
    return this.submit(proposal, org, caller);
  }

  async submit(proposal: Proposal, org = 'platform', caller?: Caller): Result {
    const organisation = await this.#organisation(org);
    const jws = await signProposal(organisation, proposal, this.#ledger.time);
    return this.#ledger.run('Propose', [jws], caller ?? gatewayOf(organisation.mspId));
  }

  async approve(id: unknown, org = 'certifier', caller?: Caller): Result {
    const organisation = await this.#organisation(org);
    const { ledger } = await this.#inForce();
    const jws = await signApproval(organisation, ledger, id as string, this.#ledger.time);
    return this.#ledger.run('Approve', [jws], caller ?? gatewayOf(organisation.mspId));
  }

  /** Two organisations decide. */
  async decide(action: Action, proposer = 'platform', approver = 'certifier'): Promise<void> {
    const { id, status } = await this.propose(action, proposer);
    if (status === 'open') await this.approve(id, approver);
  }

  async #inForce(): Promise<ConsortiumState> {
    return (await this.#ledger.run('GetConsortium', [], gatewayOf('any'))) as never;
  }

  /** As it is in force, or as it was founded where it has left. */
  async #organisation(id: string): Promise<Organisation> {
    const known = [...(await this.#inForce()).organisations, ...this.#consortium.document.organisations];
    const found = known.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no organisation ${id}`);
    return found;
  }
}

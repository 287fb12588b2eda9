import type { CommitListener, Network, TxEventHandler } from 'fabric-network';
import { SubmitFailure, commitFailure } from '../fabric-shared/failure.js';
import type { LedgerQueries } from '../fabric-shared/ledger-queries.js';
import { askOutcome } from '../fabric-shared/outcome.js';
import type { Committed } from '../port.js';

type Position = Pick<Committed, 'block' | 'tx'>;

/** How long to wait for the peer's event, then how long to ask for the status. */
const eventWaitMs = 10_000;
const outcomeWaitMs = 20_000;

/**
 * Waits until the own peer has committed one transaction. When the peer's events fail or stay away, it asks the peer
 * for the status of the same transaction id; it never leads to a second submission.
 */
export class CommitWatch implements TxEventHandler {
  readonly #told: Promise<Position | 'lost'>;
  #tell!: (outcome: Position | 'lost' | SubmitFailure) => void;
  #listening = false;
  #found: Position | undefined;

  readonly #txId: string;
  readonly #network: Network;
  readonly #mspId: string;
  readonly #queries: LedgerQueries;

  constructor(txId: string, network: Network, mspId: string, queries: LedgerQueries) {
    this.#txId = txId;
    this.#network = network;
    this.#mspId = mspId;
    this.#queries = queries;

    this.#told = new Promise((resolve, reject) => {
      this.#tell = (outcome): void => {
        if (outcome instanceof SubmitFailure) reject(outcome);
        else resolve(outcome);
      };
    });
    this.#told.catch(() => undefined); // a failure may come before anybody waits: it is not unhandled
  }

  /** Called by fabric-network after endorsement, before the transaction is sent to be ordered. */
  async startListening(): Promise<void> {
    this.#listening = true;
    const peers = this.#network.getChannel().getEndorsers(this.#mspId);
    await this.#network.addCommitListener(this.#listener, peers, this.#txId);
  }

  /** True once the transaction may have left for the orderers. */
  get sent(): boolean {
    return this.#listening;
  }

  async waitForEvents(): Promise<void> {
    const timer = setTimeout(() => this.#tell('lost'), eventWaitMs);
    try {
      const outcome = await this.#told;
      this.#found = outcome === 'lost' ? await askOutcome(this.#queries, this.#txId, outcomeWaitMs) : outcome;
    } finally {
      clearTimeout(timer);
      this.cancelListening();
    }
  }

  cancelListening(): void {
    this.#network.removeCommitListener(this.#listener);
  }

  get position(): Position {
    if (!this.#found) throw new SubmitFailure('unknown', 'the commit was not awaited', this.#txId);
    return this.#found;
  }

  readonly #listener: CommitListener = (error, event) => {
    if (error || !event) {
      this.#tell('lost');
    } else if (!event.isValid) {
      this.#tell(commitFailure(event.status, this.#txId));
    } else {
      const block = event.getBlockEvent();
      const tx = block.getTransactionEvents().findIndex((other) => other.transactionId === this.#txId);
      this.#tell({ block: block.blockNumber.toNumber(), tx });
    }
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import {
  LedgerError,
  type ArchivedBlock,
  type BlockFormat,
  type Committed,
  type CommittedBlock,
  type Condition,
  type IdentityName,
  type LedgerHealth,
  type LedgerPort,
  type NetworkState,
  type TransactionCall,
} from '../port.js';
import { blockFeed } from './block-feed.js';
import { channelOrderers } from './channel-orderers.js';
import { EndorserDiscovery } from './endorser-discovery.js';
import { LedgerQueries, type SystemChaincode } from './ledger-queries.js';
import { reachOf } from './orderer-probe.js';
import type { ConnectionProfile } from './profile.js';
import { EndorserChoice, submitWithRetries } from './submit.js';
import { WriteWatch } from './write-watch.js';

/** One client library, as far as the ledger port needs it. */
export interface PeerClient {
  /**
   * One try to submit, awaited until the own peer has committed it.
   * @throws SubmitFailure
   */
  submitOnce(
    as: IdentityName,
    call: TransactionCall,
    endorsers: readonly string[],
    queries: LedgerQueries,
  ): Promise<Committed>;
  /** Runs a call on the own peer without ordering it. @throws LedgerError */
  evaluate(as: IdentityName, call: TransactionCall): Promise<string>;
  /** Asks a system chaincode of the own peer. */
  ask(chaincode: SystemChaincode, name: string, ...args: readonly string[]): Promise<Uint8Array>;
  /** Calls `wake` on new blocks until the returned function is called. A missed call does no harm. */
  onNewBlock(wake: () => void): Promise<() => void>;
  close(): void;
}

/** Milliseconds. A peer that hangs must not make a load balancer's question hang. */
const healthWaitMs = 5_000;

async function noAnswerAfter(ms: number): Promise<never> {
  await pause(ms, undefined, { ref: false });
  throw new LedgerError('unavailable', 'the peer does not answer');
}

/** The ledger port over an organisation's own peer: what both client libraries have in common. */
export class PeerLedger implements LedgerPort {
  readonly #queries: LedgerQueries;
  readonly #endorsers: EndorserChoice;
  readonly #discovery: EndorserDiscovery;
  readonly #writes: WriteWatch;
  readonly #followers = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;

  readonly #profile: ConnectionProfile;
  readonly #client: PeerClient;

  private constructor(
    readonly kind: 'fabric-network' | 'fabric-gateway',
    profile: ConnectionProfile,
    client: PeerClient,
  ) {
    this.#profile = profile;
    this.#client = client;

    const { channel, chaincode, endorsers, mspId } = profile;
    this.#endorsers = new EndorserChoice(mspId, endorsers.mspIds, endorsers.needed);
    this.#queries = new LedgerQueries(
      (system, name, ...args) => client.ask(system, name, ...args),
      channel,
      chaincode,
    );
    this.#discovery = new EndorserDiscovery(profile);
    this.#writes = new WriteWatch({
      orderers: () => this.#orderers(),
      endorserObstacle: () => this.#discovery.obstacle(),
    });
  }

  /** @throws LedgerError `unavailable` where the peer does not answer */
  static async open(
    kind: 'fabric-network' | 'fabric-gateway',
    profile: ConnectionProfile,
    client: PeerClient,
  ): Promise<PeerLedger> {
    const ledger = new PeerLedger(kind, profile, client);
    try {
      await ledger.height();
      ledger.#writes.start();
      return ledger;
    } catch (error) {
      await ledger.close();
      throw error;
    }
  }

  async submit(call: TransactionCall, as: IdentityName = 'gateway'): Promise<Committed> {
    const began = Date.now();
    const attempt = (endorsers: readonly string[]): Promise<Committed> =>
      this.#client.submitOnce(as, call, endorsers, this.#queries);
    return this.#track(async () => {
      try {
        const committed = await submitWithRetries(attempt, this.#endorsers);
        this.#writes.committed(began);
        return committed;
      } catch (error) {
        this.#writes.failed(error);
        throw error;
      }
    });
  }

  evaluate(call: TransactionCall, as: IdentityName = 'gateway'): Promise<string> {
    return this.#track(() => this.#client.evaluate(as, call));
  }

  async height(): Promise<number> {
    try {
      return await this.#queries.height();
    } catch (error) {
      if (error instanceof LedgerError) throw error;
      throw new LedgerError('unavailable', 'the peer does not answer', { cause: error });
    }
  }

  blocks(from: number, signal: AbortSignal): AsyncIterable<CommittedBlock> {
    const queries = this.#queries;
    const client = this.#client;
    const source = {
      height: () => queries.height(),
      block: (number: number) => queries.block(number),
      onNewBlock: (wake: () => void) => client.onNewBlock(wake),
    };
    return blockFeed(source, from, AbortSignal.any([signal, this.#followers.signal]));
  }

  get blockFormat(): BlockFormat {
    return { kind: 'fabric', chaincode: this.#profile.chaincode };
  }

  async *archived(from: number, to: number): AsyncGenerator<ArchivedBlock> {
    for (let number = from; number < to; number += 1) {
      const asked = this.#track(() => this.#queries.bytes(number));
      const block = await asked.catch((cause: unknown) => {
        if (cause instanceof LedgerError) throw cause;
        throw new LedgerError('unavailable', 'the peer does not answer', { cause });
      });
      yield { block, values: [] };
    }
  }

  async health(): Promise<LedgerHealth> {
    try {
      const height = await Promise.race([this.height(), noAnswerAfter(healthWaitMs)]);
      this.#writes.saw(height);
      const detail = `peer ${this.#profile.peer.address} holds ${height} blocks`;
      return { ok: true, detail, writes: this.#writes.condition() };
    } catch (error) {
      const lost = { ok: false, detail: (error as Error).message };
      return { ...lost, writes: lost };
    }
  }

  async network(): Promise<NetworkState> {
    const noAnswer = (error: unknown): Condition => ({ ok: false, detail: (error as Error).message });
    const [chaincode, obstacle, orderers] = await Promise.all([
      this.#queries.definition().then((detail) => ({ ok: true, detail }), noAnswer),
      this.#discovery.obstacle().catch((error: unknown) => noAnswer(error).detail),
      this.#orderers().catch(noAnswer),
    ]);
    return {
      chaincode,
      endorsers: { ok: obstacle === undefined, detail: obstacle ?? 'enough are alive, says the peer' },
      orderers: orderers ?? { ok: true, detail: 'not probed from here' },
    };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#followers.abort();
    this.#writes.stop();
    await Promise.allSettled(this.#underWay);
    this.#discovery.close();
    this.#client.close();
  }

  async #orderers(): Promise<Condition | undefined> {
    const { channel, probeOrderers } = this.#profile;
    if (!probeOrderers) return undefined;
    return reachOf(channelOrderers(await this.#client.ask('cscc', 'GetConfigBlock', channel)));
  }

  /** Refuses new calls once closed, and lets `close` wait for those under way. */
  async #track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new LedgerError('unavailable', 'the ledger is closed');
    const running = work();
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { parseBatch, type ParseBatch } from '../../chaincode/domain/batch/parse.js';
import { hex } from '../../chaincode/domain/bytes.js';
import { DoesNotFollow } from '../../chaincode/domain/fold/does-not-follow.js';
import {
  type FoldTools,
  foldTransaction,
  foldVersionOf,
  isUpgradeRequired,
} from '../../chaincode/domain/fold/fold-transaction.js';
import { lengthOf, lists } from '../../chaincode/domain/fold/list.js';
import { keys, load } from '../../chaincode/domain/fold/state.js';
import type { ConsortiumState } from '../../chaincode/domain/consortium/document.js';
import { foldRevision } from '../../chaincode/domain/fold/revision.js';
import { newestFold } from '../../chaincode/domain/fold-version.js';
import type { Crypto } from '../../chaincode/domain/ports.js';
import { type CommittedBlock, LedgerError, type LedgerPort } from '../ledger/port.js';
import { BackgroundWriter } from './background-writer.js';
import { isFoldFailure, MendedOnce } from './fold-failure.js';
import type { ProjectionStatus } from './port.js';
import { assertRootsAgree } from './root-disagrees.js';
import type { Checkpoint, ProjectionStore } from './store.js';
import { View } from './view.js';
import { Waiters } from './waiters.js';

/** Milliseconds before the ledger is asked again after it failed. */
const retryDelayMs = 1_000;

class UpgradeRequired extends Error {}

const nothingFolded: Checkpoint = { height: 0, hash: '', foldVersion: 1, foldRevision, time: 0 };

/** Follows the ledger from the checkpoint and keeps the fold's state. */
export class Projector {
  readonly view: View;
  /** Called with the reason when all is folded anew, because what was folded cannot be trusted. */
  onFoldingAnew: (reason: string) => void = () => undefined;
  readonly #stopping = new AbortController();
  #following = new AbortController();
  /** Why all is to be folded anew, until what was folded is thrown away. */
  #anew: string | undefined;
  /** Blocks that the ledger had when following it began: before these are folded, an answer would be from half of the facts. */
  #whole: number | undefined;
  /** Counts how often all was folded anew. */
  #foldings = 0;
  #checkpoint = nothingFolded;
  #state: ProjectionStatus['state'] = 'stopped';
  #detail = 'not started';
  #failure: unknown;
  #running: Promise<void> = Promise.resolve();
  readonly #tools: FoldTools;
  readonly #mended = new MendedOnce();
  readonly #waiters = new Waiters();
  readonly #writer: BackgroundWriter;

  constructor(
    readonly ledger: Pick<LedgerPort, 'blocks' | 'height'>,
    readonly store: ProjectionStore,
    readonly crypto: Crypto,
    /** The ledger this gateway belongs to. Left out, any is followed. */
    readonly ledgerId?: string,
    parse: ParseBatch = (bytes, foldVersion) => parseBatch(bytes, foldVersion, crypto),
    /**
     * What becomes of it where k organisations agree on another result of an epoch: it stops, if folding all anew does not
     * mend it, since nothing that is folded here can then be relied on; or it folds on, for an audit, which reports it.
     */
    readonly onDisagreement: 'stop' | 'fold-on' = 'fold-on',
  ) {
    this.view = new View(store);
    this.#writer = new BackgroundWriter(this.view, {
      checkpoint: () => this.#checkpoint,
      stopping: this.#stopping.signal,
      onFailure: (error) => {
        this.#set('failed', error instanceof Error ? error.message : 'the projection could not be written');
        this.#stopping.abort();
      },
    });
    store.onDamage = (detail) => this.foldAnew(`the stored projection is damaged: ${detail}`);
    this.#tools = { crypto, parseBatch: parse, ...(ledgerId === undefined ? {} : { ledger: ledgerId }) };
  }

  /** Resolves once the checkpoint is read; folding then goes on by itself. */
  async start(): Promise<void> {
    const stored = this.#stored();
    if (stored !== undefined) this.#checkpoint = stored;
    // State by another revision of the fold cannot be continued, nor can what an interrupted clearing left: fold all anew.
    else await this.store.clear();
    this.#set('running', 'following the ledger');
    this.#running = this.#run();
  }

  /** What can be gone on from. */
  #stored(): Checkpoint | undefined {
    try {
      const stored = this.store.checkpoint();
      return stored?.foldRevision === foldRevision && stored.foldVersion <= newestFold && this.#isOwnLedger()
        ? stored
        : undefined;
    } catch (error) {
      if (this.store.damage === undefined) throw error;
      this.onFoldingAnew(`the stored projection is damaged: ${this.store.damage}`);
      return undefined;
    }
  }

  /** Resolves when all that is folded is on disk. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    // Whoever waits for the end of folding anew must not wait for ever.
    if (this.#isFollowing) this.#set('stopped', 'stopped');
  }

  /**
   * Throws away all that is folded, and folds the ledger from its beginning. Until that has come as far as the ledger is now, the state is
   * `refolding`: an answer from half of the facts would be a wrong one.
   */
  foldAnew(reason: string): void {
    if (!this.#isFollowing) return;
    this.#anew = reason;
    this.#set('refolding', reason);
    this.onFoldingAnew(reason);
    this.#following.abort();
  }

  status(): ProjectionStatus {
    return {
      height: this.#checkpoint.height,
      state: this.#state,
      ...(isFoldFailure(this.#failure) ? { code: this.#failure.code } : {}),
      detail: this.#detail,
      sellers: lengthOf(this.view, lists.sellers),
      records: load<number>(this.view, keys.recordCount) ?? 0,
    };
  }

  /** Number of blocks folded. */
  get height(): number {
    return this.#checkpoint.height;
  }

  /** Time of the newest folded transaction, seconds. */
  get time(): number {
    return this.#checkpoint.time;
  }

  /** Why nothing that is folded here may be relied on now; undefined where it may, if only as of an earlier block. */
  unready(): string | undefined {
    switch (this.#state) {
      case 'running':
        if (this.#whole === undefined) return `The ledger has not been read yet: ${this.#detail}.`;
        if (this.#checkpoint.height >= this.#whole) return undefined;
        return `${this.#checkpoint.height} of ${this.#whole} blocks are folded.`;
      case 'upgrade_required':
        return undefined; // all that this program can fold is
      case 'refolding':
      case 'failed':
      case 'stopped':
        return `The projection is ${this.#state}: ${this.#detail}.`;
    }
  }

  /** Changes with every block and whenever all is folded anew: what was made of another generation may be wrong now. */
  get generation(): string {
    return `${this.#foldings}.${this.#checkpoint.height}`;
  }

  /** What ended the projection; undefined unless it failed. */
  get failure(): unknown {
    return this.#failure;
  }

  folded(block: number, signal: AbortSignal): Promise<void> {
    return this.#until(() => this.#checkpoint.height > block, signal);
  }

  ready(signal: AbortSignal): Promise<void> {
    return this.#until(() => this.unready() === undefined, signal);
  }

  #until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    const ended = (): Error | undefined =>
      this.#isFollowing ? undefined : new Error(`projection ${this.#state}`);
    return this.#waiters.until(isSo, ended, signal);
  }

  async #run(): Promise<void> {
    try {
      while (!this.#stopping.signal.aborted) {
        try {
          if (this.#anew !== undefined) await this.#empty();
          await this.#follow(AbortSignal.any([this.#stopping.signal, this.#following.signal]));
        } catch (error) {
          if (this.#stopping.signal.aborted) break;
          if (this.#isAnew) continue;
          if (this.onDisagreement === 'stop' && isFoldFailure(error) && this.#mended.mayMend(error)) {
            this.foldAnew(error.message);
            continue;
          }
          if (!(error instanceof LedgerError)) throw error;
          this.#detail = `waiting for the ledger: ${error.code}`;
        }
        if (this.#isAnew) continue;
        await pause(retryDelayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
      await this.#writer.flush();
    } catch (error) {
      // What was folded before holds.
      if (error instanceof UpgradeRequired || error instanceof DoesNotFollow) await this.#writer.flush();
      if (error instanceof UpgradeRequired) {
        this.#set('upgrade_required', error.message);
      } else {
        this.#failure = error;
        this.#set('failed', error instanceof Error ? error.message : 'unknown failure');
      }
    }
  }

  get #isFollowing(): boolean {
    return this.#state === 'running' || this.#state === 'refolding';
  }

  /** Behind a method: what is awaited may change it. */
  get #isAnew(): boolean {
    return this.#anew !== undefined;
  }

  async #empty(): Promise<void> {
    await this.#writer.flush();
    this.view.empty();
    this.#checkpoint = nothingFolded;
    this.#following = new AbortController();
    // Before it may fail: a store that cannot be emptied is not tried again and again.
    this.#anew = undefined;
    await this.store.clear();
    this.#whole = undefined;
    this.#foldings += 1;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { height, hash } = this.#checkpoint;
    const blocks = await this.ledger.height();
    if (this.#isAnew) return; // what lies here is thrown away first
    this.#whole ??= blocks;
    this.#endRefolding();
    this.#waiters.wake();
    if (blocks < height) throw new Error('The ledger is shorter than what was projected from it.');

    for await (const block of this.ledger.blocks(Math.max(0, height - 1), signal)) {
      if (block.number === height - 1) {
        if (hex(block.hash) !== hash) throw new Error('The ledger is not the one that was projected.');
        continue;
      }
      this.#fold(block);
      if (this.#isAnew) return;
      if (this.#state === 'running') this.#detail = 'following the ledger';
      this.#endRefolding();
      await this.#writer.folded();
    }
  }

  #endRefolding(): void {
    if (this.#state === 'refolding' && this.#checkpoint.height >= (this.#whole ?? 0))
      this.#set('running', 'following the ledger');
  }

  #fold(block: CommittedBlock): void {
    if (block.number !== this.#checkpoint.height) throw new Error('The ledger left out a block.');
    let { time } = this.#checkpoint;
    this.view.fold((state) => {
      for (const transaction of block.transactions) {
        if (isUpgradeRequired(state))
          throw new UpgradeRequired(`block ${block.number} needs a newer version of this program`);

        try {
          foldTransaction(state, { block: block.number, ...transaction }, this.#tools);
        } catch (cause) {
          if (cause instanceof DoesNotFollow) throw cause;
          const reason = cause instanceof Error ? cause.message : 'unknown failure';
          throw new Error(
            `Block ${block.number}, transaction ${transaction.tx}, cannot be folded: ${reason}`,
            { cause },
          );
        }
        time = Math.max(time, transaction.time);
        if (this.onDisagreement === 'stop') assertRootsAgree(state, transaction);
      }
    });
    const [height, foldVersion] = [block.number + 1, foldVersionOf(this.view)];
    this.#checkpoint = { height, hash: hex(block.hash), foldVersion, foldRevision, time };
    this.#waiters.wake();
  }

  /** False where another ledger was projected here: this one's document has been exchanged since. */
  #isOwnLedger(): boolean {
    const ledger = load<ConsortiumState>(this.store, keys.consortium)?.ledger ?? this.ledgerId;
    return this.ledgerId === undefined || ledger === this.ledgerId;
  }

  #set(state: ProjectionStatus['state'], detail: string): void {
    this.#state = state;
    this.#detail = detail;
    this.#waiters.wake();
  }
}

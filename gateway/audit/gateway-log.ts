import { equalBytes, text } from '../../chaincode/domain/bytes.js';
import { verifyConsistency } from '../../chaincode/domain/merkle/consistency.js';
import { type AgreedCheckpoint, verifyCheckpoint } from '../../chaincode/domain/proofs/checkpoint.js';
import { ProofFailure } from '../../chaincode/domain/proofs/failure.js';
import type { Checkpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import { tilePath } from '../../chaincode/domain/tlog/tile.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { consistencyBetween } from '../sdk/client/consistency.js';
import type { Client, TrustList } from '../sdk/client/index.js';
import type { LogAudit } from './audit-log.js';
import type { Finding } from './finding.js';
import { approvalsBeside, entriesOf, fetchBytes, type Bundle } from './gateway-source.js';

export interface GatewayLogOptions {
  readonly client: Client;
  /** Base URL. */
  readonly gateway: string;
  readonly trust: TrustList;
  /** Of the leaves that were checked already. */
  readonly log: LogAudit;
  /** Up to where they were, of an earlier audit. */
  readonly past: Checkpoint | undefined;
  readonly signal: AbortSignal;
  readonly progress: (done: number, all: number) => void;
}

/** Findings beyond so many tell nothing more. */
const findingsShown = 100;

/** The log that a gateway shows, from one signed checkpoint to the next: all leaves between, and the tiles made of them. */
export class GatewayLog {
  readonly findings: Finding[] = [];
  /** The newest that holds, and its text. */
  agreed: AgreedCheckpoint | undefined;
  note = '';
  #past: Checkpoint | undefined;
  readonly #options: GatewayLogOptions;

  constructor(options: GatewayLogOptions) {
    this.#options = options;
    this.#past = options.past;
  }

  /**
   * Reads the newest checkpoint and what it covers beyond the one before. Gives whether that holds. Throws
   * GatewayUnreadable.
   */
  async advance(): Promise<boolean> {
    const { gateway, trust } = this.#options;
    const note = text(await fetchBytes(gateway, '/tlog/checkpoint'));
    const agreed = await verifyCheckpoint(nodeCrypto, note, trust).catch((error: unknown) => {
      if (error instanceof ProofFailure) return error;
      throw error;
    });
    if (agreed instanceof ProofFailure)
      return this.#found('checkpoint_does_not_hold', 'checkpoint', agreed.message);
    const { checkpoint } = agreed;
    if (this.#past !== undefined) {
      const reason = backward(checkpoint, this.#past);
      if (reason !== undefined) return this.#found('history_changed', atOf(this.#past), reason);
    }
    const from = this.#options.log.size;
    if (!(await this.#leaves(checkpoint.size)) || !(await this.#root(checkpoint))) return false;
    await this.#tiles(from, checkpoint.size);
    [this.agreed, this.note, this.#past] = [agreed, note, checkpoint];
    return this.findings.length === 0;
  }

  async #leaves(size: number): Promise<boolean> {
    const { client, gateway, log, progress, signal } = this.#options;
    const known = log.findings.length;
    for await (const bundle of entriesOf(gateway, log.size, size)) {
      signal.throwIfAborted();
      if (bundle.entries === undefined) return this.#notTile(bundle);
      log.add(bundle.entries, await approvalsBeside(client, bundle.entries));
      progress(log.size, size);
      if (log.findings.length >= findingsShown) break;
    }
    this.findings.push(...log.findings.slice(known));
    return log.size === size;
  }

  #notTile({ path, width }: Bundle): false {
    return this.#found('tile_does_not_hold', path, `it is not a tile of ${width} entries`);
  }

  async #root(checkpoint: Checkpoint): Promise<boolean> {
    const { gateway, log } = this.#options;
    const { root, size } = checkpoint;
    if (equalBytes(log.tree(size).root(), root)) return true;
    const past = this.#past;
    const at = `log of ${size} leaves`;
    if (past === undefined) {
      return this.#found(
        'checkpoint_does_not_hold',
        at,
        'the leaves do not hash to the root that was signed',
      );
    }
    // Either the log is no longer the one of before, or it is, and the leaves since are not those that were signed.
    const path = await consistencyBetween(past.size, checkpoint, gateway);
    const grew =
      path !== undefined &&
      verifyConsistency(nodeCrypto.sha256, {
        ...{ oldSize: past.size, oldRoot: past.root, size, root },
        path,
      });
    return grew
      ? this.#found(
          'checkpoint_does_not_hold',
          at,
          'the leaves since do not hash to the root that was signed',
        )
      : this.#found('history_changed', atOf(past), 'what was signed since does not begin with it');
  }

  /** Leaves are what an audit reads; everybody else's proofs are made of tiles. */
  async #tiles(from: number, size: number): Promise<void> {
    const { gateway, log, signal } = this.#options;
    for (const { bytes, ...tile } of log.tilesSince(from)) {
      signal.throwIfAborted();
      const path = `/tlog/${tilePath(tile)}`;
      if (!equalBytes(await fetchBytes(gateway, path), bytes))
        this.#found('tile_does_not_hold', path, `it is not that of the log of ${size} leaves`);
      if (this.findings.length >= findingsShown) return;
    }
  }

  #found(code: Finding['code'], at: string, reason: string): false {
    this.findings.push({ code, at, reason });
    return false;
  }
}

const atOf = ({ epoch, size }: Checkpoint): string => `log of ${size} leaves, epoch ${epoch}`;

/** What no log that only grows can show after an earlier checkpoint. */
function backward({ epoch, root, size }: Checkpoint, past: Checkpoint): string | undefined {
  if (size < past.size) return `the log has only ${size} leaves: its end was cut off`;
  if (epoch < past.epoch) return `the newest epoch is ${epoch}: the end was cut off`;
  if (epoch === past.epoch && size !== past.size) return 'the same epoch is now of another log';
  return size === past.size && !equalBytes(root, past.root) ? 'the root was another' : undefined;
}

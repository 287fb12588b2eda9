import { setTimeout as after } from 'node:timers/promises';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import type { Crypto } from '../../../chaincode/domain/ports.js';
import { parseCheckpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import { formatNote, parseNote, verifierKey, verifyNote } from '../../../chaincode/domain/tlog/note.js';
import { parseVerifierKey } from '../../../chaincode/domain/tlog/verifier-key.js';
import type { Queries } from '../../projection/port.js';
import type { Proofs } from '../../projection/proofs-port.js';
import type { Clock } from '../common/ports.js';
import {
  bringToWitness,
  type AgreedLog,
  type Exchanged,
  type PostToWitness,
  type WitnessFailure,
} from './witnesses-exchange.js';

/** What a witness last cosigned. */
export interface KeptCosignature {
  /** The checkpoint's body. */
  readonly body: string;
  readonly size: number;
  /** Verifier key of the witness. */
  readonly vkey: string;
  /** The signature line with its line feed. */
  readonly line: string;
}

/** By the witness's URL; on disk when `keep` resolves. */
export interface CosignatureStore {
  all(): Promise<ReadonlyMap<string, KeptCosignature>>;
  keep(url: string, kept: KeptCosignature): Promise<void>;
}

/** How it stands with one witness, as far as this process knows. */
export interface WitnessState {
  readonly witness: string;
  /** Whether it has cosigned the newest agreed checkpoint. */
  readonly cosigned: boolean;
  /** When it last gave an answer that a witness may give, whatever it said; seconds. */
  readonly answeredAt: number | undefined;
  /** How often it did not cosign what was brought, by why. */
  readonly failures: Readonly<Record<WitnessFailure, number>>;
}

interface WitnessTools {
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly post: PostToWitness;
  readonly store: CosignatureStore;
  readonly report: (trouble: { readonly witness: string; readonly reason: string }) => void;
  /** Before the first repetition; each later one waits twice as long. */
  readonly firstPauseMs: number;
}

/** Repetitions for one checkpoint: about a quarter of an hour with a first pause of 1 s. The next checkpoint begins anew. */
const repetitionsMax = 10;

/**
 * Brings each newly agreed checkpoint to the consortium's witnesses and collects what they sign, each beside the others and
 * beside all else: nothing waits for a witness.
 */
export class Witnesses {
  readonly #stopping = new AbortController();
  readonly #kept = new Map<string, KeptCosignature>();
  readonly #answeredAt = new Map<string, number>();
  readonly #failures: ReadonlyMap<string, Record<WitnessFailure, number>>;
  #collected = 0;
  #running: Promise<unknown> = Promise.resolve();
  #known = '';
  #wake: () => void = () => undefined;
  #news: Promise<void> = Promise.resolve();

  readonly #urls: readonly string[];
  readonly #proofs: Pick<Proofs, 'agreed' | 'tree'>;
  readonly #queries: Pick<Queries, 'consortium'>;
  readonly #tools: WitnessTools;

  constructor(
    urls: readonly string[],
    proofs: Pick<Proofs, 'agreed' | 'tree'>,
    queries: Pick<Queries, 'consortium'>,
    tools: WitnessTools,
  ) {
    this.#urls = urls;
    this.#failures = new Map(urls.map((url) => [url, { contradicts: 0, refused: 0, unreachable: 0 }]));
    this.#proofs = proofs;
    this.#queries = queries;
    this.#tools = tools;

    this.#expectNews();
  }

  async start(): Promise<void> {
    for (const [url, kept] of await this.#tools.store.all())
      if (this.#urls.includes(url) && this.#holds(kept)) this.#kept.set(url, kept);
    this.#running = Promise.all(this.#urls.map((url) => this.#serve(url)));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
  }

  /** To be called after each block: never waits. */
  look(): void {
    const known = [this.#proofs.agreed()?.own, ...this.#witnesses()].join('\n');
    if (known === this.#known) return;
    this.#known = known;
    this.#wake();
    this.#expectNews();
  }

  /** Signature lines under a checkpoint by witnesses that are in force, sorted by their keys. */
  linesUnder(body: string): readonly string[] {
    const inForce = this.#witnesses();
    const lines = new Map(
      [...this.#kept.values()]
        .filter((kept) => kept.body === body && inForce.includes(kept.vkey))
        .map(({ line, vkey }) => [vkey, line]),
    );
    return inForce.flatMap((vkey) => lines.get(vkey) ?? []);
  }

  states(): readonly WitnessState[] {
    const body = this.#proofs.agreed()?.own;
    return [...this.#failures].map(([witness, failures]) => ({
      ...{ witness, failures },
      cosigned: body !== undefined && this.#isCosigned(witness, body),
      answeredAt: this.#answeredAt.get(witness),
    }));
  }

  /** Grows with each line that is collected. */
  get collected(): number {
    return this.#collected;
  }

  /** Readers take a line that does not hold for a forgery, and with it every badge: what was spoilt on disk is left out. */
  #holds({ body, line, vkey }: KeptCosignature): boolean {
    const { crypto } = this.#tools;
    const note = parseNote(utf8(formatNote(body, [line])));
    const key = parseVerifierKey(crypto.sha256, vkey);
    return note !== undefined && key !== undefined && verifyNote(crypto, note, [key])?.length === 1;
  }

  #witnesses(): readonly string[] {
    return this.#queries.consortium()?.witnesses ?? [];
  }

  #expectNews(): void {
    this.#news = new Promise((resolve) => (this.#wake = resolve));
  }

  /** Until it is stopped; a failure of one witness ends nothing. */
  async #serve(url: string): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const news = this.#news;
      await this.#bring(url, news).catch((error: unknown) =>
        this.#tools.report({ witness: url, reason: String(error) }),
      );
      if (!signal.aborted) await news;
    }
  }

  /** Brings the newest agreed checkpoint, again and again until it is cosigned, refused, or there is news. */
  async #bring(url: string, news: Promise<void>): Promise<void> {
    const { report } = this.#tools;
    const log = this.#newest();
    if (log === undefined || this.#isCosigned(url, log.body)) return;
    let isOld = false;
    void news.then(() => (isOld = true));
    for (let turn = 0; turn <= repetitionsMax && !isOld; turn++) {
      const exchanged = await this.#exchange(url, log);
      if (this.#stopping.signal.aborted || exchanged === undefined) return;
      if (exchanged.outcome === 'cosigned') {
        const { key, line } = exchanged.cosignature;
        const vkey = verifierKey(this.#tools.crypto.sha256, key);
        const kept = { body: log.body, size: log.size, vkey, line };
        await this.#tools.store.keep(url, kept);
        this.#kept.set(url, kept);
        this.#collected++;
        return;
      }
      if (exchanged.outcome === 'ahead') return;
      if (turn === 0 || exchanged.outcome !== 'unreachable')
        report({ witness: url, reason: exchanged.reason });
      if (exchanged.outcome !== 'unreachable') return;
      await this.#pause(this.#tools.firstPauseMs * 2 ** turn, news);
    }
  }

  async #exchange(url: string, log: AgreedLog): Promise<Exchanged | undefined> {
    const { crypto, post } = this.#tools;
    const keys = this.#witnesses().flatMap((line) => parseVerifierKey(crypto.sha256, line) ?? []);
    // What could not be checked would not be kept.
    if (keys.length === 0) return undefined;
    const { signal } = this.#stopping;
    const send = (body: string) => post(url, body, signal);
    const exchanged = await bringToWitness(crypto, send, log, keys, this.#kept.get(url)?.size ?? 0);
    if (!signal.aborted) this.#note(url, exchanged);
    return exchanged;
  }

  #note(url: string, { outcome }: Exchanged): void {
    if (outcome !== 'unreachable') this.#answeredAt.set(url, this.#tools.clock());
    const failures = this.#failures.get(url);
    if (failures !== undefined && outcome !== 'cosigned' && outcome !== 'ahead') failures[outcome] += 1;
  }

  #newest(): AgreedLog | undefined {
    const agreed = this.#proofs.agreed();
    const size = agreed && parseCheckpoint(agreed.own)?.size;
    if (agreed?.note === undefined || size === undefined) return undefined;
    const { note, own: body } = agreed;
    return { note, body, size, consistencyPath: (old) => this.#proofs.tree(size).consistencyPath(old) };
  }

  #isCosigned(url: string, body: string): boolean {
    const kept = this.#kept.get(url);
    return kept?.body === body && this.#witnesses().includes(kept.vkey);
  }

  async #pause(milliseconds: number, news: Promise<void>): Promise<void> {
    const wait = new AbortController();
    const signal = AbortSignal.any([wait.signal, this.#stopping.signal]);
    await Promise.race([after(milliseconds, undefined, { signal }).catch(() => undefined), news]);
    wait.abort();
  }
}

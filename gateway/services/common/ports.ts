/** Seconds since 1970-01-01T00:00:00Z. Passed in, so that tests own the time. */
export type Clock = () => number;

/** Whether what lies on this gateway's disk is what was written there, as far as anybody has looked. */
export interface Soundness {
  sound(): boolean;
  states(): readonly StoreState[];
}

export interface StoreState {
  readonly name: string;
  readonly state: 'sound' | 'damaged';
  /** When all of it was last read through and found whole, seconds; null if not since the start. */
  readonly scrubbedAt: number | null;
  readonly detail: string;
}

export interface StoredProblem {
  readonly code: string;
  readonly reason: string;
  readonly errors: readonly {
    readonly code: string;
    readonly reason: string;
    readonly line?: number;
    readonly pointer?: string;
  }[];
}

export type FinishedJob =
  | { readonly state: 'committed'; readonly batch: string }
  | { readonly state: 'failed'; readonly problem: StoredProblem };
export type StoredJob = { readonly state: 'queued' } | FinishedJob;

/** Batches that were acknowledged before they were committed. Every write is on disk when it resolves. */
export interface JobStore {
  /** Throws LedgerError `read_only` where the disk has no room; then nothing is kept. */
  add(id: string, bytes: Uint8Array): Promise<void>;
  /** `ended` in seconds. */
  finish(id: string, job: FinishedJob, ended: number): Promise<void>;
  get(id: string): Promise<StoredJob | undefined>;
  body(id: string): Promise<Uint8Array | undefined>;
  /** Ids and sizes of queued jobs in the order of their ids. */
  queued(): Promise<readonly { readonly id: string; readonly size: number }[]>;
  /** Forgets jobs that ended before a time in seconds; their ids sort before that of a job made then. */
  forget(before: number, idThen: string): Promise<void>;
}

/** An order of a seller, by its commitment. */
export interface SellersOrder {
  readonly seller: string;
  readonly order: string;
}

/** What a partner calls an order of a platform: a tracking number, the id of a payment. */
export interface PartnersReference extends SellersOrder {
  readonly partner: string;
  readonly reference: string;
}

/** Partners' own references of orders, under hashes that only who holds the key can make. Every write is on disk when it resolves. */
export interface ReferenceStore {
  /** Those that a partner's reference may belong to, in the order in which they were kept. */
  find(partner: string, reference: string): readonly SellersOrder[];
  /**
   * `at`: when the order was accepted, seconds. Of each, whether it is kept: one reference takes no more than so many orders.
   * Throws LedgerError `read_only` where the disk has no room; then none is kept.
   */
  keep(references: readonly (PartnersReference & { readonly at: number })[]): Promise<readonly boolean[]>;
  /** Forgets all references of an order: how many there were. */
  forget(order: SellersOrder): Promise<number>;
  /** Forgets those of orders that were accepted before a time in seconds. */
  forgetBefore(time: number): Promise<void>;
}

/** Remembers used nonces until they expire. */
export interface NonceStore {
  /**
   * Seconds and keys as in the signature; `durable`: on disk before it resolves. False: it was used before.
   * Throws LedgerError `read_only` where the disk has no room; ServiceError `overloaded` where too many are remembered.
   */
  use(keyid: string, nonce: string, expires: number, durable: boolean): Promise<boolean>;
}

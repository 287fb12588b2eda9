/** A call of one chaincode transaction. `transient` is not kept in the block's arguments. */
export interface TransactionCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly transient?: Readonly<Record<string, Uint8Array>>;
}

/**
 * Names an identity the adapter holds: `gateway` for its own; `member:<msp id>` for that of another organisation which it hosts;
 * `admin:<msp id>` for an administrator's, which founding alone needs.
 */
export type IdentityName = 'gateway' | `member:${string}` | `admin:${string}`;

export interface Committed {
  readonly txId: string;
  readonly block: number;
  /** Position of the transaction within its block. */
  readonly tx: number;
  /** What the transaction returned. */
  readonly result: string;
}

export interface KeyWrite {
  readonly key: string;
  readonly value: Uint8Array;
}

/** A transaction that was committed as valid. Invalid ones are left out; `tx` still counts them. */
export interface CommittedTransaction {
  readonly tx: number;
  readonly txId: string;
  /** The transaction's stated time, seconds since the epoch. */
  readonly time: number;
  /** The write set of the chaincode's namespace, in its committed order. */
  readonly writes: readonly KeyWrite[];
}

export interface CommittedBlock {
  readonly number: number;
  readonly hash: Uint8Array;
  readonly transactions: readonly CommittedTransaction[];
}

/** How a ledger writes its blocks: what `connect/archived-blocks.ts` needs to read them again. */
export type BlockFormat =
  | {
      readonly kind: 'embedded';
      /** Text of its `LEDGER.json`, on which its chain begins. */ readonly anchor: string;
    }
  | { readonly kind: 'fabric'; /** Whose writes count. */ readonly chaincode: string };

/** A block as its ledger keeps it, with all that its hash covers. */
export interface ArchivedBlock {
  readonly block: Uint8Array;
  /** Long values that are kept beside the block, in the order of their writes; none on Fabric. */
  readonly values: readonly Uint8Array[];
}

export type LedgerErrorCode =
  | 'refused' // the chaincode refused: `cause` is a Refusal
  | 'conflict' // MVCC or phantom conflict that retries did not solve
  | 'rejected' // ordered, then found invalid (endorsement policy): nothing was written, and an operator must look
  | 'unavailable' // the ledger cannot be reached or is stopping; nothing was written
  | 'overloaded' // too many calls under way; nothing was written
  | 'read_only' // the ledger takes no writes (disk full)
  | 'unknown_outcome'; // sent, but whether it was committed is not known: ask again with the same content

export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  readonly txId?: string;
  constructor(code: LedgerErrorCode, message: string, options?: ErrorOptions & { txId?: string }) {
    super(message, options);
    this.name = 'LedgerError';
    this.code = code;
    if (options?.txId !== undefined) this.txId = options.txId;
  }
}

/** `detail` says why where it is not, and what it is like where it is. */
export interface Condition {
  readonly ok: boolean;
  readonly detail: string;
}

/** Whether the ledger can be read; `writes`: whether it would take a transaction now, as far as that is known without one. */
export interface LedgerHealth extends Condition {
  readonly writes: Condition;
}

/** What an operator wants to know of the network behind a ledger, asked now. */
export interface NetworkState {
  /** The definition of the chaincode that is in force. */
  readonly chaincode: Condition;
  /** Whether enough of those that must endorse are alive. */
  readonly endorsers: Condition;
  readonly orderers: Condition;
}

/**
 * The ledger as services know it. Every adapter passes `test/gateway/ledger/port-suite.ts` unchanged.
 * A refusal by the chaincode is thrown as LedgerError `refused` whose cause is the Refusal with all defects.
 */
export interface LedgerPort {
  readonly kind: 'embedded' | 'fabric-network' | 'fabric-gateway';
  /** Resolves once the transaction is durable and valid. */
  submit(call: TransactionCall, as?: IdentityName): Promise<Committed>;
  evaluate(call: TransactionCall, as?: IdentityName): Promise<string>;
  /** The number of blocks: the next block's number. */
  height(): Promise<number>;
  /** Blocks from `from` on, without a gap, then live ones until the signal aborts. */
  blocks(from: number, signal: AbortSignal): AsyncIterable<CommittedBlock>;
  readonly blockFormat: BlockFormat;
  /** Blocks `from` (included) to `to` (excluded), which are there, as the ledger keeps them. */
  archived(from: number, to: number): AsyncIterable<ArchivedBlock>;
  /** What this process itself keeps of the ledger; absent where peers keep it. `scrub` reads all of it, and throws where it is damaged. */
  readonly kept?: {
    readonly damage: string | undefined;
    /** How many reads met damage, and how many writes failed. */
    readonly failures: Readonly<Record<'damaged' | 'unusable', number>>;
    scrub(pace: (bytes: number) => Promise<void>): Promise<void>;
  };
  /** Answers within seconds, also where the ledger does not. */
  health(): Promise<LedgerHealth>;
  /** Absent where there is no network: all is in this process. */
  network?(): Promise<NetworkState>;
  close(): Promise<void>;
}

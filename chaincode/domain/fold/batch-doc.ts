import type { RefusalCode } from '../errors.js';
import type { Speaker } from './state.js';

/** What is kept of a batch besides its text. */
export interface BatchDoc {
  readonly block: number;
  /** Number among the batches of its transaction. */
  readonly index: number;
  readonly iss: string;
  readonly jti: string;
  readonly kid: string;
  /** Index of its leaf in the log; left out where it was refused. */
  readonly leaf?: number;
  readonly n: number;
  /** Why it was not folded: committed by a ledger that did not check it. Kept as evidence. */
  readonly refused?: RefusalCode;
  readonly root: string;
  readonly speaker: Speaker;
  readonly time: number;
  readonly tx: number;
  readonly txId: string;
}

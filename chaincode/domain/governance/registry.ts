import type { Participant } from '../consortium/participant.js';

/** What the rules of governance ask of the state, as it was before the transaction. */
export interface Registry {
  participant(id: string): Promise<Participant | undefined>;
  /** The participant that ever registered the key. */
  ownerOfKey(kid: string): Promise<string | undefined>;
  /** Number of the newest Seal. */
  epoch(): Promise<number>;
}

import type { ConsortiumState } from '../consortium/document.js';
import type { Participant } from '../consortium/participant.js';
import type { TrustList } from '../trust-list/list.js';
import type { StoredProposal } from './proposal.js';

/**
 * What the rules of governance ask of the state, as it was before the transaction. They ask at once: whoever has to fetch
 * something first runs the rule again, once it is there.
 */
export interface Registry {
  /** Undefined before the consortium document has taken effect. */
  consortium(): ConsortiumState | undefined;
  participant(id: string): Participant | undefined;
  /** The participant that ever registered the key. */
  ownerOfKey(kid: string): string | undefined;
  proposal(id: string): StoredProposal | undefined;
  /** Number of the newest Seal. */
  epoch(): number;
  /** Undefined while version 1, which follows from the consortium, is in force. */
  newestTrustList(): TrustList | undefined;
}

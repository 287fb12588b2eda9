import type { Participant } from '../../../chaincode/domain/consortium/participant.js';

/** Who asks: established by the request's signature alone. */
export type Caller =
  | { readonly type: 'anonymous' }
  | { readonly type: 'participant'; readonly kid: string; readonly participant: Participant }
  /** An organisation's administrator: sees no more of the facts than anyone, but may seal and look after its own. */
  | { readonly type: 'administrator'; readonly kid: string; readonly org: string };

export const anonymous: Caller = { type: 'anonymous' };

import { Refusal } from '../errors.js';

/** Refusal `jti_conflict` of a batch whose jti is taken. `sameContent`: by the very batch, under another signature. */
export function jtiConflict(sameContent: boolean): Refusal {
  const reason = sameContent
    ? 'the ledger has this batch under another signature'
    : 'jti was used for another batch';
  return new Refusal({ code: 'jti_conflict', reason, line: 1 });
}

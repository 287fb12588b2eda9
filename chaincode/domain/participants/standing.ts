import { Refusal } from '../errors.js';
import type { ConsortiumState } from '../consortium/document.js';
import { parseTime } from '../time.js';
import type { Participant } from '../consortium/participant.js';

/**
 * Refuses an issuer that may state nothing at `time` (seconds): suspended, ended, outside its validity, or of an
 * organisation that left the consortium. Throws Refusal `issuer_not_active`.
 * A lapsed accreditation does not refuse: it only stops what it vouched for from counting in scores.
 */
export function assertActive(
  participant: Participant,
  consortium: Pick<ConsortiumState, 'organisations'>,
  time: number,
): void {
  const from = parseTime(participant.validFrom);
  const until = parseTime(participant.validUntil);
  const active =
    participant.status === 'active' &&
    from !== undefined &&
    until !== undefined &&
    time >= from &&
    time <= until &&
    consortium.organisations.some((organisation) => organisation.id === participant.org);
  if (!active) throw new Refusal({ code: 'issuer_not_active', reason: 'issuer is not active' });
}

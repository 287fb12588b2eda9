import type { Defect } from '../errors.js';
import type { Sha256 } from '../ports.js';
import { countries } from '../records/countries.js';
import { parseTime } from '../time.js';
import { keyDefects } from './keys.js';
import type { Accreditation, Participant } from '../consortium/participant.js';

const bad = (reason: string, pointer: string): Defect => ({ code: 'document_schema', reason, pointer });

function windowDefects(from: string, until: string, fromPointer: string, untilPointer: string): Defect[] {
  const start = parseTime(from);
  const end = parseTime(until);
  if (start === undefined) return [bad('no such date or time', fromPointer)];
  if (end === undefined) return [bad('no such date or time', untilPointer)];
  return start < end ? [] : [bad('ends before it starts', untilPointer)];
}

const accreditationDefects = ({ from, until }: Accreditation, i: number): Defect[] =>
  windowDefects(from, until, `/accreditation/${i}/from`, `/accreditation/${i}/until`);

/**
 * What a schema cannot say of a participant: real dates and places, and a seller that names its seller ids.
 * Keys are left to `keyDefects`, as registered ones may since have been revoked.
 */
export function participantDefects(participant: Participant): Defect[] {
  const { accreditation, keys, roles, scope, validFrom, validUntil } = participant;
  const found = windowDefects(validFrom, validUntil, '/validFrom', '/validUntil');
  found.push(...accreditation.flatMap(accreditationDefects));
  scope.jurisdictions?.forEach((code, i) => {
    if (!countries.has(code)) found.push(bad('not an ISO 3166-1 alpha-2 code', `/scope/jurisdictions/${i}`));
  });
  // Without the list a seller could speak for every seller.
  if (roles.includes('seller') && (scope.sellers ?? []).length === 0)
    found.push(bad('a seller must name its seller ids', '/scope/sellers'));

  if (new Set(keys.map((key) => key.kid)).size !== keys.length) found.push(bad('keys are repeated', '/keys'));
  return found;
}

/** Every defect of a participant that is about to be registered, its keys included. */
export function newParticipantDefects(participant: Participant, sha256: Sha256): Defect[] {
  const ofKeys = participant.keys.flatMap((key, i) =>
    keyDefects(key, sha256).map((defect) => ({ ...defect, pointer: `/keys/${i}${defect.pointer ?? ''}` })),
  );
  return [...participantDefects(participant), ...ofKeys];
}

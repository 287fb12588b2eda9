import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import type { FactRecord, RecordKind } from '../../../chaincode/domain/records/index.js';
import type { ProjectedRecord, Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import { ServiceError } from '../common/service-error.js';

/**
 * The one table of who sees what (docs/api.md, "Who sees what"). Every route asks it.
 * public: anyone. consortium: a request signed by an active participant.
 * parties: the issuer, the seller, the platform that lists the seller, and the participants the order names.
 * own: the participant itself, and its organisation.
 */
export type Ring = 'public' | 'consortium' | 'parties' | 'own';

type PlainRing = Exclude<Ring, 'own'>;
/** Kinds of records about another record: `ringOf` says how closed they are. */
type FollowingKind = Extract<FactRecord, { readonly target: string }>['kind'];

/** Whose content a record's kind shows. Fulfilments and traces hang on an order as payments and reviews do. */
const recordRing: Readonly<Record<Exclude<RecordKind, FollowingKind>, PlainRing>> = {
  identity: 'consortium',
  order: 'parties',
  fulfilment: 'parties',
  inspection: 'public',
  review: 'parties',
  certification: 'public',
  'certification-status': 'public',
  payment: 'parties',
  case: 'consortium',
  trace: 'parties',
};

export const resourceRing = {
  score: 'public',
  aggregate: 'public',
  detail: 'consortium',
  certifications: 'public',
  cases: 'consortium',
  receipt: 'public',
  job: 'public', // by an id that only its sender knows
  participants: 'public',
  keyBatches: 'own',
  standing: 'own',
  references: 'own', // each asks of its own alone
  outlook: 'consortium',
  governance: 'public',
} as const satisfies Record<string, Ring>;
export type Resource = keyof typeof resourceRing;

/** True if the caller is in a ring that needs no record to decide it. */
function inRing(caller: Caller, ring: Ring, ownerId?: string, ownerOrg?: string): boolean {
  switch (ring) {
    case 'public':
      return true;
    case 'consortium':
      return caller.type === 'participant';
    case 'own':
      if (caller.type === 'administrator') return caller.org === ownerOrg;
      return (
        caller.type === 'participant' &&
        (caller.participant.id === ownerId || caller.participant.org === ownerOrg)
      );
    case 'parties':
      return false;
  }
}

export function maySeeResource(
  caller: Caller,
  resource: Resource,
  owner?: { readonly id: string; readonly org: string },
): boolean {
  return inRing(caller, resourceRing[resource], owner?.id, owner?.org);
}

/** Throws ServiceError: `signature_required` tells the unsigned what to do, `ring_too_low` tells the signed no. */
export function requireResource(
  caller: Caller,
  resource: Resource,
  owner?: { readonly id: string; readonly org: string },
): void {
  if (!maySeeResource(caller, resource, owner)) throw notFor(caller);
}

/** The participant that asks about its own. Throws ServiceError, as `requireResource` does. */
export function requireParticipant(caller: Caller): Participant {
  if (caller.type !== 'participant') throw notFor(caller);
  return caller.participant;
}

function notFor(caller: Caller): ServiceError {
  if (caller.type !== 'anonymous')
    return new ServiceError('ring_too_low', 'The key that signed this request may not see this.');

  return new ServiceError(
    'signature_required',
    'This is for members: sign the request with a registered key.',
  );
}

const openness: Readonly<Record<PlainRing, number>> = { public: 0, consortium: 1, parties: 2 };

/**
 * A correction shows what it corrects and what it puts in its place: it is as closed as the more closed of both. A reply
 * is as closed as what it answers.
 */
function ringOf(record: FactRecord, queries: Pick<Queries, 'record'>): PlainRing {
  if (!('target' in record)) return recordRing[record.kind];
  const kinds: (string | undefined)[] = [queries.record(record.target)?.record.kind];
  if (record.kind === 'correction' && record.replacement !== undefined) kinds.push(record.replacement.kind);
  return kinds
    .map((kind) => (kind !== undefined && isPlainKind(kind) ? recordRing[kind] : 'parties'))
    .reduce((a, b) => (openness[a] >= openness[b] ? a : b));
}
const isPlainKind = (kind: string): kind is keyof typeof recordRing => Object.hasOwn(recordRing, kind);

function isParty(
  caller: Caller,
  { record, issuer }: ProjectedRecord,
  queries: Pick<Queries, 'parties'>,
): boolean {
  if (caller.type !== 'participant') return false;
  const { id, roles, scope } = caller.participant;
  if (id === issuer) return true;
  // Ids and roles are both asked: a participant that merely carries a platform's name is not its platform.
  if (roles.includes('platform') && record.seller.startsWith(`${id}.`)) return true;
  if (roles.includes('seller') && scope.sellers?.includes(record.seller) === true) return true;
  return queries.parties(record).includes(id);
}

/** Whether the caller may read a record's content. Its id and kind are never secret: completeness needs them. */
export function maySeeRecord(
  caller: Caller,
  projected: ProjectedRecord,
  queries: Pick<Queries, 'record' | 'parties'>,
): boolean {
  const ring = ringOf(projected.record, queries);
  return ring === 'parties' ? isParty(caller, projected, queries) : inRing(caller, ring);
}

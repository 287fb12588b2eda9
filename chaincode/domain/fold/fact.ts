import type { Role } from '../consortium/participant.js';
import type {
  Case,
  Certification,
  CertificationStatus,
  FactRecord,
  RecordKind,
  Trace,
} from '../records/index.js';
import { parseTime } from '../time.js';
import type { CertificationEntry } from './aggregate.js';
import { type Place, type Speaker, type StatedRecord, compareText } from './state.js';

/** What a record contributes to its conflict group: the members the fold needs, times in seconds. */
export type FactBody =
  | {
      readonly deliverBy: number;
      readonly dispatchBy: number;
      readonly kind: 'order';
      readonly parties: readonly string[];
    }
  | {
      readonly bySeller: boolean;
      readonly event: 'dispatched' | 'delivered' | 'cancelled' | 'lost' | 'returned';
      readonly kind: 'fulfilment';
      /** 0: the whole order (a cancellation that names no parcel). */
      readonly parcel: number;
      readonly parties: readonly string[];
      readonly tracked: boolean;
    }
  | { readonly event: string; readonly kind: 'payment'; readonly token: string }
  | {
      /** item, service (0: none), delivery (0: none) */
      readonly kind: 'review';
      readonly rating: readonly [number, number, number];
      readonly reviewer: string;
    }
  | { readonly kind: 'inspection'; readonly passed: boolean }
  | { readonly event: Trace['event']; readonly kind: 'trace'; readonly parcel: number }
  | { readonly kind: 'reply' }
  | {
      readonly contests: readonly string[];
      readonly kind: 'case';
      readonly outcome: string;
      readonly step: Case['step'];
      readonly type: Case['type'];
    }
  | { readonly entry: Omit<CertificationEntry, 'status'>; readonly kind: 'certification' }
  | {
      readonly kind: 'certification-status';
      readonly reason: string;
      readonly status: CertificationStatus['status'];
    }
  | {
      readonly country: string;
      readonly domains: readonly string[];
      readonly kind: 'identity';
      readonly level: string;
      readonly registers: readonly string[];
      readonly sameAs: string;
      /** In which capacities the issuer speaks here; decides who may complete a join. */
      readonly voices: readonly ('platform' | 'seller')[];
    };

/** A correction of a fact, in ledger order. The first whose key is not revoked takes effect. */
export interface Fix {
  readonly id: string;
  readonly revoked?: true;
}

export interface Fact {
  readonly at: number;
  readonly body: FactBody;
  readonly fixes?: readonly Fix[];
  /** Record id; a replacement has that of its correction. */
  readonly id: string;
  readonly issuer: string;
  /** Target of the correction that brought this replacement. */
  readonly of?: string;
  /** A replacement inherits its target's. */
  readonly place: Place;
  /** Authority within the conflict group: the lower counts before the higher, whenever it came. */
  readonly rank: number;
  /** Signed by a key that is revoked from a block at or before this fact's. */
  readonly revoked?: true;
}

/** Facts kept together because they are judged together. `key` is its document's key. */
export interface GroupRef {
  readonly kind: 'order' | 'inspection' | 'case' | 'certificate' | 'identity' | 'reply';
  readonly seller: string;
  readonly key: string;
}

/**
 * Groups that take only so many facts of one issuer. Inspections and certificates are their issuer's own; of an
 * identity the newest statement counts, so that a limit would freeze it.
 */
export function isLimited({ kind }: GroupRef): boolean {
  return kind === 'order' || kind === 'case' || kind === 'reply';
}

/** The group a record belongs to; undefined for corrections, which act on the group of their target. */
export function groupOf(record: FactRecord, issuer: string): GroupRef | undefined {
  const { seller } = record;
  switch (record.kind) {
    case 'order':
    case 'fulfilment':
    case 'payment':
    case 'review':
    case 'trace':
      return orderGroup(seller, record.order);
    case 'inspection':
      return { kind: 'inspection', seller, key: `inspection/${seller}/${issuer}/${record.inspection}` };
    case 'case':
      return { kind: 'case', seller, key: `case/${seller}/${record.case}` };
    case 'certification':
    case 'certification-status':
      return { kind: 'certificate', seller, key: `certificate/${seller}/${issuer}/${record.certificate}` };
    case 'identity':
      return { kind: 'identity', seller, key: `identity/${seller}` };
    case 'reply':
      return replyGroup(seller, record.target);
    case 'correction':
      return undefined;
  }
}

export function orderGroup(seller: string, order: string): GroupRef {
  return { kind: 'order', seller, key: `order/${seller}/${order}` };
}

/** Replies about one seller to one record: those of others do not attach to it. */
export function replyGroup(seller: string, target: string): GroupRef {
  return { kind: 'reply', seller, key: `reply/${seller}/${target}` };
}

/** Seconds; a record in state has passed the batch check, so a time that is none is a broken invariant. */
function seconds(time: string): number {
  const parsed = parseTime(time);
  if (parsed === undefined) throw new Error('a folded record holds a time that does not exist');
  return parsed;
}

/** Reads a checked record as a fact. */
export function factOf(stated: StatedRecord): Fact {
  const { record, id, place, speaker } = stated;
  const body = bodyOf(stated);
  return { at: seconds(record.at), body, id, issuer: speaker.id, place, rank: rankOf(body, speaker.roles) };
}

function named(parties: Readonly<Record<string, string | undefined>> | undefined): string[] {
  if (parties === undefined) return [];
  return Object.values(parties)
    .filter((id): id is string => id !== undefined)
    .sort(compareText);
}

function bodyOf({ record, id, speaker, time }: StatedRecord): FactBody {
  switch (record.kind) {
    case 'order':
      return {
        deliverBy: seconds(record.deliverBy),
        dispatchBy: seconds(record.dispatchBy),
        kind: 'order',
        parties: named(record.parties),
      };
    case 'fulfilment':
      return {
        bySeller: record.by === 'seller',
        event: record.event,
        kind: 'fulfilment',
        parcel: record.parcel ?? (record.event === 'cancelled' ? 0 : 1),
        parties: named(record.parties),
        tracked: record.tracking === 'valid',
      };
    case 'payment':
      return { event: record.event, kind: 'payment', token: record.token };
    case 'review':
      return {
        kind: 'review',
        rating: [record.rating.item, record.rating.service ?? 0, record.rating.delivery ?? 0],
        reviewer: record.reviewer,
      };
    case 'trace':
      return { event: record.event, kind: 'trace', parcel: record.parcel ?? 1 };
    case 'reply':
      return { kind: 'reply' };
    case 'inspection':
      return { kind: 'inspection', passed: record.result === 'pass' };
    case 'case':
      return {
        contests: record.contests ?? [],
        kind: 'case',
        outcome: record.outcome ?? '',
        step: record.step,
        type: record.type,
      };
    case 'certification':
      return { entry: certificationEntry(record, id, speaker.id, time), kind: 'certification' };
    case 'certification-status':
      return { kind: 'certification-status', reason: record.reason, status: record.status };
    case 'identity':
      return {
        country: record.country ?? '',
        domains: record.shopDomains ?? [],
        kind: 'identity',
        level: record.level ?? '',
        registers: (record.registers ?? []).map((r) => `${r.country}/${r.registrar}/${r.number}`),
        sameAs: record.sameAs ?? '',
        voices: voicesOf(record.seller, speaker),
      };
    case 'correction':
      throw new Error('a correction is no fact of a group');
  }
}

function certificationEntry(
  record: Certification,
  id: string,
  issuer: string,
  stated: number,
): Omit<CertificationEntry, 'status'> {
  return {
    assessmentLevel: record.assessmentLevel,
    certificate: record.certificate,
    issued: seconds(record.at),
    issuer,
    jurisdictions: [...record.jurisdictions].sort(compareText),
    record: id,
    ...(record.right === undefined ? {} : { right: record.right }),
    scheme: record.scheme,
    stated,
    subject: record.subject,
    validFrom: seconds(record.validFrom),
    validUntil: seconds(record.validUntil),
  };
}

function voicesOf(seller: string, speaker: Speaker): ('platform' | 'seller')[] {
  const voices: ('platform' | 'seller')[] = [];
  const ofPlatform = seller.slice(0, seller.indexOf('.')) === speaker.id;
  if (ofPlatform && speaker.roles.includes('platform')) voices.push('platform');
  if (speaker.roles.includes('seller') && speaker.sellers?.includes(seller)) voices.push('seller');
  return voices;
}

const authority: Partial<Record<RecordKind, (body: FactBody) => readonly Role[]>> = {
  // Who moves the parcel knows best where it is; who took the order knows best that it is off.
  fulfilment: (body) =>
    body.kind === 'fulfilment' && body.event === 'cancelled'
      ? ['platform', 'carrier']
      : ['carrier', 'platform'],
  // Who clears a parcel knows best what customs did; who moves it, where it was.
  trace: (body) =>
    body.kind === 'trace' && body.event.includes('customs')
      ? ['customs-broker', 'carrier']
      : ['carrier', 'customs-broker'],
  // A neutral decides above the platform; what a seller answered, the seller knows best.
  case: (body) =>
    body.kind === 'case' && (body.step === 'responded' || body.step === 'appealed')
      ? ['seller', 'arbiter', 'platform']
      : ['arbiter', 'platform'],
  identity: () => ['certifier', 'platform'],
};

function rankOf(body: FactBody, roles: readonly Role[]): number {
  const order = authority[body.kind]?.(body);
  if (order === undefined) return 0;
  const best = order.findIndex((role) => roles.includes(role));
  return best === -1 ? order.length : best;
}

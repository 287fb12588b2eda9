import { createHash } from 'node:crypto';
import type { Aggregate } from '../../../chaincode/domain/fold/aggregate.js';
import { conflictGroup } from './conflict-group.js';
import { MemoryState } from '../../../chaincode/domain/fold/memory-state.js';
import { aggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import { flagOf } from '../../../chaincode/domain/fold/read-standing.js';
import type { Place, Speaker, StatedRecord } from '../../../chaincode/domain/fold/state.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { formatTime, parseTime, daySeconds } from '../../../chaincode/domain/time.js';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

export { conflictGroup };

export const speakers = {
  platform: { id: 'shop', org: 'market', roles: ['platform'] },
  other: { id: 'bazaar', org: 'fair', roles: ['platform'] },
  carrier: { id: 'ship', org: 'post', roles: ['carrier'] },
  broker: { id: 'broker', org: 'customs', roles: ['customs-broker'] },
  /** A carrier of the platform's own organisation. */
  van: { id: 'van', org: 'market', roles: ['carrier'] },
  stranger: { id: 'drone', org: 'air', roles: ['carrier'] },
  pay: { id: 'pay', org: 'bank', roles: ['payment-provider'] },
  certifier: { id: 'cert', org: 'lab', roles: ['certifier'] },
  inspector: { id: 'look', org: 'lab', roles: ['inspector'] },
  arbiter: { id: 'judge', org: 'court', roles: ['arbiter'] },
  seller: { id: 'self', org: 'market', roles: ['seller'], sellers: ['bazaar.b', 'shop.a'] },
} as const satisfies Record<string, Speaker>;
export type Voice = keyof typeof speakers;

/** 2024-01-01T00:00:00Z, a whole day. */
export const start = 1_704_067_200;
export const startDay = start / daySeconds;
export const days = (n: number): string => formatTime(start + n * daySeconds);

/** A 32-byte commitment in base64url, told apart by a number. */
export const commitment = (n: number): string => `${String(n).padStart(42, '0')}A`;

/** A record and who states it. Its id is its own, whatever its place: so stories can be told in other orders. */
export interface Statement {
  readonly id: string;
  readonly voice: Voice;
  readonly record: FactRecord;
  readonly revoked?: boolean;
}

export const idOf = (n: number): string => `${commitment(n)}.0`;

/** Brought to the ledger when it is said to have happened. */
export const statedAt = (place: Place, { id, voice, record }: Omit<Statement, 'revoked'>): StatedRecord => ({
  id,
  place,
  record,
  speaker: speakers[voice],
  time: parseTime(record.at) ?? 0,
});

/** Folds statements in the given order, one a batch, into a state of its own or a given one. */
export function tell(statements: readonly Statement[], state = new MemoryState(), from = 0): MemoryState {
  statements.forEach(({ id, voice, record, revoked }, n) => {
    const stated = statedAt([from + n, 0, 0, 0], { id, voice, record });
    state.fold(sha256, { id: id.slice(0, -2), records: [stated], revoked: revoked ?? false });
  });
  return state;
}

/** A story under way: `say` adds a statement and gives its record id. */
export class Story {
  readonly statements: Statement[] = [];

  say(voice: Voice, record: FactRecord): string {
    const id = idOf(this.statements.length);
    this.statements.push({ id, voice, record });
    return id;
  }

  state(): MemoryState {
    return tell(this.statements);
  }

  aggregate(seller = 'shop.a'): Aggregate {
    return aggregateOf(this.state(), seller) as Aggregate;
  }

  /** Counters of all time: lifetime and recent periods together. */
  totals(seller = 'shop.a', part: 'periods' | 'uncontested' = 'periods'): Record<string, number> {
    const periods = this.aggregate(seller).public[part];
    const sum: Record<string, number> = {};
    for (const counters of [periods?.lifetime ?? {}, ...(periods?.recent ?? []).map((p) => p.counters)])
      for (const [name, value] of Object.entries(counters)) sum[name] = (sum[name] ?? 0) + value;

    return Object.fromEntries(Object.entries(sum).filter(([, value]) => value !== 0));
  }

  flag(id: string): string | undefined {
    const state = this.state();
    return flagOf(state, state.record(id) as StatedRecord)?.because;
  }
}

type Changes<K extends FactRecord['kind']> = Partial<Omit<Extract<FactRecord, { kind: K }>, 'kind'>>;

export const order = (n: number, changes: Changes<'order'> = {}): FactRecord => ({
  kind: 'order',
  seller: 'shop.a',
  at: days(0),
  order: commitment(n),
  dispatchBy: days(2),
  deliverBy: days(10),
  country: 'DE',
  value: { currency: 'EUR', band: 7 },
  channel: 'web',
  parties: { carrier: 'ship', paymentProvider: 'pay' },
  ...changes,
});

export const fulfilment = (
  n: number,
  event: 'dispatched' | 'delivered' | 'cancelled' | 'lost' | 'returned',
  day: number,
  changes: Changes<'fulfilment'> = {},
): FactRecord => ({
  kind: 'fulfilment',
  seller: 'shop.a',
  at: days(day),
  order: commitment(n),
  event,
  ...changes,
});

export const trace = (
  n: number,
  event: Extract<FactRecord, { kind: 'trace' }>['event'],
  day: number,
  changes: Changes<'trace'> = {},
): FactRecord => ({
  kind: 'trace',
  seller: 'shop.a',
  at: days(day),
  order: commitment(n),
  event,
  ...changes,
});

export const reply = (target: string, day: number, changes: Changes<'reply'> = {}): FactRecord => ({
  kind: 'reply',
  seller: 'shop.a',
  at: days(day),
  target,
  text: commitment(day),
  ...changes,
});

export const review = (
  n: number,
  reviewer: number,
  day: number,
  item: number,
  changes: Changes<'review'> = {},
): FactRecord => ({
  kind: 'review',
  seller: 'shop.a',
  at: days(day),
  order: commitment(n),
  reviewer: commitment(900_000 + reviewer),
  rating: { item },
  ...changes,
});

export const payment = (
  n: number,
  event:
    | 'settled'
    | 'payout-due'
    | 'payout-done'
    | 'refunded'
    | 'chargeback'
    | 'chargeback-reversed'
    | 'fraud-confirmed',
  day: number,
  token = 1,
): FactRecord => ({
  kind: 'payment',
  seller: 'shop.a',
  at: days(day),
  order: commitment(n),
  token: commitment(800_000 + token),
  event,
  amount: { currency: 'EUR', band: 7 },
});

export const inspection = (id: string, result: 'pass' | 'fail', day: number): FactRecord => ({
  kind: 'inspection',
  seller: 'shop.a',
  at: days(day),
  inspection: id,
  stage: 'pre-sale',
  lot: { id: 'lot', size: 100 },
  sample: 10,
  defects: {
    critical: { found: 0, limit: 0 },
    major: { found: 0, limit: 1 },
    minor: { found: 0, limit: 2 },
  },
  result,
});

export const caseStep = (
  id: string,
  step: 'opened' | 'responded' | 'resolved' | 'appealed' | 'appeal-decided',
  day: number,
  changes: Changes<'case'> = {},
): FactRecord => ({
  kind: 'case',
  seller: 'shop.a',
  at: days(day),
  case: id,
  step,
  type: 'not-received',
  ...changes,
});

export const certification = (
  id: string,
  day: number,
  changes: Changes<'certification'> = {},
): FactRecord => ({
  kind: 'certification',
  seller: 'shop.a',
  at: days(day),
  certificate: id,
  subject: 'product',
  scheme: 'ce-toys',
  jurisdictions: ['FR', 'DE'],
  validFrom: days(day),
  validUntil: days(day + 365),
  assessmentLevel: 'scheme-cab',
  ...changes,
});

export const status = (id: string, to: 'suspended' | 'reinstated' | 'revoked', day: number): FactRecord => ({
  kind: 'certification-status',
  seller: 'shop.a',
  at: days(day),
  certificate: id,
  status: to,
  reason: 'non-conformity',
});

export const identity = (changes: Changes<'identity'>): FactRecord => ({
  kind: 'identity',
  seller: 'shop.a',
  at: days(0),
  ...changes,
});

export const correction = (target: string, replacement?: FactRecord, seller = 'shop.a'): FactRecord => ({
  kind: 'correction',
  seller,
  at: days(200),
  target,
  reason: replacement === undefined ? 'did_not_occur' : 'incorrect_data',
  ...(replacement === undefined ? {} : { replacement }),
});

import fc from 'fast-check';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import {
  type Statement,
  type Voice,
  caseStep,
  certification,
  commitment,
  conflictGroup,
  correction,
  days,
  fulfilment,
  idOf,
  identity,
  inspection,
  order,
  payment,
  reply,
  review,
  speakers,
  status,
  trace,
} from './story.js';

/** Small pools of names and days, so that facts meet: in one order, one conflict group, one day. */
const few = fc.integer({ min: 1, max: 3 });
const day = fc.constantFrom(0, 1, 1, 9, 9, 15, 40, 300, 700);
const pick = <const T extends string>(...values: T[]) => fc.constantFrom<T>(...values);

const facts = fc.oneof(
  fc.tuple(
    pick('platform'),
    fc
      .tuple(few, day, fc.integer({ min: 0, max: 2 }))
      .map(([n, d, parcels]) => order(n, { at: days(d), ...(parcels === 0 ? {} : { parcels }) })),
  ),
  fc.tuple(
    pick('platform', 'carrier', 'van', 'stranger'),
    fc
      .tuple(
        few,
        pick('dispatched', 'delivered', 'cancelled', 'lost', 'returned'),
        day,
        fc.integer({ min: 0, max: 2 }),
        pick('refused', 'damaged'),
      )
      .map(([n, event, d, parcel, reason]) =>
        fulfilment(n, event, d, {
          ...(parcel === 0 ? {} : { parcel }),
          ...(event === 'dispatched' ? { tracking: 'valid', parcels: 2 } : {}),
          ...(event === 'cancelled' && parcel === 0 ? { by: 'seller' } : {}),
          ...(event === 'dispatched' && d === 9
            ? { parties: { carrier: 'drone', customsBroker: 'van' } }
            : {}),
          ...(event === 'returned' ? { reason } : {}),
        }),
      ),
  ),
  fc.tuple(
    pick('platform', 'stranger'),
    fc
      .tuple(few, few, day, fc.integer({ min: 1, max: 5 }))
      .map(([n, who, d, item]) => review(n, who, d, item)),
  ),
  fc.tuple(
    pick('carrier', 'broker', 'stranger'),
    fc
      .tuple(few, pick('departed', 'import-customs-held', 'signed'), day, few)
      .map(([n, event, d, parcel]) => trace(n, event, d, { parcel })),
  ),
  fc.tuple(
    pick('seller'),
    few.map((n) => reply(idOf(n), 20)),
  ),
  fc.tuple(
    pick('pay'),
    fc
      .tuple(few, pick('settled', 'chargeback', 'chargeback-reversed', 'refunded'), day, few)
      .map((parts) => payment(...parts)),
  ),
  fc.tuple(
    pick('inspector', 'certifier'),
    fc.tuple(few, pick('pass', 'fail'), day).map(([n, result, d]) => inspection(`I${n}`, result, d)),
  ),
  fc.tuple(
    pick('certifier'),
    fc
      .tuple(few, day)
      .map(([n, d]) => (d === 9 ? status(`K${n}`, 'suspended', d) : certification(`K${n}`, d))),
  ),
  fc.tuple(
    pick('platform', 'other', 'seller'),
    fc.constantFrom<FactRecord>(
      identity({ country: 'DE', registers: [{ country: 'DE', registrar: 'hrb', number: '1' }] }),
      identity({ country: 'FR', shopDomains: ['a.example'] }),
      identity({ sameAs: 'bazaar.b' }),
      identity({ tradingName: 'Acme GmbH' }),
      identity({ natural: true }),
      identity({ seller: 'bazaar.b', sameAs: 'shop.a' }),
      identity({ seller: 'bazaar.b', registers: [{ country: 'DE', registrar: 'hrb', number: '1' }] }),
    ),
  ),
);

/** A step that speaks of earlier statements, by numbers taken modulo how many there are. */
type Step =
  | { readonly is: 'fact'; readonly voice: Voice; readonly record: FactRecord }
  | { readonly is: 'correction'; readonly of: number; readonly by: number | undefined }
  | {
      readonly is: 'case';
      readonly of: number;
      readonly by: 'arbiter' | 'platform' | 'other';
      readonly step: 'opened' | 'responded' | 'resolved' | 'appealed';
    };

const number = fc.nat(1000);
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: facts.map(([voice, record]) => ({ is: 'fact' as const, voice, record })) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('correction' as const),
      of: number,
      by: fc.option(number, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('case' as const),
      of: number,
      by: pick('arbiter', 'platform', 'other'),
      step: pick('opened', 'responded', 'resolved', 'appealed'),
    }),
  },
);

export const stories: fc.Arbitrary<Statement[]> = fc
  .array(steps, { minLength: 1, maxLength: 40, size: 'large' })
  .map((all) => {
    const told: Statement[] = [];
    for (const step of all) {
      const statement = stated(step, told);
      if (statement !== undefined) told.push({ ...statement, id: idOf(told.length) });
    }
    return told;
  })
  .filter((story) => story.length > 0);

function stated(step: Step, told: readonly Statement[]): Omit<Statement, 'id'> | undefined {
  if (step.is === 'fact') return { voice: step.voice, record: step.record };
  const target = told[step.of % Math.max(1, told.length)];
  if (target === undefined) return undefined;
  const { seller } = target.record;
  if (step.is === 'case') {
    const asks = step.step === 'opened' || step.step === 'appealed';
    const outcome = step.of % 3 === 0 ? ('for-buyer' as const) : ('for-seller' as const);
    return {
      voice: step.step === 'responded' ? 'seller' : step.by,
      record: caseStep(`C${step.of % 2}`, step.step, 20 + (step.of % 2), {
        seller,
        ...(asks ? { contests: [target.id] } : {}),
        ...(step.of % 5 === 0 ? {} : { order: commitment(1 + (step.of % 3)) }),
        ...(step.step === 'resolved' ? { outcome } : {}),
      }),
    };
  }
  const same = told.filter(({ record }) => record.kind === target.record.kind && record.seller === seller);
  const other =
    step.by === undefined || target.record.kind === 'correction' ? undefined : same[step.by % same.length];
  return { voice: target.voice, record: correction(target.id, other?.record, seller) };
}

/** Statements that must keep their order: those of one conflict group, and what speaks of them. */
export function tiedGroups(story: readonly Statement[]): number[] {
  const parent = story.map((_, i) => i);
  const root = (i: number): number => (parent[i] === i ? i : root(parent[i] as number));
  const tie = (i: number, j: number): void => {
    parent[root(i)] = root(j);
  };
  const names = new Map<string, number>();
  const place = (name: string, i: number): void => {
    const first = names.get(name);
    if (first === undefined) names.set(name, i);
    else tie(i, first);
  };
  const tieOrder = (i: number, { order: number, seller }: OfOrder): void => {
    story.forEach(({ record }, j) => {
      const said = record.kind === 'correction' ? (record.replacement as unknown as FactRecord) : record;
      const target = record.kind === 'correction' ? story[indexOf(story, record.target)]?.record : undefined;
      for (const one of [said, target])
        if (one !== undefined && 'order' in one && one.order === number && one.seller === seller) tie(i, j);
    });
  };
  story.forEach(({ record, voice }, i) => {
    const issuer = speakers[voice].id;
    if (record.kind === 'correction') {
      const target = indexOf(story, record.target);
      tie(i, target);
      const replacement = record.replacement as unknown as FactRecord | undefined;
      if (replacement !== undefined) place(conflictGroup(replacement, issuer), i);
      // It is judged by what the order holds when it comes.
      for (const one of [story[target]?.record, replacement])
        if (one !== undefined && mayTakeParties(one)) tieOrder(i, one);

      return;
    }
    place(conflictGroup(record, issuer), i);
    if (record.kind === 'case') for (const id of record.contests ?? []) tie(i, indexOf(story, id));
  });
  return story.map((_, i) => root(i));
}

type OfOrder = Extract<FactRecord, { kind: 'order' | 'fulfilment' }>;

/** Facts that name who may speak of an order, and from when on. */
function mayTakeParties(record: FactRecord): record is OfOrder {
  return record.kind === 'order' || (record.kind === 'fulfilment' && record.event === 'dispatched');
}

function indexOf(story: readonly Statement[], id: string): number {
  return story.findIndex((statement) => statement.id === id);
}

/** Another order of the story that agrees with it within each tied group: drawn by `choices`. */
export function retold(story: readonly Statement[], choices: readonly number[]): Statement[] {
  const groups = tiedGroups(story);
  const queues = new Map<number, Statement[]>();
  story.forEach((statement, i) => {
    const group = groups[i] as number;
    queues.set(group, [...(queues.get(group) ?? []), statement]);
  });
  const out: Statement[] = [];
  for (let i = 0; queues.size > 0; i++) {
    const [group, queue] = [...queues][(choices[i % choices.length] ?? 0) % queues.size] as [
      number,
      Statement[],
    ];
    out.push(queue.shift() as Statement);
    if (queue.length === 0) queues.delete(group);
  }
  return out;
}

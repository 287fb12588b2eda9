import Type from 'typebox';
import { counterNames } from '../../../chaincode/domain/fold/aggregate.js';
import { Nullable, SellerId, closed, shiftedDays } from './common.js';
import { named } from './components.js';
import { RecordViewSchema } from './record.js';

const Counters = named(
  'Counters',
  closed(Object.fromEntries(counterNames.map((name) => [name, Type.Optional(Type.Integer({ minimum: 0 }))]))),
);
const Periods = named(
  'Periods',
  closed({
    recent: Type.Array(closed({ period: Type.Integer(), counters: Counters })),
    lifetime: Counters,
  }),
);

export const Certification = named(
  'Certification',
  closed({
    record: Type.String(),
    certificate: Type.String(),
    issuer: Type.String(),
    subject: Type.String(),
    right: Type.Optional(Type.String()),
    scheme: Type.String(),
    jurisdictions: Type.Array(Type.String()),
    assessmentLevel: Type.String(),
    issued: Type.Integer({ description: 'Seconds, as the certifier dates it' }),
    stated: Type.Integer({ description: 'Seconds, as the ledger dates it' }),
    validFrom: Type.Integer(),
    validUntil: Type.Integer(),
    status: Type.Array(closed({ at: Type.Integer(), status: Type.String(), reason: Type.String() })),
  }),
);

const PublicAggregate = named(
  'PublicAggregate',
  closed({
    v: Type.Literal(1),
    seller: SellerId,
    records: closed({ count: Type.Integer(), head: Type.String() }),
    newestDay: Type.Integer(),
    firstDay: Type.Integer(),
    country: Type.Optional(Type.String()),
    level: Type.Optional(Type.String()),
    shopDomains: Type.Array(Type.String()),
    joined: Type.Array(Type.String()),
    linked: Type.Array(Type.String()),
    certifications: Type.Array(Certification),
    openCases: Type.Array(Type.String()),
    periods: Periods,
    uncontested: Type.Optional(Periods),
  }),
);

export const SellerViewSchema = named(
  'Seller',
  closed({
    id: SellerId,
    public: PublicAggregate,
    shiftedDays,
    detail: Type.Optional(
      closed({
        v: Type.Literal(1),
        days: Type.Array(closed({ day: Type.Integer(), counters: Counters })),
      }),
    ),
  }),
);

export const CaseSchema = named(
  'CaseView',
  closed({ id: Type.String(), open: Type.Boolean(), steps: Type.Array(RecordViewSchema) }),
);

const Interval = named('ScoreInterval', closed({ lower: Type.Integer(), upper: Type.Integer() }));
const IntegerMap = Type.Record(Type.String(), Type.Integer());
const scoreMembers = {
  v: Type.Literal(1),
  seller: SellerId,
  asOf: Type.Integer({ description: 'Seconds since the epoch, start of a UTC day' }),
  policy: closed({ name: Type.Literal('score'), version: Type.Integer() }),
  status: Type.Union([Type.Literal('scored'), Type.Literal('not-enough-history')]),
  overall: Nullable(Type.Integer({ minimum: 0, maximum: 1000 })),
  interval: Nullable(Interval),
  band: Nullable(Type.String()),
  provisional: Type.Boolean(),
  components: Type.Array(
    closed({
      name: Type.String(),
      status: Type.Union([Type.Literal('scored'), Type.Literal('insufficient')]),
      window: closed({ fromDay: Type.Integer(), toDay: Type.Integer() }),
      numerator: Type.Integer(),
      denominator: Type.Integer(),
      rate: Nullable(Type.Integer()),
      lower: Nullable(Type.Integer()),
      upper: Nullable(Type.Integer()),
      counts: IntegerMap,
      points: Type.Integer(),
      weight: Type.Integer(),
    }),
  ),
  reasons: Type.Array(
    closed({ code: Type.String(), component: Type.String(), effect: Type.Integer(), numbers: IntegerMap }),
  ),
  uncontested: Type.Optional(closed({ overall: Nullable(Type.Integer()) })),
};
const ScoreResultSchema = named('ScoreResult', closed(scoreMembers));

export const ScoreSchema = named(
  'Score',
  closed({
    ...scoreMembers,
    meaning: Type.String(),
    contest: closed({ text: Type.String(), link: Type.String() }),
    demo: Type.Boolean(),
    shiftedDays,
    joined: Type.Optional(closed({ ids: Type.Array(SellerId), score: ScoreResultSchema })),
  }),
);

export const ScoresBody = named(
  'ScoresRequest',
  closed({ sellers: Type.Array(SellerId, { minItems: 1, maxItems: 500, uniqueItems: true }) }),
);
const ScoredSeller = named('ScoredSeller', closed({ seller: SellerId, score: ScoreSchema }));
const UnscoredSeller = named(
  'UnscoredSeller',
  closed({ seller: SellerId, problem: closed({ code: Type.String(), reason: Type.String() }) }),
);
export const ScoresAnswer = named(
  'ScoresAnswer',
  closed({ items: Type.Array(Type.Union([ScoredSeller, UnscoredSeller])), next: Type.Null() }),
);

export const SellerParams = closed({ id: SellerId });
export const ScoreQuery = closed({
  asof: Type.Optional(
    Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'UTC date; absent: today' }),
  ),
});

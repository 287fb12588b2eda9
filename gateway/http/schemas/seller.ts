import Type from 'typebox';
import type { CertificateStanding } from '../../../chaincode/domain/certificates/standing.js';
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

const termMembers = {
  record: Type.String(),
  certificate: Type.String(),
  issuer: Type.String(),
  number: Type.Integer({
    description: "The certificate's place in status lists: the same for all its terms",
  }),
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
};
const CertificateTerm = named('CertificateTerm', closed(termMembers));
const standings: readonly CertificateStanding[] = [
  'valid',
  'suspended',
  'revoked',
  'not-yet-valid',
  'expired',
  'issuer-not-accredited',
];

/** The term in force with where it stands, and the number's other terms. */
const certificateMembers = {
  ...termMembers,
  standing: Type.Enum([...standings], { description: 'Today. Only a valid one counts' }),
  otherTerms: Type.Array(CertificateTerm, { description: 'The newest first' }),
};
export const Certificate = named('Certificate', closed(certificateMembers));

/** A certificate that was looked up, with whom it was issued to. */
const foundMembers = {
  ...certificateMembers,
  seller: SellerId,
  tradingName: Type.Optional(Type.String({ description: "The seller's, where it has one" })),
  asOf: Type.Integer({ description: 'Day of `standing`: seconds since the epoch, start of a UTC day' }),
};
export const FoundCertificate = named('FoundCertificate', closed(foundMembers));

/** A certificate in the list of its issuer. */
export const IssuedCertificate = named(
  'IssuedCertificate',
  closed({
    ...foundMembers,
    disputes: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Ids of open cases that contest it. For the consortium only',
      }),
    ),
  }),
);

const PublicAggregate = named(
  'PublicAggregate',
  closed({
    v: Type.Literal(1),
    seller: SellerId,
    number: Type.Integer({ description: 'Its place in status lists' }),
    records: closed({ count: Type.Integer(), head: Type.String() }),
    newestDay: Type.Integer(),
    firstDay: Type.Integer(),
    country: Type.Optional(Type.String()),
    level: Type.Optional(Type.String()),
    tradingName: Type.Optional(Type.String({ description: "A company's; never a person's" })),
    natural: Type.Optional(Type.Literal(true, { description: 'A sole trader' })),
    shopDomains: Type.Array(Type.String()),
    joined: Type.Array(Type.String()),
    linked: Type.Array(Type.String()),
    certifications: Type.Array(CertificateTerm),
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
/** Parts per million. */
const ppm = { minimum: 0, maximum: 1_000_000 } as const;
const scoreMembers = {
  v: Type.Literal(1),
  seller: SellerId,
  asOf: Type.Integer({ description: 'Seconds since the epoch, start of a UTC day' }),
  policy: closed({ name: Type.Literal('score'), version: Type.Integer() }),
  status: Type.Union([Type.Literal('scored'), Type.Literal('not-enough-history'), Type.Literal('dormant')]),
  overall: Nullable(Type.Integer({ minimum: 0, maximum: 1000 })),
  interval: Nullable(Interval),
  band: Nullable(Type.String()),
  provisional: Type.Boolean({ description: 'The score rests on little and may still move a lot' }),
  corroboration: closed({
    delivery: Nullable(
      Type.Integer({
        ...ppm,
        description:
          "Deliveries that another organisation than the platform's states, too; null: no deliveries",
      }),
    ),
    payment: Nullable(Type.Integer({ ...ppm, description: 'Likewise of payments' })),
  }),
  last: Type.Optional(
    closed({
      asOf: Type.Integer({ description: 'Day of the last score of a dormant seller, as `asOf`' }),
      overall: Type.Integer({ minimum: 0, maximum: 1000 }),
      band: Nullable(Type.String()),
    }),
  ),
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
    closed({
      code: Type.String(),
      component: Nullable(Type.String()),
      effect: Type.Integer(),
      numbers: IntegerMap,
    }),
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
    tradingName: Type.Optional(Type.String()),
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

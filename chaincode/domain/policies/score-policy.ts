import Type, { type Static, type TObject } from 'typebox';
import { CertificationStatus } from '../records/certification-status.js';
import { Certification } from '../records/certification.js';
import { closed, described, oneOf } from '../records/common.js';
import { bodyForm, type Fault } from './body-form.js';
import { componentNames, type ComponentName } from './component-names.js';
import { halfLives } from './half-lives.js';

const Ppm = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Parts per million' });
const Points = Type.Integer({ minimum: 0, maximum: 1000 });

/** Corners of a straight-line map from a rate to points; flat before the first and after the last. */
const PointMap = Type.Array(closed({ ppm: Ppm, points: Points }), { minItems: 2, maxItems: 16 });
export type PointMap = Static<typeof PointMap>;

const common = {
  weight: Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: "Share of the overall score, relative to the other components'",
  }),
  window: Type.Integer({
    minimum: 1,
    maximum: 15,
    description: 'Length in 28-day periods, the one of `asOf` included. The public aggregate holds 15',
  }),
  points: described(PointMap, 'Corners of a straight-line map from a rate to points; flat before and after'),
};

const measured = {
  ...common,
  halfLife: Type.Enum(halfLives, { description: 'Periods after which a fact counts half' }),
  minimum: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    description: 'Least decayed evidence, in whole facts. Under it good facts stand in for those that lack',
  }),
};

const levels = (Certification.properties.assessmentLevel as unknown as { enum: string[] }).enum;
const LevelCredits = closed(Object.fromEntries(levels.map((level) => [level, Ppm]))) as unknown as TObject<
  Record<Certification['assessmentLevel'], typeof Ppm>
>;

/** What a policy says of the score as a whole. */
const whole = {
  history: closed(
    {
      minimumPeriods: Type.Integer({
        minimum: 1,
        maximum: 15,
        description:
          'Periods with orders, of those that the longest window sees, under which there is no score',
      }),
      provisionalPeriods: Type.Integer({
        minimum: 1,
        maximum: 15,
        description:
          'Such periods under which a score is provisional: order-correlated rates look too good in a young window',
      }),
      minimumWeight: Type.Integer({
        minimum: 1,
        maximum: 10_000,
        description: 'Least sum of the weights of scored components',
      }),
    },
    'How much history a score takes',
  ),
  neutral: described(Points, 'Points that neither help nor harm. Reasons state effects against it'),
  reasons: closed(
    {
      goodFrom: described(Points, "Points from which on a component's reason is its merit; below, its fault"),
    },
    'What of a score is told as its reasons',
  ),
  bands: Type.Array(
    closed({
      name: Type.String({ pattern: '^[a-z][a-z-]{0,31}$', description: 'What it is called' }),
      from: described(Points, 'Points from which on it holds'),
    }),
    { minItems: 1, maxItems: 10, description: 'From the best to the worst; the last starts at 0' },
  ),
};

/** How it rates each component. */
const components = {
  delivery: closed(
    {
      ...measured,
      overdueAfter: Type.Integer({
        minimum: 1,
        maximum: 15,
        description: 'Age in periods from which an order without an end counts as not delivered',
      }),
    },
    'Orders that arrived, and in time',
  ),
  quality: closed(
    {
      ...measured,
      inspectionWeight: Type.Integer({
        minimum: 1,
        maximum: 100,
        description: "How many orders' worth of evidence one inspected lot is",
      }),
    },
    'What was delivered as described',
  ),
  reviews: closed(
    {
      ...measured,
      phantom: closed(
        {
          count: Type.Integer({ minimum: 0, maximum: 1000, description: 'How many' }),
          ratingTenths: Type.Integer({
            minimum: 10,
            maximum: 50,
            description: 'Their rating, in tenths of a star',
          }),
        },
        'Imagined reviews mixed in, so that the first few real ones do not decide alone',
      ),
    },
    'What buyers of recorded orders say',
  ),
  'after-sales': closed(
    {
      ...measured,
      answeredCredit: described(Ppm, 'Share of a case that is forgiven because the seller answered it'),
    },
    'Cases, and how the seller met them',
  ),
  certification: closed(
    {
      ...common,
      target: Type.Integer({
        minimum: 1,
        maximum: 20,
        description: 'Fully credited schemes that give full points',
      }),
      levels: described(LevelCredits, 'What a valid certificate is worth by how its issuer was assessed'),
      against: Type.Array(oneOf(statusReasons()), {
        uniqueItems: true,
        maxItems: 16,
        description: 'Reasons of a suspension or revocation that count against the seller',
      }),
    },
    'Certificates that hold',
  ),
  payment: closed(measured, 'Payments without chargebacks and fraud'),
} satisfies Record<ComponentName, TObject>;

/** What the score rates and how: the body of a policy document named `score`. docs/scoring.md says why each number. */
export const ScorePolicyBody = closed({
  ...whole,
  components: described(closed(components), 'How it rates each component'),
});
export type ScorePolicyBody = Static<typeof ScorePolicyBody>;

/** A score policy in force: its checked body and the version that results name. */
export interface ScorePolicy extends ScorePolicyBody {
  readonly version: number;
}

function statusReasons(): CertificationStatus['reason'][] {
  return (CertificationStatus.properties.reason as unknown as { enum: CertificationStatus['reason'][] }).enum;
}

function faultsOf(body: ScorePolicyBody): Fault[] {
  const faults: Fault[] = [];
  for (const name of componentNames) {
    const { points } = body.components[name];
    const rises = points.every((corner, i) => {
      const before = points[i - 1];
      return before === undefined || (corner.ppm > before.ppm && corner.points >= before.points);
    });
    // A falling map would pay a seller for worse service.
    if (!rises) faults.push({ pointer: `/components/${name}/points`, reason: 'the map must rise' });
  }
  const falls = body.bands.every((band, i) => i === 0 || band.from < (body.bands[i - 1]?.from ?? 0));
  if (!falls || body.bands.at(-1)?.from !== 0)
    faults.push({ pointer: '/bands', reason: 'bands must fall, the last one to 0' });
  if (new Set(body.bands.map((band) => band.name)).size !== body.bands.length)
    faults.push({ pointer: '/bands', reason: 'band names must differ' });
  return faults;
}

/** A body of form 1 has no member `v`. */
export const scoreForms = { 1: bodyForm(ScorePolicyBody, faultsOf) } as const;

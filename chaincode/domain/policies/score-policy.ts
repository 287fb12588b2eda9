import Type, { type Static, type TObject } from 'typebox';
import { CertificationStatus } from '../records/certification-status.js';
import { Certification } from '../records/certification.js';
import { closed, oneOf } from '../records/common.js';
import { bodyForm, type Fault } from './body-form.js';
import { componentNames, type ComponentName } from './component-names.js';
import { halfLives } from './half-lives.js';

const Ppm = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Parts per million' });
const Points = Type.Integer({ minimum: 0, maximum: 1000 });

/** Corners of a straight-line map from a rate to points; flat before the first and after the last. */
const PointMap = Type.Array(closed({ ppm: Ppm, points: Points }), { minItems: 2, maxItems: 16 });
export type PointMap = Static<typeof PointMap>;

const common = {
  /** Share of the overall score, relative to the other components'. */
  weight: Type.Integer({ minimum: 1, maximum: 1000 }),
  /** Length in 28-day periods, the one of `asOf` included. The public aggregate holds 15. */
  window: Type.Integer({ minimum: 1, maximum: 15 }),
  points: PointMap,
};

const measured = {
  ...common,
  halfLife: Type.Enum(halfLives),
  /** Least decayed evidence, in whole facts. Under it good facts stand in for those that lack. */
  minimum: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
};

const levels = (Certification.properties.assessmentLevel as unknown as { enum: string[] }).enum;
const LevelCredits = closed(Object.fromEntries(levels.map((level) => [level, Ppm]))) as unknown as TObject<
  Record<Certification['assessmentLevel'], typeof Ppm>
>;

/** What a policy says of the score as a whole. */
const whole = {
  history: closed({
    /** Periods with orders, of those that the longest window sees, under which there is no score. */
    minimumPeriods: Type.Integer({ minimum: 1, maximum: 15 }),
    /** Such periods under which a score is provisional: order-correlated rates look too good in a young window. */
    provisionalPeriods: Type.Integer({ minimum: 1, maximum: 15 }),
    /** Least sum of the weights of scored components. */
    minimumWeight: Type.Integer({ minimum: 1, maximum: 10_000 }),
  }),
  /** Points that neither help nor harm. Reasons state effects against it. */
  neutral: Points,
  reasons: closed({
    /** Points from which on a component's reason is its merit; below, its fault. */
    goodFrom: Points,
  }),
  /** From the best to the worst; the last starts at 0. */
  bands: Type.Array(closed({ name: Type.String({ pattern: '^[a-z][a-z-]{0,31}$' }), from: Points }), {
    minItems: 1,
    maxItems: 10,
  }),
};

/** How it rates each component. */
const components = {
  delivery: closed({
    ...measured,
    /** Age in periods from which an order without an end counts as not delivered. */
    overdueAfter: Type.Integer({ minimum: 1, maximum: 15 }),
  }),
  quality: closed({
    ...measured,
    /** How many orders' worth of evidence one inspected lot is. */
    inspectionWeight: Type.Integer({ minimum: 1, maximum: 100 }),
  }),
  reviews: closed({
    ...measured,
    /** Imagined reviews mixed in, so that the first few real ones do not decide alone. */
    phantom: closed({
      count: Type.Integer({ minimum: 0, maximum: 1000 }),
      ratingTenths: Type.Integer({ minimum: 10, maximum: 50 }),
    }),
  }),
  'after-sales': closed({
    ...measured,
    /** Share of a case that is forgiven because the seller answered it. */
    answeredCredit: Ppm,
  }),
  certification: closed({
    ...common,
    /** Fully credited schemes that give full points. */
    target: Type.Integer({ minimum: 1, maximum: 20 }),
    /** What a valid certificate is worth by how its issuer was assessed. */
    levels: LevelCredits,
    /** Reasons of a suspension or revocation that count against the seller. */
    against: Type.Array(oneOf(statusReasons()), { uniqueItems: true, maxItems: 16 }),
  }),
  payment: closed(measured),
} satisfies Record<ComponentName, TObject>;

/** What the score rates and how: the body of a policy document named `score`. docs/scoring.md says why each number. */
export const ScorePolicyBody = closed({ ...whole, components: closed(components) });
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

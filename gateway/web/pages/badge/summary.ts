import { knownBand, type Band } from '../../messages/standing.js';

/**
 * What the forms of the badge may show. None of them has checked anything: they repeat what the gateway answered, and
 * lead to the page that checks.
 */
export const badgeStates = [
  'scored',
  'not-enough-history',
  'dormant',
  'unknown-seller',
  'other-shop', // the shop's page stands under another name than the badge was made for
  'not-loaded',
] as const;
export type BadgeState = (typeof badgeStates)[number];

/** Facts that are not what they seem: made up, or real ones that were moved in time. */
export type BadgeData = 'demo' | 'imported';

/** Its trading name goes with whatever is said of a seller. */
export type BadgeSummary = BadgeAnswer & {
  readonly tradingName?: string | undefined;
  readonly data?: BadgeData;
};

type BadgeAnswer =
  | {
      readonly state: 'scored';
      /** 0..1000 */
      readonly overall: number;
      readonly band: Band;
      readonly provisional: boolean;
      /** Seconds since the epoch. */
      readonly asOf: number;
    }
  | {
      readonly state: 'not-enough-history';
      /** Some of what is known is bad. */
      readonly bad: boolean;
      readonly asOf: number;
    }
  | {
      readonly state: 'dormant';
      readonly last: { readonly overall: number; readonly band: Band; readonly asOf: number };
      readonly asOf: number;
    }
  | { readonly state: Exclude<BadgeState, AnsweredState> };

/** States that the gateway answered with. */
const answeredStates = ['scored', 'not-enough-history', 'dormant'] as const;
type AnsweredState = (typeof answeredStates)[number];

export const isAnswered = <S extends { readonly state: BadgeState }>(
  summary: S,
): summary is Extract<S, { readonly state: AnsweredState }> =>
  answeredStates.some((state) => state === summary.state);

const notLoaded: BadgeSummary = { state: 'not-loaded' };
/** Last second of the year 9999, the latest that a date is written for. */
const lastDateSeconds = 253_402_300_799;

const isWithin = (value: unknown, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;

/** Reads a score as `/v1/scores` answers it. What is not one, or is about another seller, counts as not loaded. */
export function summaryOf(answer: unknown, seller: string): BadgeSummary {
  if (typeof answer !== 'object' || answer === null) return notLoaded;
  const { status, provisional, asOf, tradingName, ...rest } = answer as Record<string, unknown>;
  if (rest['seller'] !== seller || !isWithin(asOf, lastDateSeconds)) return notLoaded;
  const data = dataOf(rest);
  const common = {
    asOf,
    ...(typeof tradingName === 'string' ? { tradingName } : {}),
    ...(data === undefined ? {} : { data }),
  };
  if (status === 'not-enough-history') return { state: status, bad: namesFault(rest['reasons']), ...common };
  if (status === 'dormant') {
    const { asOf: day } = (rest['last'] ?? {}) as Readonly<Record<string, unknown>>;
    const last = rated(rest['last']);
    if (last === undefined || !isWithin(day, lastDateSeconds)) return notLoaded;
    return { state: status, last: { ...last, asOf: day }, ...common };
  }
  const now = rated(answer);
  if (status !== 'scored' || now === undefined) return notLoaded;
  return { state: status, ...now, provisional: provisional === true, ...common };
}

function dataOf({ demo, shiftedDays }: Readonly<Record<string, unknown>>): BadgeData | undefined {
  if (shiftedDays !== undefined) return 'imported';
  return demo === true ? 'demo' : undefined;
}

function rated(value: unknown): { readonly overall: number; readonly band: Band } | undefined {
  const { overall, band } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const known = typeof band === 'string' ? knownBand(band) : undefined;
  return known === undefined || !isWithin(overall, 1000) ? undefined : { overall, band: known };
}

/** Without a score, a reason that is of one component names what is bad of it. */
function namesFault(reasons: unknown): boolean {
  const isOfComponent = (reason: unknown): boolean =>
    typeof (reason as { readonly component?: unknown } | null)?.component === 'string';
  return Array.isArray(reasons) && reasons.some(isOfComponent);
}

/**
 * What the forms of the badge may show. None of them has checked anything: they repeat what the gateway answered, and
 * lead to the page that checks.
 */
export const badgeStates = [
  'scored',
  'not-enough-history',
  'unknown-seller',
  'other-shop', // the shop's page stands under another name than the badge was made for
  'not-loaded',
] as const;
export type BadgeState = (typeof badgeStates)[number];

export const bands = ['excellent', 'good', 'fair', 'poor', 'weak'] as const;
export type Band = (typeof bands)[number];

export type BadgeSummary =
  | {
      readonly state: 'scored';
      /** 0..1000 */
      readonly overall: number;
      readonly band: Band;
      readonly provisional: boolean;
      /** Seconds since the epoch. */
      readonly asOf: number;
      readonly demo: boolean;
    }
  | { readonly state: 'not-enough-history'; readonly asOf: number; readonly demo: boolean }
  | { readonly state: Exclude<BadgeState, 'scored' | 'not-enough-history'> };

const notLoaded: BadgeSummary = { state: 'not-loaded' };
/** Last second of the year 9999, the latest that a date is written for. */
const lastDateSeconds = 253_402_300_799;

const isWithin = (value: unknown, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;

/** Reads an answer of `/v1/sellers/{id}/score`. What is not one, or is about another seller, counts as not loaded. */
export function summaryOf(answer: unknown, seller: string): BadgeSummary {
  if (typeof answer !== 'object' || answer === null) return notLoaded;
  const { status, overall, band, provisional, asOf, demo, ...rest } = answer as Record<string, unknown>;
  if (rest['seller'] !== seller || !isWithin(asOf, lastDateSeconds)) return notLoaded;
  const common = { asOf, demo: demo === true };
  if (status === 'not-enough-history') return { state: status, ...common };
  const known = bands.find((name) => name === band);
  if (status !== 'scored' || known === undefined || !isWithin(overall, 1000)) return notLoaded;
  return { state: status, overall, band: known, provisional: provisional === true, ...common };
}

/** A fact within these days makes a seller active. Dormant: it once had a score, and its facts are too old for one. */
export const activities = ['recent', 'dormant'] as const;
export type Activity = (typeof activities)[number];

/** Without one: what fits best first, else the ledger's order. Sellers without a score come last, in both orders of scores. */
export const sorts = ['name', 'score', 'score-lowest', 'newest'] as const;
export type Sort = (typeof sorts)[number];

/** In place of a band: of sellers that have no score for want of facts. */
export const noHistory = 'not-enough-history';

/** Which sellers somebody wants to see. All that is given must fit; of several bands, one. */
export interface SellersAsked {
  /** As typed: a web address, a domain, a name, an id or a certificate's number, or a part of one. */
  readonly text: string;
  /** Names of the policy in force, or `noHistory`; empty: any. */
  readonly bands: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** A certificate of this scheme is valid today. */
  readonly scheme?: string | undefined;
  readonly activity?: Activity | undefined;
  readonly sort?: Sort | undefined;
}

/** Days. */
export const recentDays = 84;

/** Whether sellers must be judged to answer: all others are found by what they are called. */
export const needsStanding = ({ activity, bands, scheme, sort }: SellersAsked): boolean =>
  bands.length > 0 ||
  scheme !== undefined ||
  activity === 'dormant' ||
  sort === 'score' ||
  sort === 'score-lowest';

import type { Translator } from './translate.js';

/** From the best to the worst, as policy 1 names them. */
export const bands = ['excellent', 'good', 'fair', 'weak', 'poor'] as const;
export type Band = (typeof bands)[number];

/** Undefined for a band of a policy that these pages have no text for. */
export const knownBand = (band: string | null): Band | undefined => bands.find((known) => known === band);

/** A band without a text is shown by the name that its policy gives it. */
export function bandName(t: Translator, band: string | null): string {
  const known = knownBand(band);
  return known === undefined ? (band ?? '') : t.say(`band.${known}`);
}

/** How a reader should feel about it: the colour goes with the words and never stands for them. */
export type Tone = 'good' | 'fair' | 'bad' | 'unknown';

const tones: Readonly<Record<Band, Tone>> = {
  excellent: 'good',
  good: 'good',
  fair: 'fair',
  weak: 'bad',
  poor: 'bad',
};

export function toneOf(band: string | null): Tone {
  const known = knownBand(band);
  return known === undefined ? 'unknown' : tones[known];
}

/** What a score or a badge says of a seller. */
export interface Standing {
  /** 0..1000; null without a score. */
  readonly overall: number | null;
  readonly band: string | null;
  /** Of a dormant seller; `asOf` in seconds. */
  readonly last?:
    { readonly asOf: number; readonly overall: number; readonly band: string | null } | undefined;
  /** Without a score: some of what is known is bad. */
  readonly bad?: boolean | undefined;
}

export interface StandingWords {
  /** "Poor: 123 of 1000" */
  readonly title: string;
  /** "Promises were often not kept." */
  readonly sentence: string;
  readonly tone: Tone;
}

/**
 * The first thing that any page says of a seller, in one wording. A genuine badge of a bad seller must not look like praise, and
 * a seller of whom little or nothing new is known must look neither good nor bad, unless what is known is bad.
 */
export function standingWords(t: Translator, { bad = false, band, last, overall }: Standing): StandingWords {
  // "1000 of 1000": a score is no amount, and has no separators.
  if (overall !== null) {
    const known = knownBand(band);
    return {
      title: t.say('standing.scored', { band: bandName(t, band), score: String(overall) }),
      sentence: known === undefined ? '' : t.say(`says.${known}`),
      tone: toneOf(band),
    };
  }
  if (last !== undefined) {
    const words = { score: String(last.overall), band: bandName(t, last.band), date: t.date(last.asOf) };
    return {
      title: t.say('status.dormant'),
      sentence: t.say('standing.last', words),
      tone: toneOf(last.band) === 'bad' ? 'bad' : 'unknown',
    };
  }
  return {
    title: t.say('status.not-enough-history'),
    sentence: t.say(bad ? 'standing.known-bad' : 'standing.no-history'),
    tone: bad ? 'fair' : 'unknown',
  };
}

import type { Translator } from '../../messages/translate.js';
import type { BadgeSummary } from './summary.js';

export interface BadgeWords {
  /** The answer in a few words. */
  readonly answer: string;
  /** In the ring. */
  readonly figure: string;
  /** The answer with its figure. */
  readonly long: string;
  /** As of when; empty where nothing was answered. */
  readonly date: string;
  /** Whose answer it is. */
  readonly source: string;
}

/** The same words in every form of the badge. Runs in Node and browsers. */
export function wordsOf(summary: BadgeSummary, t: Translator): BadgeWords {
  const source = t.say('site.name');
  if (summary.state !== 'scored' && summary.state !== 'not-enough-history') {
    const answer = t.say(`badge.${summary.state}`);
    return { answer, figure: '–', long: answer, date: '', source };
  }
  const common = {
    date: t.say('badge.date', { date: t.date(summary.asOf) }),
    source: summary.demo ? `${source} · ${t.say('badge.demo')}` : source,
  };
  if (summary.state === 'not-enough-history') {
    const answer = t.say('status.not-enough-history');
    return { ...common, answer, figure: '…', long: answer };
  }
  const band = t.say(`band.${summary.band}`);
  const answer = summary.provisional ? t.say('badge.provisional', { band }) : band;
  const figure = t.number(summary.overall);
  return { ...common, answer, figure, long: t.say('badge.scored', { answer, score: summary.overall }) };
}

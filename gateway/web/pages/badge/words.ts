import type { Translator } from '../../messages/translate.js';
import { isAnswered, type BadgeSummary } from './summary.js';

export interface BadgeWords {
  /** The answer in a few words. */
  readonly answer: string;
  /** In the ring. */
  readonly figure: string;
  /** The answer with its figure. */
  readonly long: string;
  /** As of when, or of when the last score is; empty where nothing was answered. */
  readonly date: string;
  /** Whose answer it is. */
  readonly source: string;
}

/** The same words in every form of the badge. Runs in Node and browsers. */
export function wordsOf(summary: BadgeSummary, t: Translator): BadgeWords {
  const source = t.say('site.name');
  if (!isAnswered(summary)) {
    const answer = t.say(`badge.${summary.state}`);
    return { answer, figure: '–', long: answer, date: '', source };
  }
  const common = {
    date: t.say('badge.date', { date: t.date(summary.asOf) }),
    source: summary.demo ? `${source} · ${t.say('badge.demo')}` : source,
  };
  if (summary.state === 'not-enough-history') {
    const answer = t.say(summary.bad ? 'badge.known-bad' : 'status.not-enough-history');
    return { ...common, answer, figure: '…', long: answer };
  }
  if (summary.state === 'dormant') {
    const { asOf, band, overall } = summary.last;
    const answer = t.say('status.dormant');
    const date = t.say('badge.last', { score: overall, band: t.say(`band.${band}`), date: t.date(asOf) });
    return { ...common, answer, figure: '–', long: answer, date };
  }
  const band = t.say(`band.${summary.band}`);
  const answer = summary.provisional ? t.say('badge.provisional', { band }) : band;
  const figure = t.number(summary.overall);
  return { ...common, answer, figure, long: t.say('badge.scored', { answer, score: summary.overall }) };
}

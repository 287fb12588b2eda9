import { standingWords, type Standing, type Tone } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';
import { isAnswered, type BadgeSummary } from './summary.js';

export interface BadgeWords {
  /** Whose answer it is. */
  readonly source: string;
  /** "Poor: 123 of 1000" */
  readonly answer: string;
  /** "Promises were often not kept."; empty where nothing was answered. */
  readonly sentence: string;
  /** As of when, or what else has to be known; empty where nothing was answered. */
  readonly detail: string;
  /** In the ring. */
  readonly figure: string;
  readonly tone: Tone;
}

/** The same words in every form of the badge. Runs in Node and browsers. */
export function wordsOf(summary: BadgeSummary, t: Translator): BadgeWords {
  const site = t.say('site.name');
  if (!isAnswered(summary)) {
    const isWrong = summary.state === 'other-shop';
    return {
      source: site,
      answer: t.say(`badge.${summary.state}`),
      sentence: '',
      detail: '',
      figure: isWrong ? '!' : '–',
      tone: isWrong ? 'bad' : 'unknown',
    };
  }
  const { sentence, title, tone } = standingWords(t, standingOf(summary));
  return {
    source: summary.data === undefined ? site : `${site} · ${t.say(`badge.${summary.data}`)}`,
    answer: title,
    sentence,
    detail: detailOf(summary, t),
    figure: figureOf(summary),
    tone,
  };
}

type Answered = Extract<BadgeSummary, { readonly asOf: number }>;

export function standingOf(summary: Answered): Standing {
  if (summary.state === 'scored') return summary;
  return summary.state === 'dormant'
    ? { overall: null, band: null, last: summary.last }
    : { overall: null, band: null, bad: summary.bad };
}

function figureOf(summary: Answered): string {
  if (summary.state === 'scored') return String(summary.overall);
  return summary.state === 'not-enough-history' && summary.bad ? '!' : '–';
}

function detailOf(summary: Answered, t: Translator): string {
  const date = t.date(summary.asOf);
  if (summary.state === 'scored')
    return t.say(summary.provisional ? 'badge.provisional' : 'badge.date', { date });
  if (summary.state === 'not-enough-history')
    return t.say(summary.bad ? 'badge.known-bad' : 'badge.date', { date });
  const { asOf, band, overall } = summary.last;
  return t.say('badge.last', { score: String(overall), band: t.say(`band.${band}`), date: t.date(asOf) });
}

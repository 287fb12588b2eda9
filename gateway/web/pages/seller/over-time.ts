import type { ScoreResult } from '../../../../chaincode/domain/score/types.js';
import { daySeconds } from '../../../../chaincode/domain/time.js';
import { figure } from '../charts/picture.js';
import { lineSize, lineSwatches, scoreLine } from '../charts/score-line.js';
import { html, type Markup } from '../../html/html.js';
import { standingChip, type Subject } from './subject.js';

/** The score with its interval, period by period. */
export function overTime({ context: { t }, rules, story: { history } }: Subject): Markup | undefined {
  const scored = history.filter(({ overall }) => overall !== null);
  if (scored.length < 2) return undefined;
  const values = scored.map(({ overall }) => overall ?? 0);
  const points = history.map(({ asOf, interval }) => ({
    day: asOf / daySeconds,
    score: interval,
    label: t.month(asOf),
  }));
  const summary = t.say('seller.time.summary', {
    from: t.date(scored[0]?.asOf ?? 0),
    first: values[0] ?? 0,
    last: values.at(-1) ?? 0,
    low: Math.min(...values),
    high: Math.max(...values),
  });
  const title = t.say('seller.time.title');
  const row = (score: ScoreResult): (Markup | string)[] => [
    t.date(score.asOf),
    score.overall === null ? '–' : t.number(score.overall),
    score.interval === null ? '–' : `${score.interval.lower}–${score.interval.upper}`,
    standingChip(t, score),
  ];
  return html`<section class="card" id="over-time" aria-labelledby="over-time-title">
    <h2 id="over-time-title">${title}</h2>
    ${figure(
      {
        ...{ id: 'time', title, summary, ...lineSize },
        drawing: scoreLine(
          points,
          rules.bands.map(({ from }) => from),
          { up: t.say('seller.time.score'), along: t.say('seller.time.day') },
        ),
        legend: [
          [lineSwatches[0], t.say('seller.time.score')],
          [lineSwatches[1], t.say('seller.time.interval')],
        ],
      },
      {
        label: t.say('seller.table'),
        caption: title,
        columns: [
          t.say('seller.time.day'),
          t.say('seller.time.score'),
          t.say('seller.time.interval'),
          t.say('seller.time.band'),
        ],
        rows: history.map(row),
      },
    )}
    <p class="quiet">${t.say('seller.time.how')}</p>
  </section>`;
}

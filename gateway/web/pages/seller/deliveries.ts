import type { Counters } from '../../../../chaincode/domain/fold/aggregate.js';
import { daySeconds, periodDays } from '../../../../chaincode/domain/time.js';
import { figure } from '../charts/picture.js';
import { barsSize, stackedBars, swatch } from '../charts/stacked-bars.js';
import { html, type Markup } from '../../html/html.js';
import { evidenceLinks, evidencePath, type Subject } from './subject.js';

const outcomes = ['onTime', 'late', 'lost', 'cancelledSeller'] as const;

/** How the orders of each period ended that can be judged by their promise. */
export function deliveries({ context: { t }, facts, id }: Subject): Markup | undefined {
  const { recent } = facts.periods;
  const first = recent[0]?.period ?? 0;
  const last = recent.at(-1)?.period ?? -1;
  const known = new Map(recent.map(({ counters, period }) => [period, counters]));
  // A period without a fact is a gap that the eye should see.
  const periods = Array.from({ length: last - first + 1 }, (_, i) => ({
    start: (first + i) * periodDays * daySeconds,
    counters: known.get(first + i) ?? {},
  }));
  const sum = (name: (typeof outcomes)[number]): number =>
    recent.reduce((all, { counters }) => all + (counters[name] ?? 0), 0);
  const judged = outcomes.reduce((all, name) => all + sum(name), 0);
  if (judged === 0) return undefined;
  const title = t.say('seller.deliveries.title');
  const end = (start: number): number => start + (periodDays - 1) * daySeconds;
  const share = ({ onTime = 0, promised = 0 }: Counters): string =>
    promised === 0 ? '–' : t.percent((onTime / promised) * 1_000_000);
  return html`<section class="card" id="deliveries" aria-labelledby="deliveries-title">
    <h2 id="deliveries-title">${title}</h2>
    ${figure(
      {
        id: 'deliveries-picture',
        title,
        summary: t.say('seller.deliveries.summary', {
          onTime: sum('onTime'),
          judged,
          share: t.percent((sum('onTime') / judged) * 1_000_000),
        }),
        ...barsSize,
        drawing: stackedBars(
          periods.map(({ counters, start }) => ({
            label: t.month(start),
            parts: outcomes.map((name) => counters[name] ?? 0),
          })),
        ),
        legend: html`<ul class="legend">
          ${outcomes.map((name, n) => html`<li>${swatch(n)} ${t.say(`seller.count.${name}`)}</li>`)}
        </ul>`,
      },
      {
        label: t.say('seller.table'),
        caption: title,
        columns: [
          t.say('seller.deliveries.period'),
          t.say('seller.deliveries.share'),
          ...outcomes.map((name) => t.say(`seller.count.${name}`)),
        ],
        rows: periods.map(({ counters, start }) => [
          `${t.date(start)} – ${t.date(end(start))}`,
          share(counters),
          ...outcomes.map((name) => t.number(counters[name] ?? 0)),
        ]),
      },
    )}
    <p class="quiet">${t.say('seller.deliveries.how')}</p>
    ${evidenceLinks(t, [
      [t.say('seller.kind.order'), evidencePath(id, { kind: 'order' })],
      [t.say('seller.kind.fulfilment'), evidencePath(id, { kind: 'fulfilment' })],
      [t.say('seller.evidence.aggregate'), evidencePath(id, 'aggregate')],
    ])}
  </section>`;
}

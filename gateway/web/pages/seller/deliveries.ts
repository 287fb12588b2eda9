import type { Counters, Periods } from '../../../../chaincode/domain/fold/aggregate.js';
import { Window } from '../../../../chaincode/domain/score/measure/window.js';
import { daySeconds, periodDays, periodOf } from '../../../../chaincode/domain/time.js';
import { figure } from '../charts/picture.js';
import { barsSize, stackedBars, swatch } from '../charts/stacked-bars.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { evidenceLinks, type Subject } from './subject.js';

/** How an order can end, or not: with the part that it is in the pictures, from the bottom up. */
const outcomes = ['onTime', 'late', 'lost', 'cancelledSeller', 'overdue', 'open'] as const;
type Ends = Readonly<Record<(typeof outcomes)[number], number>>;

/** How the orders of each period ended, over the periods that the score looks at. */
export function deliveries(subject: Subject): Markup | undefined {
  const { context, facts } = subject;
  const { t } = context;
  const periods = periodsOf(subject, facts.periods);
  const sum = (name: keyof Ends): number => periods.reduce((all, { ends }) => all + ends[name], 0);
  const judged = periods.reduce((all, { ends }) => all + judgedOf(ends), 0);
  if (judged + sum('open') === 0) return undefined;
  const title = t.say('seller.deliveries.title');
  const end = (start: number): number => start + (periodDays - 1) * daySeconds;
  return html`<section class="card" id="deliveries" aria-labelledby="deliveries-title">
    <h2 id="deliveries-title">${title}</h2>
    ${figure(
      {
        id: 'deliveries-picture',
        title,
        summary: summaryOf(t, { onTime: sum('onTime'), judged, overdue: sum('overdue'), open: sum('open') }),
        ...barsSize,
        drawing: stackedBars(
          periods.map(({ ends, start }) => ({
            label: t.month(start),
            parts: outcomes.map((name) => ends[name]),
          })),
          { up: t.say('seller.count.orders'), along: t.say('seller.deliveries.ordered') },
        ),
        legend: outcomes.map((name, n) => [swatch(n), t.say(`seller.count.${name}`)]),
      },
      {
        label: t.say('seller.table'),
        caption: title,
        columns: [
          t.say('seller.deliveries.period'),
          t.say('seller.deliveries.share'),
          ...outcomes.map((name) => t.say(`seller.count.${name}`)),
        ],
        rows: periods.map(({ ends, start }) => [
          `${t.date(start)} – ${t.date(end(start))}`,
          judgedOf(ends) === 0 ? '–' : shareOf(t, ends.onTime, judgedOf(ends)),
          ...outcomes.map((name) => t.number(ends[name])),
        ]),
      },
    )}
    <p class="quiet">${t.say('seller.deliveries.how')}</p>
    ${evidenceLinks(subject, ['order', 'fulfilment'])}
  </section>`;
}

function summaryOf(
  t: Translator,
  { judged, onTime, open, overdue }: { readonly judged: number } & Pick<Ends, 'onTime' | 'open' | 'overdue'>,
): string {
  if (judged === 0) return t.say('seller.deliveries.summary.open', { open });
  const values = { judged, onTime, overdue, share: shareOf(t, onTime, judged) };
  return t.say(overdue > 0 ? 'seller.deliveries.summary.overdue' : 'seller.deliveries.summary', values);
}

const shareOf = (t: Translator, part: number, whole: number): string => t.percent((part / whole) * 1_000_000);

const judgedOf = ({ cancelledSeller, late, lost, onTime, overdue }: Ends): number =>
  onTime + late + lost + cancelledSeller + overdue;

/** Those of the delivery score's window; for a dormant seller, of its last score's. */
function periodsOf({ rules, score }: Subject, { recent }: Periods): { start: number; ends: Ends }[] {
  const { window } = rules.components.delivery;
  const day = (score.last ?? score).asOf / daySeconds;
  const newest = periodOf(day);
  const known = recent.filter(({ period }) => period > newest - window && period <= newest);
  const first = known[0]?.period ?? 0;
  const last = known.at(-1)?.period ?? -1;
  const counters = new Map(known.map((one) => [one.period, one.counters]));
  // A period without a fact is a gap that the eye should see.
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    start: (first + i) * periodDays * daySeconds,
    ends: endsOf(first + i, counters.get(first + i) ?? {}, day, rules.components.delivery),
  }));
}

function endsOf(
  period: number,
  counters: Counters,
  day: number,
  { halfLife, overdueAfter, window }: Subject['rules']['components']['delivery'],
): Ends {
  const alone = new Window({ recent: [{ period, counters }], lifetime: {} }, day, window);
  const overdue = alone.unfinished(overdueAfter, halfLife).count;
  return {
    onTime: alone.count('onTime'),
    late: alone.count('late'),
    lost: alone.count('lost'),
    cancelledSeller: alone.count('cancelledSeller'),
    overdue,
    open: alone.unfinished(0, halfLife).count - overdue,
  };
}

import type { CounterName, Periods } from '../../../../chaincode/domain/fold/aggregate.js';
import { html, type Markup } from '../../html/html.js';
import { evidenceLinks, type Subject } from './subject.js';

const names = [
  'orders',
  'onTime',
  'late',
  'lost',
  'cancelledSeller',
  'returned',
  'reviews',
  'casesOpened',
  'casesForBuyer',
  'inspections',
  'inspectionsPassed',
  'paid',
  'chargebacks',
  'frauds',
] as const satisfies readonly CounterName[];

const sum = ({ lifetime, recent }: Periods, name: CounterName): number =>
  recent.reduce((all, { counters }) => all + (counters[name] ?? 0), lifetime[name] ?? 0);

/** Each count that a contested fact changes, with it and without. */
export function contestedFacts(subject: Subject): Markup | undefined {
  const { t } = subject.context;
  const { periods, uncontested } = subject.facts;
  if (uncontested === undefined) return undefined;
  const rows = names
    .map((name) => ({ name, all: sum(periods, name), rest: sum(uncontested, name) }))
    .filter(({ all, rest }) => all !== rest);
  if (rows.length === 0) return undefined;
  return html`<section class="card" id="contested" aria-labelledby="contested-title">
    <h2 id="contested-title">${t.say('seller.contested.counts')}</h2>
    <div class="scrolls" role="group" aria-labelledby="contested-title" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${t.say('seller.contested.count')}</th>
            <th scope="col" class="number">${t.say('seller.contested.with')}</th>
            <th scope="col" class="number">${t.say('seller.contested.without')}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ all, name, rest }) =>
              html`<tr>
                <th scope="row">${t.say(`seller.count.${name}`)}</th>
                <td class="number">${t.number(all)}</td>
                <td class="number">${t.number(rest)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${evidenceLinks(subject, ['case'])}
  </section>`;
}

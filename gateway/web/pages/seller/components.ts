import type { ComponentName } from '../../../../chaincode/domain/policies/component-names.js';
import type { ComponentResult } from '../../../../chaincode/domain/score/types.js';
import { pointsBar } from '../charts/score-scale.js';
import { html, type Markup } from '../../html/html.js';
import { evidenceLinks, evidencePath, type Subject } from './subject.js';

/** Counters that have a name on the page. */
export const countNames = [
  'orders',
  'onTime',
  'late',
  'lost',
  'cancelledSeller',
  'undelivered',
  'overdue',
  'open',
  'delivered',
  'productCases',
  'inspections',
  'inspectionsPassed',
  'returned',
  'reviews',
  'casesOpened',
  'casesAnswered',
  'casesForBuyer',
  'casesForSeller',
  'valid',
  'schemes',
  'withdrawn',
  'paid',
  'chargebacks',
  'frauds',
  'refunds',
] as const;

/** Kinds of records that a component is counted from. */
const kinds: Readonly<Record<ComponentName, readonly EvidenceKind[]>> = {
  delivery: ['order', 'fulfilment'],
  quality: ['inspection', 'case'],
  reviews: ['review'],
  'after-sales': ['case'],
  certification: ['certification', 'certification-status'],
  payment: ['payment'],
};
type EvidenceKind =
  | 'order'
  | 'fulfilment'
  | 'inspection'
  | 'case'
  | 'review'
  | 'certification'
  | 'certification-status'
  | 'payment';

/** What the score is made of: each part with its points, its rate, and the counts behind it. */
export function components(subject: Subject): Markup {
  const { context, score } = subject;
  const { t } = context;
  const total = score.components.reduce((sum, { weight }) => sum + weight, 0);
  return html`<section class="card wide" id="components" aria-labelledby="components-title">
    <h2 id="components-title">${t.say('seller.components.title')}</h2>
    <p class="quiet">${t.say('seller.components.how')}</p>
    <ul class="components">
      ${score.components.map((component) => one(subject, component, total))}
    </ul>
  </section>`;
}

function one({ context: { t }, id }: Subject, component: ComponentResult, total: number): Markup {
  const { counts, lower, name, points, rate, status, upper, weight } = component;
  const isShare = name !== 'certification' && rate !== null && lower !== null && upper !== null;
  const links = kinds[name].map(
    (kind) => [t.say(`seller.kind.${kind}`), evidencePath(id, { kind })] as const,
  );
  return html`<li>
    <h3>${t.say(`component.${name}`)}</h3>
    <p class="points">
      <strong>${t.number(points)}</strong> ${t.say('seller.of')}
      ${status === 'insufficient' && html`<span class="chip">${t.say('seller.few')}</span>`}
    </p>
    ${pointsBar(points)}
    ${
      isShare &&
      html`<p>
        ${t.say(`seller.rate.${name}`, {
          rate: t.percent(rate),
          lower: t.percent(lower),
          upper: t.percent(upper),
        })}
      </p>`
    }
    <dl class="counts">
      ${countNames.flatMap((count) => {
        const value = counts[count];
        return value === undefined
          ? []
          : [
              html`<div>
                <dt>${t.say(`seller.count.${count}`)}</dt>
                <dd>${t.number(value)}</dd>
              </div>`,
            ];
      })}
    </dl>
    <p class="quiet">${t.say('seller.weight', { weight, total })}</p>
    ${evidenceLinks(t, links)}
  </li>`;
}

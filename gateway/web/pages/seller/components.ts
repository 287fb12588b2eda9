import type { ComponentName } from '../../../../chaincode/domain/policies/component-names.js';
import type { ComponentResult } from '../../../../chaincode/domain/score/types.js';
import { bandOfScore } from '../../../../chaincode/domain/score/overall.js';
import { pointsBar } from '../charts/score-scale.js';
import { html, type Markup } from '../../html/html.js';
import { toneOf } from '../../messages/standing.js';
import { evidenceLinks, type EvidenceKind, type Subject } from './subject.js';
import { targetText } from './targets.js';

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

/** What the score is made of: each part with its points, its rate and target, and the counts behind it. */
export function components(subject: Subject): Markup {
  const { context, rules, score } = subject;
  const { t } = context;
  const total = score.components.reduce((sum, { weight }) => sum + weight, 0);
  return html`<section class="card wide" id="components" aria-labelledby="components-title">
    <h2 id="components-title">${t.say('seller.components.title')}</h2>
    <p class="quiet">${t.say('seller.components.how', { neutral: rules.neutral })}</p>
    <ul class="components">
      ${score.components.map((component) => one(subject, component, total))}
    </ul>
  </section>`;
}

function one(subject: Subject, component: ComponentResult, total: number): Markup {
  const { context, rules } = subject;
  const { t } = context;
  const { lower, name, points, rate, status, upper, weight } = component;
  const known = hasFacts(component);
  const isShare = name !== 'certification' && rate !== null && lower !== null && upper !== null;
  const tone = status === 'scored' ? toneOf(bandOfScore(rules, points)) : 'fair';
  // What lies about the neutral value neither helps nor harms: no warning colour.
  return html`<li ${tone !== 'fair' && html`class="tone-${tone}"`}>
    <h3>
      ${t.say(`component.${name}`)} <span class="quiet">${t.say('seller.weight', { weight, total })}</span>
    </h3>
    ${grade(subject, component, known)}
    ${
      known &&
      isShare &&
      html`<p>
        ${t.say(`seller.rate.${name}`, {
          rate: t.percent(rate),
          lower: t.percent(lower),
          upper: t.percent(upper),
        })}
      </p>`
    }
    <p class="target">${targetText(t, name, rules)}</p>
    ${counts(subject, component, known)}
  </li>`;
}

/** Points are parts of a score: where there is none, there are none. */
function grade(
  { context: { t }, rules, score }: Subject,
  { name, points, status }: ComponentResult,
  known: boolean,
): Markup {
  if (!known) {
    return html`<p>
      <span class="chip">${t.say(name === 'certification' ? 'seller.none-valid' : 'seller.no-facts')}</span>
    </p>`;
  }
  const few = status === 'insufficient' && html`<span class="chip">${t.say('seller.few')}</span>`;
  if (score.overall === null) return html`<p>${few}</p>`;
  return html`<p class="points"><strong>${points}</strong> ${t.say('seller.of')} ${few}</p>
    ${pointsBar(points, rules.neutral)}`;
}

/** Whether anything was judged. Reviews and certificates have a rate without: imagined reviews, and half of the whole. */
function hasFacts({
  counts: { reviews = 0, valid = 0, withdrawn = 0 },
  name,
  rate,
}: ComponentResult): boolean {
  if (name === 'reviews') return reviews > 0;
  return name === 'certification' ? valid + withdrawn > 0 : rate !== null;
}

/**
 * What a part is counted from, a click away: six lists of noughts would hide the answer from whoever has five seconds. All counts
 * where something was judged, noughts too; else those that are there, such as orders on their way.
 */
function counts(subject: Subject, { counts: all, name: part }: ComponentResult, known: boolean): Markup {
  const { t } = subject.context;
  const shown = countNames.flatMap((name) => {
    const value = all[name];
    return value === undefined || (value === 0 && !known) ? [] : [{ name, value }];
  });
  const evidence = evidenceLinks(subject, kinds[part]);
  if (shown.length === 0) return evidence;
  return html`<details class="counted">
    <summary>${t.say('seller.counts')}</summary>
    <dl class="counts">
      ${shown.map(
        ({ name, value }) =>
          html`<div>
            <dt>${t.say(`seller.count.${name}`)}</dt>
            <dd>${t.number(value)}</dd>
          </div>`,
      )}
    </dl>
    ${evidence}
  </details>`;
}

import { periodDays } from '../../../../chaincode/domain/time.js';
import { componentNames, type ComponentName } from '../../../../chaincode/domain/policies/component-names.js';
import type { PointMap, ScorePolicy } from '../../../../chaincode/domain/policies/score-policy.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';

const wholePpm = 1_000_000;
const weeksOf = (periods: number): number => (periods * periodDays) / 7;

/** What each part of the score counts and wants, in the numbers of a policy. */
export function partCards(t: Translator, policy: ScorePolicy): Markup[] {
  const total = componentNames.reduce((sum, name) => sum + policy.components[name].weight, 0);
  return componentNames.map((name) => {
    const part = policy.components[name];
    const weight = t.percent(Math.round((part.weight * wholePpm) / total));
    return html`<article class="card part">
      <h3>
        ${t.say(`component.${name}`)} <span class="quiet">${t.say('score.weight', { share: weight })}</span>
      </h3>
      <p>${countsText(t, policy, name)}</p>
      <dl>
        ${rowsOf(t, policy, name).map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${mapTable(t, part.points)}
    </article>`;
  });
}

function countsText(t: Translator, { components }: ScorePolicy, name: ComponentName): string {
  const { delivery, quality, reviews } = components;
  return t.say(`score.counts.${name}`, {
    overdue: delivery.overdueAfter,
    weeks: weeksOf(1),
    lots: quality.inspectionWeight,
    phantoms: reviews.phantom.count,
    stars: t.number(reviews.phantom.ratingTenths / 10),
    credit: t.percent(components['after-sales'].answeredCredit),
  });
}

type Row = readonly [label: string, value: string];

function rowsOf(t: Translator, policy: ScorePolicy, name: ComponentName): Row[] {
  const part = policy.components[name];
  return [
    [t.say('score.target'), targetText(t, policy, name)],
    [t.say('score.neutral'), neutralText(t, policy, name)],
    [t.say('score.window'), t.say('score.weeks', { weeks: weeksOf(part.window) })],
    ...('halfLife' in part
      ? ([
          [t.say('score.half-life'), t.say('score.weeks', { weeks: weeksOf(part.halfLife) })],
          [t.say('score.minimum'), t.number(part.minimum)],
        ] as const)
      : []),
  ];
}

function targetText(t: Translator, { components }: ScorePolicy, name: ComponentName): string {
  if (name === 'certification')
    return t.say('score.target.schemes', { target: components.certification.target });
  const full = components[name].points.at(-1)?.ppm ?? wholePpm;
  return name === 'reviews'
    ? t.say('score.target.stars', { stars: stars(t, full) })
    : t.say('score.target.share', { share: t.percent(full) });
}

function neutralText(t: Translator, { components, neutral }: ScorePolicy, name: ComponentName): string {
  if (name === 'certification') return t.say('score.neutral.none');
  const share = shareFor(components[name].points, neutral);
  return name === 'reviews'
    ? t.say('score.neutral.stars', { stars: stars(t, share) })
    : t.say('score.neutral.share', { share: t.percent(share) });
}

/** A mean of 1 to 5 stars is the share (mean - 1) / 4. */
const stars = (t: Translator, share: number): string =>
  t.number(Math.round(10 * (1 + (4 * share) / wholePpm)) / 10);

/** The least share, in parts per million, that a map gives so many points. */
function shareFor(map: PointMap, points: number): number {
  const [first] = map;
  const upper = map.findIndex((corner) => corner.points >= points);
  const right = map[upper];
  const left = map[upper - 1];
  if (right === undefined) return wholePpm;
  if (left === undefined) return first?.ppm ?? 0;
  return left.ppm + ((right.ppm - left.ppm) * (points - left.points)) / (right.points - left.points);
}

function mapTable(t: Translator, map: PointMap): Markup {
  return html`<details>
    <summary>${t.say('score.map')}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">${t.say('score.map.share')}</th>
          <th scope="col" class="number">${t.say('score.map.points')}</th>
        </tr>
      </thead>
      <tbody>
        ${map.map(
          ({ points, ppm }) =>
            html`<tr>
              <td>${t.percent(ppm)}</td>
              <td class="number">${t.number(points)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

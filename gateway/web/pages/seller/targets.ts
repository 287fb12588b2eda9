import type { ComponentName } from '../../../../chaincode/domain/policies/component-names.js';
import type { PointMap, ScorePolicy } from '../../../../chaincode/domain/policies/score-policy.js';
import type { Translator } from '../../messages/translate.js';

/** The least rate, in parts per million, that a map gives as many points; undefined where none does. */
function rateFor(map: PointMap, points: number): number | undefined {
  const at = map.findIndex((corner) => corner.points >= points);
  const right = map[at];
  const left = map[at - 1];
  if (right === undefined) return undefined;
  if (left === undefined) return right.ppm;
  const run = right.ppm - left.ppm;
  return left.ppm + Math.ceil((run * (points - left.points)) / (right.points - left.points));
}

/** What a part of the score needs for all the points it can give, and what is neutral, as the policy in force has it. */
export function targetText(t: Translator, name: ComponentName, { components, neutral }: ScorePolicy): string {
  if (name === 'certification')
    return t.say('seller.target.certification', { count: components.certification.target });

  const { points } = components[name];
  const most = points.at(-1)?.points ?? 0;
  const written = (ppm: number): string =>
    // A rate of reviews is (mean stars - 1) / 4.
    name === 'reviews' ? t.number(Math.round(100 + ppm / 2_500) / 100) : t.percent(ppm);
  const full = rateFor(points, most);
  const middle = rateFor(points, neutral);
  return t.say(`seller.target.${name}`, {
    full: full === undefined ? '–' : written(full),
    neutral: middle === undefined ? '–' : written(middle),
  });
}

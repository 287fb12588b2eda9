import type { PointMap } from '../policies/score-policy.js';

/** Points of a rate (parts per million) on a policy's straight-line map, rounded down; flat beyond its ends. */
export function pointsAt(map: PointMap, rate: number): number {
  let left = map[0];
  if (left === undefined) return 0;
  if (rate <= left.ppm) return left.points;
  for (const right of map.slice(1)) {
    // At most 10^3 * 10^6: well inside the safe integers.
    if (rate < right.ppm) {
      const rise = (right.points - left.points) * (rate - left.ppm);
      const run = right.ppm - left.ppm;
      return left.points + (rise - (rise % run)) / run;
    }
    left = right;
  }
  return left.points;
}

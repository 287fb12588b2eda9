/** The circle that shows a score as an arc, in a box of 44 by 44. Runs in Node and browsers. */
export const ring = { box: 44, centre: 22, radius: 19, width: 4 } as const;

/** The highest score. */
const fullPoints = 1000;
/** Without `pathLength`, which not every renderer of pictures knows. */
const around = Math.round(2 * Math.PI * ring.radius);

/** `stroke-dasharray` of the drawn part: it grows with the score. */
export const arc = (overall: number): string =>
  `${Math.round((overall * around) / fullPoints)} ${2 * around}`;

/** `stroke-dasharray` of the ring of a badge without a score: its shape says so, too. */
export const broken = '5 4';

/** The sign of this site, without the tick: a badge has checked nothing. In a box of 24 by 24. */
export const shieldPath = 'M12 1 3 4.4v6.7C3 17 6.8 21.4 12 23c5.2-1.6 9-6 9-11.9V4.4z';

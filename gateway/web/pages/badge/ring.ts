/** The circle that shows a score as an arc, in a box of 44 by 44. Runs in Node and browsers. */
export const ring = { box: 44, centre: 22, radius: 19, width: 4 } as const;

/** The highest score. */
const fullPoints = 1000;

/** `stroke-dasharray` for a circle whose `pathLength` is 100: the drawn part grows with the score. */
export const arc = (overall: number): string => `${Math.round(overall / 10)} ${fullPoints / 10}`;

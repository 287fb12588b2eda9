/** Half-lives a policy may choose, in 28-day periods. The score keeps a table of weights for each. */
export const halfLives = [3, 6, 13] as const;
export type HalfLife = (typeof halfLives)[number];

export const isHalfLife = (periods: number): periods is HalfLife =>
  (halfLives as readonly number[]).includes(periods);

import type { HalfLife } from '../../policies/half-lives.js';

/** One fact, undecayed, in the fixed point of every sum of the score. */
export const oneFact = 1_000_000n;

/**
 * weight(age, h) = round(10^6 * 2^(-age / h)), age and half-life h in 28-day periods, age 0..14.
 * In whole numbers, it is the largest x with (2x - 1)^h * 2^age <= (2 * 10^6)^h: the test recomputes it so.
 * A table, because `Math.pow` may differ in its last digit from one engine to the next.
 */
const weights: Readonly<Record<HalfLife, readonly number[]>> = {
  3: [
    1_000_000, 793_701, 629_961, 500_000, 396_850, 314_980, 250_000, 198_425, 157_490, 125_000, 99_213,
    78_745, 62_500, 49_606, 39_373,
  ],
  6: [
    1_000_000, 890_899, 793_701, 707_107, 629_961, 561_231, 500_000, 445_449, 396_850, 353_553, 314_980,
    280_616, 250_000, 222_725, 198_425,
  ],
  13: [
    1_000_000, 948_078, 898_851, 852_180, 807_933, 765_983, 726_211, 688_505, 652_756, 618_863, 586_730,
    556_266, 527_383, 500_000, 474_039,
  ],
};

/** Weight of a fact of that age, in millionths; 0 beyond the table. */
export function decayWeight(age: number, halfLife: HalfLife): number {
  return weights[halfLife][age] ?? 0;
}

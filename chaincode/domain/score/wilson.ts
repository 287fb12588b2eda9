export interface Bounds {
  readonly lower: bigint;
  readonly upper: bigint;
}

/** The least integer whose square is at least `value`. */
function ceilingRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1); // not below the root
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) break;
    root = next;
  }
  return root * root === value ? root : root + 1n;
}

/**
 * Wilson score interval at 95 % (z = 1.96 = 49/25, z^2 = 38416/10^4 = 2401/625) of `successes` in `trials`,
 * both in units of 1/`unit` of a fact, in parts of `scale`: the lower bound rounded down, the upper one up.
 *
 * E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927):
 * (2x + z^2 -+ z * sqrt(z^2 + 4x(n - x)/n)) / (2(n + z^2)). Multiplied by 625 * unit * n, all is whole:
 * (n(1250x + 2401u) -+ sqrt(n(2401^2 u^2 n + 6002500 u x(n - x)))) / (2n(625n + 2401u)).
 * As everything but the root is whole, rounding the root up gives the exact floor and ceiling.
 *
 * @throws RangeError unless 0 <= successes <= trials and trials > 0.
 */
export function wilsonBounds(successes: bigint, trials: bigint, unit: bigint, scale: bigint): Bounds {
  if (trials <= 0n || successes < 0n || successes > trials) throw new RangeError('not a share of trials');
  const middle = trials * (1250n * successes + 2401n * unit) * scale;
  const spread = ceilingRoot(
    trials *
      (2401n * 2401n * unit * unit * trials + 6_002_500n * unit * successes * (trials - successes)) *
      scale *
      scale,
  );
  const divisor = 2n * trials * (625n * trials + 2401n * unit);
  const lower = (middle - spread) / divisor;
  const upper = (middle + spread + divisor - 1n) / divisor;
  return { lower, upper };
}

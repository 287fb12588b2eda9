// Entry b is the least whole number m with 2 * log10(m) >= b: 10^(b/2), rounded up for odd b.
const least: readonly bigint[] = [
  1n,
  4n,
  10n,
  32n,
  100n,
  317n,
  1_000n,
  3_163n,
  10_000n,
  31_623n,
  100_000n,
  316_228n,
  1_000_000n,
  3_162_278n,
  10_000_000n,
  31_622_777n,
  100_000_000n,
  316_227_767n,
  1_000_000_000n,
  3_162_277_661n,
  10_000_000_000n,
  31_622_776_602n,
  100_000_000_000n,
  316_227_766_017n,
  1_000_000_000_000n,
  3_162_277_660_169n,
  10_000_000_000_000n,
  31_622_776_601_684n,
  100_000_000_000_000n,
  316_227_766_016_838n,
  1_000_000_000_000_000n,
];

/**
 * Band of an amount in minor units: floor(2 * log10(amount)) by table, so that no platform's logarithm can
 * differ. Nothing is band 0, as is one minor unit; from 10^15 on it is 30. A negative amount is a RangeError.
 */
export function bandOf(minorUnits: bigint): number {
  if (minorUnits < 0n) throw new RangeError('an amount cannot be negative');
  let band = 0;
  while (band + 1 < least.length && minorUnits >= (least[band + 1] as bigint)) band++;
  return band;
}

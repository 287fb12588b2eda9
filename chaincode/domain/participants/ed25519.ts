import { littleEndian, modulo, power } from './integers.js';

// RFC 8032 section 5.1.
const p = 2n ** 255n - 19n;
const d = modulo(-121665n * power(121666n, p - 2n, p), p);
/** Order of the base point (L). */
export const order = 2n ** 252n + 27742317777372353535851937790883648493n;

// y of the eight points whose order divides 8: 1, p - 1, 0 and, for order 8, two more. x has either sign.
const orderEightY = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const smallOrderY: ReadonlySet<bigint> = new Set([1n, p - 1n, 0n, orderEightY, p - orderEightY]);

interface Encoded {
  readonly y: bigint;
  readonly sign: boolean;
}

function split(bytes: Uint8Array): Encoded {
  const value = littleEndian(bytes);
  return { y: value & (2n ** 255n - 1n), sign: value >> 255n === 1n };
}

/**
 * True where 32 bytes are the one encoding a point can have (RFC 8032 section 5.1.3): y below p, and no sign
 * where x is zero. Verifiers differ on the others, so two of them could disagree on one signature.
 */
export function isCanonicalPoint(bytes: Uint8Array): boolean {
  const { y, sign } = split(bytes);
  return y < p && !(sign && (y === 1n || y === p - 1n));
}

/** True for a point whose order divides 8: under such a key one signature fits every message. */
export function isSmallOrder(bytes: Uint8Array): boolean {
  return smallOrderY.has(modulo(split(bytes).y, p));
}

/** True where some x gives a point: x^2 = (y^2 - 1) / (d y^2 + 1) has a root (Euler's criterion). */
export function isOnCurve(bytes: Uint8Array): boolean {
  const { y } = split(bytes);
  const square = y * y;
  return power((square - 1n) * (d * square + 1n), (p - 1n) / 2n, p) <= 1n;
}

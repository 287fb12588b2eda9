import { hex } from '../bytes.js';

export function bigEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x0${hex(bytes)}`);
}

export function littleEndian(bytes: Uint8Array): bigint {
  return bigEndian(new Uint8Array(bytes).reverse());
}

/** `value` modulo a positive `modulus`, never negative. */
export function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/** Not constant in time: for public values only. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = modulo(base, modulus);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

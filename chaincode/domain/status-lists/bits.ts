import { listSize } from './place.js';

/** W3C Bitstring Status List v1.0, section 3: the bit of index 0 is the leftmost of the first byte. */
export const emptyBits = (): Uint8Array => new Uint8Array(listSize / 8);

export function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
}

/** @throws RangeError beyond the list's end: an index that is in no list says nothing. */
export function isBitSet(bits: Uint8Array, index: number): boolean {
  const byte = bits[index >> 3];
  if (!Number.isInteger(index) || index < 0 || byte === undefined) throw new RangeError('beyond the list');
  return (byte & (0x80 >> (index & 7))) !== 0;
}

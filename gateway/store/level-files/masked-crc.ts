import { crc32c } from '@node-rs/crc32';

const maskDelta = 0xa282ead8;

/** CRC-32C as LevelDB stores it: rotated and shifted, for a checksum of bytes that hold checksums is weak (util/crc32c.h). */
export function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + maskDelta) >>> 0;
}

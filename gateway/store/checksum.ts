import { crc32 } from 'node:zlib';

/** Bytes that follow every value. */
export const checksumBytes = 4;

/** CRC-32 over key and value. It finds accidents; the Merkle map and the chain of blocks find people. */
export function checksumOf(key: string | Uint8Array, value: string | Uint8Array): number {
  return crc32(value, crc32(key));
}

/** A value as it is stored: its bytes, then the checksum, little-endian. */
export function sealed(key: string | Uint8Array, value: string | Uint8Array): { bytes: Buffer; crc: number } {
  const length = typeof value === 'string' ? Buffer.byteLength(value) : value.length;
  const bytes = Buffer.allocUnsafe(length + checksumBytes);
  if (typeof value === 'string') bytes.write(value, 0, 'utf8');
  else bytes.set(value);
  const crc = checksumOf(key, bytes.subarray(0, length));
  bytes.writeUInt32LE(crc, length);
  return { bytes, crc };
}

/** The value of stored bytes; undefined where they are not what was stored under this key. */
export function unsealed(key: string | Uint8Array, stored: Buffer): Buffer | undefined {
  const length = stored.length - checksumBytes;
  if (length < 0) return undefined;
  const value = stored.subarray(0, length);
  return stored.readUInt32LE(length) === checksumOf(key, value) ? value : undefined;
}

import { createHash } from 'node:crypto';

/**
 * The hash of a block: SHA-256 of the DER encoding of SEQUENCE { INTEGER number, OCTET STRING previous hash,
 * OCTET STRING data hash }. Source: Fabric, protoutil/blockutils.go, BlockHeaderBytes.
 */
export function blockHash(number: number, previousHash: Uint8Array, dataHash: Uint8Array): Uint8Array {
  const content = Buffer.concat([
    derInteger(number),
    tagged(0x04, Buffer.from(previousHash)),
    tagged(0x04, Buffer.from(dataHash)),
  ]);
  return new Uint8Array(createHash('sha256').update(tagged(0x30, content)).digest());
}

function derInteger(value: number): Buffer {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  // A leading bit of 1 would make the number negative.
  return tagged(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** Contents here are at most about 100 bytes, so the length always fits the short form. */
function tagged(tag: number, content: Buffer): Buffer {
  if (content.length > 127) throw new RangeError('A block header is shorter than this.');
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

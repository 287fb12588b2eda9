import { gzipSync } from 'node:zlib';

const blockBytes = 512;

/**
 * A gzipped tar archive (POSIX ustar) with the same bytes on every machine: no time, no owner, one mode, no
 * compression (its output differs between zlib versions). Package ids are hashes of these bytes, and every
 * organisation must arrive at the same one.
 */
export function tarGz(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const parts: Buffer[] = [];
  for (const [name, content] of Object.entries(files)) {
    const padding = (blockBytes - (content.length % blockBytes)) % blockBytes;
    parts.push(header(name, content.length), Buffer.from(content), Buffer.alloc(padding));
  }
  parts.push(Buffer.alloc(2 * blockBytes));
  const zipped = gzipSync(Buffer.concat(parts), { level: 0 });
  zipped[9] = 255; // RFC 1952: operating system unknown
  return zipped;
}

function header(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error('A file name in a package is too long.');
  const bytes = Buffer.alloc(blockBytes);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
  bytes.write(name, 0);
  bytes.write(octal(0o644, 8), 100);
  bytes.write(octal(0, 8), 108);
  bytes.write(octal(0, 8), 116);
  bytes.write(octal(size, 12), 124);
  bytes.write(octal(0, 12), 136);
  bytes.write('        ', 148);
  bytes.write('0', 156);
  bytes.write('ustar\0' + '00', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}

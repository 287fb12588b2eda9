const encoder = new TextEncoder();
// `ignoreBOM` keeps a byte order mark in the text, where the caller sees and refuses it.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a well-formed string. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of UTF-8 bytes, a byte order mark included. Throws TypeError where they are not well-formed. */
export function text(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  const digits = new Uint8Array(2 * bytes.length);
  const digit = (value: number): number => value + (value < 10 ? 48 : 87);
  bytes.forEach((byte, i) => {
    digits[2 * i] = digit(byte >> 4);
    digits[2 * i + 1] = digit(byte & 15);
  });
  return decoder.decode(digits);
}

/** Bytes of lower-case hexadecimal; undefined for any other text. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined;
  const out = new Uint8Array(text.length / 2);
  const digit = (at: number): number => {
    const code = text.charCodeAt(at);
    return code < 58 ? code - 48 : code - 87;
  };
  for (let i = 0; i < out.length; i++) out[i] = digit(2 * i) * 16 + digit(2 * i + 1);
  return out;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const sextets = new Int8Array(128).fill(-1);
for (let i = 0; i < alphabet.length; i++) sextets[alphabet.charCodeAt(i)] = i;

/** base64url without padding (RFC 4648 section 5). */
export function base64url(bytes: Uint8Array): string {
  const letter = (sextet: number): number => alphabet.charCodeAt(sextet & 63);
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    // Four letters at a time: a text grown letter by letter takes half as long again.
    const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += String.fromCharCode(letter(three >> 18), letter(three >> 12), letter(three >> 6), letter(three));
  }
  // One letter a byte that is not there.
  return out.slice(0, Math.ceil((bytes.length * 4) / 3));
}

/**
 * Bytes of base64url text; undefined unless encoding them again gives the same text. So padding, other
 * alphabets, white space and stray trailing bits are refused: one value has one spelling.
 */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const sextet = sextets[text.charCodeAt(i)] ?? -1;
    if (sextet < 0) return undefined;
    buffer = ((buffer & 255) << 6) | sextet;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (buffer >> bits) & 255;
    }
  }
  return (buffer & ((1 << bits) - 1)) === 0 ? out : undefined;
}

/** base64 with padding (RFC 4648 section 4). */
export function base64(bytes: Uint8Array): string {
  const unpadded = base64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return unpadded.padEnd(Math.ceil(unpadded.length / 4) * 4, '=');
}

/** Bytes of base64 text; undefined unless encoding them again gives the same text. */
export function fromBase64(text: string): Uint8Array | undefined {
  // Padding is two signs at most. A pattern for any number of them would start over at each sign of a hostile text.
  const unpadded = text.replace(/={1,2}$/, '');
  const bytes = fromBase64url(unpadded.replaceAll('+', '-').replaceAll('/', '_'));
  return bytes && base64(bytes) === text ? bytes : undefined;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Not constant in time: for public values only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

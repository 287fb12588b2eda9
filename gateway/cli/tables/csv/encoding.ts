import { isUtf8 } from 'node:buffer';
import type { DecoderStream } from 'iconv-lite';

/** Stands in a decoded text for bytes that its encoding does not have. No text has it: it is no character. */
export const undecodable = '\uFFFF';

type Decoder = Pick<DecoderStream, 'write' | 'end'>;

export interface Encoding {
  /** As messages call it. */
  readonly name: string;
  /** Bytes of a byte order mark at the file's start. */
  readonly skip: number;
  /** Decodes a file from its start, in pieces. */
  decoder(): Decoder;
}

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], name: 'UTF-8' },
  { bytes: [0xff, 0xfe, 0, 0], name: 'UTF-32LE' },
  { bytes: [0, 0, 0xfe, 0xff], name: 'UTF-32BE' },
  { bytes: [0xff, 0xfe], name: 'UTF-16LE' },
  { bytes: [0xfe, 0xff], name: 'UTF-16BE' },
];

/** Of the library, but no way that files are written in. */
const unwritten = /^(?:base64|hex|internal|binary|ucs2|utf7)/i;

/**
 * A byte order mark decides, for it is never there by chance; else the name that is given; else it is UTF-8. Undefined for a name
 * that is none.
 */
export async function encodingOf(head: Buffer, given: string | undefined): Promise<Encoding | undefined> {
  const mark = marks.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  const name = mark?.name ?? given ?? 'UTF-8';
  const skip = mark?.bytes.length ?? 0;
  if (/^utf-?8$/i.test(name)) return { name: 'UTF-8', skip, decoder: () => new Utf8Decoder() };

  const { default: iconv } = await import('iconv-lite');
  if (unwritten.test(name) || !iconv.encodingExists(name)) return undefined;
  const isUnicode = /^utf|^ucs/i.test(name);
  return {
    name,
    skip,
    decoder: () => {
      const decoder = iconv.getDecoder(name, { stripBOM: false });
      return isUnicode ? new UnicodeDecoder(decoder) : new LegacyDecoder(decoder);
    },
  };
}

/** None of these encodings has the mark for a lost character: where it stands, the decoder has put it. */
class LegacyDecoder implements Decoder {
  readonly #decoder: Decoder;

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  write(bytes: Buffer): string {
    return this.#decoder.write(bytes).replaceAll('\uFFFD', undecodable);
  }

  end(): string {
    return (this.#decoder.end() ?? '').replaceAll('\uFFFD', undecodable);
  }
}

/** Marks halves of pairs, which no text has. */
class UnicodeDecoder implements Decoder {
  readonly #decoder: Decoder;
  /** The first half of a pair whose second one comes with the next bytes. */
  #half = '';

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  write(bytes: Buffer): string {
    const text = this.#half + this.#decoder.write(bytes);
    this.#half = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
    return wellFormed(text.slice(0, text.length - this.#half.length));
  }

  end(): string {
    return wellFormed(this.#half + (this.#decoder.end() ?? ''));
  }
}

const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, undecodable);

/** Marks what is no UTF-8, where Node's own decoder would put a character that may stand there by right. */
class Utf8Decoder implements Decoder {
  /** The bytes of a character that may be cut in two. */
  #rest = Buffer.alloc(0);

  write(bytes: Buffer): string {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const whole = all.length - cutOff(all);
    this.#rest = Buffer.from(all.subarray(whole));
    return decoded(all.subarray(0, whole));
  }

  end(): string {
    return decoded(this.#rest);
  }
}

function decoded(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  // By lines: so that a right mark in another line stays what it is.
  return bytes
    .toString('latin1')
    .split('\n')
    .map((line) => {
      const part = Buffer.from(line, 'latin1');
      const text = part.toString('utf8');
      return isUtf8(part) ? text : text.replaceAll('\uFFFD', undecodable);
    })
    .join('\n');
}

/** How many bytes at the end begin a character that is not whole. */
function cutOff(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

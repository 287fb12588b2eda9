/** Bytes end before what they should hold, or hold a number out of range. */
export class OutOfForm extends Error {}

/** Reads LevelDB's variable-length numbers and slices (util/coding.h). Throws OutOfForm. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Seven bits a byte, the lowest first; at most 2^53 - 1. */
  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new OutOfForm('it ends within a number');
      this.#at += 1;
      value += (byte & 0x7f) * factor;
      if (!Number.isSafeInteger(value)) throw new OutOfForm('a number is out of range');
      if (byte < 0x80) return value;
    }
  }

  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new OutOfForm('it ends within a value');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  rest(): Buffer {
    return this.take(this.#bytes.length - this.#at);
  }

  /** A length, then as many bytes. */
  slice(): Buffer {
    return this.take(this.varint());
  }
}

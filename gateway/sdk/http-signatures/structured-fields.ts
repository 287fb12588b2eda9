import { base64, fromBase64 } from '../../../chaincode/domain/bytes.js';

/**
 * The part of RFC 9651 (Structured Field Values) that HTTP signatures and digests use: dictionaries of inner
 * lists and of byte sequences, with parameters. Anything else is refused, so that a field has one reading.
 */

export type BareItem = string | number | boolean | Uint8Array;
export type Params = ReadonlyMap<string, BareItem>;

/** A string item with its parameters: one covered component. */
export interface StringItem {
  readonly value: string;
  readonly params: Params;
}
export interface InnerList {
  readonly items: readonly StringItem[];
  readonly params: Params;
}
export type Member = InnerList | { readonly bytes: Uint8Array; readonly params: Params };

export class FieldError extends Error {}

const keyPattern = /[a-z*][a-z0-9_.*-]*/y;
const integerPattern = /-?[0-9]{1,15}(?![0-9.])/y;
const stringPattern = /"((?:[ !#-[\]-~]|\\["\\])*)"/y;
const bytesPattern = /:([A-Za-z0-9+/]*={0,2}):/y;

class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }
  #need(pattern: RegExp, what: string): RegExpExecArray {
    const match = this.#take(pattern);
    if (match === undefined) throw new FieldError(`${what} expected`);
    return match;
  }
  #eat(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
  #spaces(): void {
    while (this.#eat(' '));
  }

  #bareItem(): BareItem {
    const string = this.#take(stringPattern);
    if (string !== undefined) return (string[1] ?? '').replace(/\\(["\\])/g, '$1');
    const bytes = this.#take(bytesPattern);
    if (bytes !== undefined) return byteSequence(bytes);
    return Number(this.#need(integerPattern, 'a string, byte sequence or integer')[0]);
  }
  #params(): Params {
    const params = new Map<string, BareItem>();
    while (this.#eat(';')) {
      this.#spaces();
      const key = this.#need(keyPattern, 'a parameter name')[0];
      // The RFC lets the last of two win. It is refused, so that no two readers take different ones.
      if (params.has(key)) throw new FieldError('a parameter is given twice');
      params.set(key, this.#eat('=') ? this.#bareItem() : true);
    }
    return params;
  }
  #innerList(): InnerList {
    const items: StringItem[] = [];
    for (;;) {
      this.#spaces();
      if (this.#eat(')')) return { items, params: this.#params() };
      if (items.length > 0 && this.#text[this.#at - 1] !== ' ') throw new FieldError('a space expected');
      const value = this.#bareItem();
      if (typeof value !== 'string') throw new FieldError('a component name expected');
      items.push({ value, params: this.#params() });
    }
  }

  dictionary(): Map<string, Member> {
    const members = new Map<string, Member>();
    this.#spaces();
    while (this.#at < this.#text.length) {
      const key = this.#need(keyPattern, 'a label')[0];
      if (members.has(key)) throw new FieldError('a label is given twice');
      if (!this.#eat('=')) throw new FieldError('"=" expected');
      if (this.#eat('(')) {
        members.set(key, this.#innerList());
      } else {
        const bytes = byteSequence(this.#need(bytesPattern, 'a byte sequence'));
        members.set(key, { bytes, params: this.#params() });
      }
      this.#take(/[ \t]*/y);
      if (this.#at === this.#text.length) return members;
      if (!this.#eat(',')) throw new FieldError('"," expected');
      this.#take(/[ \t]*/y);
      if (this.#at === this.#text.length) throw new FieldError('a trailing comma');
    }
    return members;
  }
}

/**
 * RFC 9651 section 4.2.7 lets a parser take missing padding and stray bits. Refused here: whoever passes a signed message
 * on could otherwise spell its signature in another way that holds, too.
 */
function byteSequence([, text = '']: RegExpExecArray): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes === undefined) throw new FieldError('bad base64');
  return bytes;
}

/** RFC 9651 section 4.2.2. Throws FieldError. */
export function parseDictionary(text: string): ReadonlyMap<string, Member> {
  return new Reader(text).dictionary();
}

/** RFC 9651 section 4.1.3.1 for the item types above. */
function serializeBareItem(value: BareItem): string {
  if (value instanceof Uint8Array) return `:${base64(value)}:`;
  if (typeof value === 'string') return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  if (typeof value === 'boolean') return value ? '?1' : '?0';
  return String(value);
}
function serializeParams(params: Params): string {
  let text = '';
  for (const [key, value] of params)
    text += value === true ? `;${key}` : `;${key}=${serializeBareItem(value)}`;
  return text;
}
export function serializeItem(item: StringItem): string {
  return serializeBareItem(item.value) + serializeParams(item.params);
}
export function serializeInnerList(list: InnerList): string {
  return `(${list.items.map(serializeItem).join(' ')})${serializeParams(list.params)}`;
}

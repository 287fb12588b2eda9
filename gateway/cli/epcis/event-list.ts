import { createReadStream } from 'node:fs';
import { depthMax, parseForeign } from '../frame/foreign-json.js';
import { CliFailure } from '../frame/failure.js';

/** An event's own text, and which one of the document it is, from 1. */
export interface EventText {
  readonly number: number;
  readonly text: string;
}

const eventCharactersMax = 256 * 1024;
const restCharactersMax = 1024 * 1024;
const namesMax = 64;

/** Where documents have their events: of a capture, and of the answer to a query (EPCIS 2.0, section 10). */
const listPaths: ReadonlySet<string> = new Set([
  'epcisBody/eventList',
  'epcisBody/queryResults/resultsBody/eventList',
]);

/**
 * The events of an EPCIS document, one after the other: however many there are, one is held at a time. What stands around them
 * is checked at the end. Throws CliFailure `document_malformed`.
 */
export async function* readEvents(path: string): AsyncGenerator<EventText> {
  const scanner = new Scanner(path);
  try {
    const stream = createReadStream(path, { encoding: undefined, highWaterMark: 256 * 1024 });
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of stream) yield* scanner.scan(decoder.decode(chunk as Buffer, { stream: true }));
    yield* scanner.scan(decoder.decode());
  } catch (cause) {
    if (cause instanceof CliFailure) throw cause;
    const isText = cause instanceof TypeError;
    throw new CliFailure(isText ? `${path} is not UTF-8` : `cannot read ${path}`, {
      ...{ code: 'document_malformed', cause },
    });
  }
  scanner.end();
}

/** What of the document is being read. Brackets are counted outside of strings alone. */
class Scanner {
  readonly #path: string;
  /** All but the events. */
  #rest = '';
  #event = '';
  #number = 0;
  #isInString = false;
  #isEscaped = false;
  /** Of a member's name, or of any other string around the events. */
  #string = '';
  #name = '';
  /** Names that lead to where it stands, around the events; an array's place is `[]`. */
  readonly #open: string[] = [];
  /** Brackets open within the list of events; undefined outside of it. */
  #depth: number | undefined;
  #hasList = false;

  constructor(path: string) {
    this.#path = path;
  }

  *scan(text: string): Generator<EventText> {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text.charAt(at);
      if (this.#depth === undefined) {
        this.#around(character);
        from = at + 1;
      } else if (this.#endsEvent(character)) {
        this.#add(text.slice(from, at));
        from = at + 1;
        yield* this.#take(character === ']');
      }
    }
    if (this.#depth !== undefined) this.#add(text.slice(from));
  }

  /** Throws CliFailure where the document as a whole is not one of EPCIS 2.0. */
  end(): void {
    if (this.#depth !== undefined) throw this.#malformed('ends within its list of events');
    const value = parseForeign(this.#rest, this.#path);
    const { type, schemaVersion } = (value ?? {}) as {
      readonly type?: unknown;
      readonly schemaVersion?: unknown;
    };
    if (type !== 'EPCISDocument' && type !== 'EPCISQueryDocument')
      throw this.#malformed('is neither an EPCISDocument nor an EPCISQueryDocument');
    if (
      schemaVersion !== undefined &&
      !(typeof schemaVersion === 'string' && /^2(\.\d+)*$/.test(schemaVersion))
    )
      throw this.#malformed('is of another version of EPCIS than 2.0');
    if (!this.#hasList) throw this.#malformed('has no list of events (epcisBody/eventList)');
  }

  #around(character: string): void {
    this.#rest += character;
    if (this.#rest.length > restCharactersMax) throw this.#malformed('has more than 1 MiB beside its events');
    if (this.#isInString) return this.#inString(character);
    // Before it costs more with each level.
    if (this.#open.length > depthMax) throw this.#malformed(`is nested deeper than ${depthMax} levels`);
    switch (character) {
      case '"':
        this.#isInString = true;
        this.#string = '';
        return;
      case ':':
        this.#name = this.#string;
        return;
      case '{':
        this.#open.push(this.#name);
        return;
      case '[':
        return this.#array();
      case '}':
      case ']':
        this.#open.pop();
    }
  }

  #array(): void {
    // The outermost object has no name.
    const path = [...this.#open.slice(1), this.#name].join('/');
    if (this.#open.length === 0 || !listPaths.has(path)) {
      this.#open.push('[]');
      this.#name = '[]';
      return;
    }
    if (this.#hasList) throw this.#malformed('has two lists of events');
    this.#hasList = true;
    this.#depth = 0;
    this.#rest += ']';
  }

  #inString(character: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === '\\') this.#isEscaped = true;
    else if (character === '"') this.#isInString = false;
    // Names are short: of a long string nobody asks.
    else if (this.#string.length < namesMax) this.#string += character;
  }

  /** Whether the character stands between two events, or after the last. */
  #endsEvent(character: string): boolean {
    if (this.#isInString) {
      this.#inString(character);
      return false;
    }
    const depth = this.#depth ?? 0;
    switch (character) {
      case '"':
        this.#isInString = true;
        this.#string = '';
        return false;
      case '{':
      case '[':
        this.#depth = depth + 1;
        return false;
      case ',':
        return depth === 0;
      case ']':
      case '}':
        if (depth > 0) this.#depth = depth - 1;
        return depth === 0 && character === ']';
      default:
        return false;
    }
  }

  #add(part: string): void {
    this.#event += part;
    if (this.#event.length > eventCharactersMax)
      throw this.#malformed(`has an event of more than 256 KiB: event ${this.#number + 1}`);
  }

  *#take(isLast: boolean): Generator<EventText> {
    const text = this.#event;
    this.#event = '';
    if (isLast) this.#depth = undefined;
    // An empty list; a comma too many is a mistake that the parser finds.
    if (isLast && this.#number === 0 && text.trim() === '') return;
    yield { number: ++this.#number, text };
  }

  #malformed(reason: string): CliFailure {
    return new CliFailure(`${this.#path} ${reason}`, { code: 'document_malformed' });
  }
}

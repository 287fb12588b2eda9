import { html, Markup } from '../html/html.js';
import type { MessageKey, Messages } from './en.js';

/** One language of the pages. Its file's name is its BCP 47 tag. */
export interface Language {
  /** In the language itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly messages: Messages;
}

type Values<T> = Readonly<Record<string, T>>;
const holePattern = /\{([a-zA-Z]+)\}/g;

const formatters = new Map<string, unknown>();

/** Formatters are kept, one of each kind and language: each holds tens of kilobytes that the collector does not see. */
function formatter<T>(tag: string, kind: string, make: () => T): T {
  const name = `${tag} ${kind}`;
  const known = (formatters.get(name) as T | undefined) ?? make();
  formatters.set(name, known);
  return known;
}

/** Says things in one language; numbers, dates and regions as Intl writes them there. Runs in Node and browsers. */
export class Translator {
  readonly #numbers: Intl.NumberFormat;

  readonly #messages: Readonly<Partial<Messages>>;

  constructor(
    readonly tag: string,
    messages: Readonly<Partial<Messages>>,
  ) {
    this.#messages = messages;

    this.#numbers = formatter(tag, 'number', () => new Intl.NumberFormat(tag));
  }

  /** Plain text: where it becomes part of a page, `html` escapes it. */
  readonly say = (key: MessageKey, values: Values<string | number> = {}): string =>
    this.#template(key).replace(holePattern, (_hole, name: string) => this.#plain(values[name] ?? ''));

  /** A message with markup in its holes. */
  readonly rich = (key: MessageKey, values: Values<Markup | string | number>): Markup => {
    // Split at a capture group: texts and names of holes take turns.
    const parts = this.#template(key).split(holePattern);
    return html`${parts.map((part, i) => {
      if (i % 2 === 0) return part;
      const value = values[part] ?? '';
      return value instanceof Markup ? value : this.#plain(value);
    })}`;
  };

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** With + or −, for a gain or a loss. */
  signed(value: number): string {
    const { tag } = this;
    return formatter(tag, 'signed', () => new Intl.NumberFormat(tag, { signDisplay: 'exceptZero' })).format(
      value,
    );
  }

  /** @param ppm parts per million */
  percent(ppm: number): string {
    const style = { style: 'percent', maximumFractionDigits: 1 } as const;
    return formatter(this.tag, 'percent', () => new Intl.NumberFormat(this.tag, style)).format(
      ppm / 1_000_000,
    );
  }

  /** @param seconds since the epoch; the UTC date */
  date(seconds: number): string {
    return this.#dated(seconds, 'date', { dateStyle: 'medium' });
  }

  /** @param seconds since the epoch; date and time in UTC, which it says */
  time(seconds: number): string {
    return `${this.#dated(seconds, 'time', { dateStyle: 'medium', timeStyle: 'short' })} UTC`;
  }

  /** @param seconds since the epoch */
  month(seconds: number): string {
    return this.#dated(seconds, 'month', { year: 'numeric', month: 'short' });
  }

  /** @param code ISO 3166-1 alpha-2 */
  country(code: string): string {
    const made = () => new Intl.DisplayNames([this.tag], { type: 'region', fallback: 'code' });
    return formatter(this.tag, 'country', made).of(code) ?? code;
  }

  list(items: readonly string[]): string {
    const made = () => new Intl.ListFormat(this.tag, { type: 'conjunction' });
    return formatter(this.tag, 'list', made).format(items);
  }

  #dated(seconds: number, kind: string, options: Intl.DateTimeFormatOptions): string {
    const made = () => new Intl.DateTimeFormat(this.tag, { ...options, timeZone: 'UTC' });
    return formatter(this.tag, kind, made).format(seconds * 1000);
  }

  #template(key: MessageKey): string {
    return this.#messages[key] ?? key;
  }

  #plain(value: string | number): string {
    return typeof value === 'number' ? this.number(value) : value;
  }
}

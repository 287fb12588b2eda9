import { html, Markup } from './html.js';
import type { MessageKey, Messages } from './messages/en.js';

/** One language of the pages. Its file's name is its BCP 47 tag. */
export interface Language {
  /** In the language itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly messages: Messages;
}

type Values<T> = Readonly<Record<string, T>>;
const HOLE = /\{([a-zA-Z]+)\}/g;

/** Says things in one language; numbers, dates and regions as Intl writes them there. Runs in Node and browsers. */
export class Translator {
  private readonly numbers: Intl.NumberFormat;

  constructor(
    readonly tag: string,
    private readonly messages: Readonly<Partial<Messages>>,
  ) {
    this.numbers = new Intl.NumberFormat(tag);
  }

  /** Plain text: where it becomes part of a page, `html` escapes it. */
  readonly say = (key: MessageKey, values: Values<string | number> = {}): string =>
    this.template(key).replace(HOLE, (_hole, name: string) => this.plain(values[name] ?? ''));

  /** A message with markup in its holes. */
  readonly rich = (key: MessageKey, values: Values<Markup | string | number>): Markup => {
    // Split at a capture group: texts and names of holes take turns.
    const parts = this.template(key).split(HOLE);
    return html`${parts.map((part, i) => {
      if (i % 2 === 0) return part;
      const value = values[part] ?? '';
      return value instanceof Markup ? value : this.plain(value);
    })}`;
  };

  number(value: number): string {
    return this.numbers.format(value);
  }

  /** With its sign, for a gain or a loss. */
  signed(value: number): string {
    return new Intl.NumberFormat(this.tag, { signDisplay: 'exceptZero' }).format(value);
  }

  /** @param ppm parts per million */
  percent(ppm: number): string {
    const style = { style: 'percent', maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(this.tag, style).format(ppm / 1_000_000);
  }

  /** @param seconds since the epoch; the UTC date */
  date(seconds: number): string {
    return this.dated(seconds, { dateStyle: 'medium' });
  }

  /** @param seconds since the epoch; date and time in UTC, which it says */
  time(seconds: number): string {
    return `${this.dated(seconds, { dateStyle: 'medium', timeStyle: 'short' })} UTC`;
  }

  /** @param seconds since the epoch */
  month(seconds: number): string {
    return this.dated(seconds, { year: 'numeric', month: 'short' });
  }

  /** @param code ISO 3166-1 alpha-2 */
  country(code: string): string {
    return new Intl.DisplayNames([this.tag], { type: 'region', fallback: 'code' }).of(code) ?? code;
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.tag, { type: 'conjunction' }).format(items);
  }

  private dated(seconds: number, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.tag, { ...options, timeZone: 'UTC' }).format(seconds * 1000);
  }

  private template(key: MessageKey): string {
    return this.messages[key] ?? key;
  }

  private plain(value: string | number): string {
    return typeof value === 'number' ? this.number(value) : value;
  }
}

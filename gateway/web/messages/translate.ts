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
/** `{name}`, or `{count|one: # review|other: # reviews}`: its form for the number, by CLDR's plural category, with # for the number. */
const holePattern = /\{([a-zA-Z]+)(?:\|([^}]*))?\}/g;

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
  /** BCP 47 tag of the texts. */
  readonly tag: string;
  /** Of the same language, with the visitor's region where that is known: it decides how dates and numbers are written. */
  readonly locale: string;

  readonly #messages: Readonly<Partial<Messages>>;
  readonly #numbers: Intl.NumberFormat;

  constructor(tag: string, messages: Readonly<Partial<Messages>>, locale = tag) {
    this.tag = tag;
    this.locale = locale;
    this.#messages = messages;
    this.#numbers = formatter(locale, 'number', () => new Intl.NumberFormat(locale));
  }

  /** Plain text: where it becomes part of a page, `html` escapes it. */
  readonly say = (key: MessageKey, values: Values<string | number> = {}): string =>
    this.#template(key).replace(holePattern, (_hole, name: string, forms?: string) =>
      this.#filled(values[name] ?? '', forms),
    );

  /** A message with markup in its holes. */
  readonly rich = (key: MessageKey, values: Values<Markup | string | number>): Markup => {
    // Split at two capture groups: texts, names of holes and their forms take turns.
    const parts = this.#template(key).split(holePattern);
    return html`${parts.map((part, i) => {
      if (i % 3 === 0) return part;
      if (i % 3 === 2) return '';
      const value = values[part ?? ''] ?? '';
      return value instanceof Markup ? value : this.#filled(value, parts[i + 1]);
    })}`;
  };

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** With + or −, for a gain or a loss. */
  signed(value: number): string {
    const made = () => new Intl.NumberFormat(this.locale, { signDisplay: 'exceptZero' });
    return formatter(this.locale, 'signed', made).format(value);
  }

  /** @param ppm parts per million */
  percent(ppm: number): string {
    const style = { style: 'percent', maximumFractionDigits: 1 } as const;
    const made = () => new Intl.NumberFormat(this.locale, style);
    return formatter(this.locale, 'percent', made).format(ppm / 1_000_000);
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
    const made = () => new Intl.DisplayNames([this.locale], { type: 'region', fallback: 'code' });
    return formatter(this.locale, 'country', made).of(code) ?? code;
  }

  list(items: readonly string[]): string {
    const made = () => new Intl.ListFormat(this.locale, { type: 'conjunction' });
    return formatter(this.locale, 'list', made).format(items);
  }

  #dated(seconds: number, kind: string, options: Intl.DateTimeFormatOptions): string {
    const made = () => new Intl.DateTimeFormat(this.locale, { ...options, timeZone: 'UTC' });
    return formatter(this.locale, kind, made).format(seconds * 1000);
  }

  #template(key: MessageKey): string {
    return this.#messages[key] ?? key;
  }

  #filled(value: string | number, forms: string | undefined): string {
    if (typeof value !== 'number') return value;
    const written = this.number(value);
    return forms === undefined ? written : this.#form(value, forms).replace('#', written);
  }

  #form(value: number, forms: string): string {
    const made = () => new Intl.PluralRules(this.tag);
    const category = formatter(this.tag, 'plural', made).select(value);
    const byCategory = new Map(forms.split('|').map((form) => splitAtColon(form)));
    return byCategory.get(category) ?? byCategory.get('other') ?? '#';
  }
}

function splitAtColon(form: string): [category: string, text: string] {
  const colon = form.indexOf(':');
  return [form.slice(0, colon).trim(), form.slice(colon + 1).trim()];
}

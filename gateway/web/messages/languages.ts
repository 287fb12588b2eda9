import { readdir } from 'node:fs/promises';
import type { Language } from './translate.js';

export type Languages = ReadonlyMap<string, Language>;

/** The language of a page when none that is there was asked for. */
export const fallback = 'en';

/** Each file here that is named by a language tag is a language. To add a language, add its file. */
export async function loadLanguages(): Promise<Languages> {
  const directory = new URL('./', import.meta.url);
  const tags = (await readdir(directory))
    .flatMap((name) => /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.js$/.exec(name)?.[1] ?? [])
    .sort();
  const loaded = tags.map(async (tag): Promise<[string, Language]> => {
    const file = (await import(new URL(`${tag}.js`, directory).href)) as { readonly default: Language };
    return [tag, file.default];
  });
  return new Map(await Promise.all(loaded));
}

/**
 * The language of a page: the one chosen in the URL, else the best of Accept-Language (RFC 9110 section 12.5.4, by
 * RFC 4647 lookup), else English.
 */
export function chooseLanguage(
  languages: Languages,
  chosen: string | undefined,
  accepted: string | undefined,
): string {
  const wanted = chosen === undefined ? undefined : knownLanguage(languages, chosen);
  if (wanted !== undefined) return wanted;
  for (const range of rangesOf(accepted)) {
    const found = knownLanguage(languages, range);
    if (found !== undefined) return found;
  }
  return fallback;
}

/** RFC 4647 lookup: `zh-Hans-CN`, `zh-Hans`, `zh`. Tags are the same in any case (RFC 5646 section 2.1.1). */
export function knownLanguage(languages: Languages, wish: string): string | undefined {
  const parts = wish.slice(0, headerCharactersMax).toLowerCase().split('-');
  for (let length = parts.length; length > 0; length--) {
    const range = parts.slice(0, length).join('-');
    for (const tag of languages.keys()) if (tag.toLowerCase() === range) return tag;
  }
  return undefined;
}

/**
 * How the visitor writes dates and numbers: the language of the page with the region of the first range of Accept-Language that
 * is of this language and names one, such as `en-GB`. The tag itself where there is none, or where it names a region already.
 */
export function localeOf(tag: string, accepted: string | undefined): string {
  if (tag.includes('-')) return tag;
  for (const range of rangesOf(accepted)) {
    const [language, ...subtags] = range.split('-');
    const region = subtags.find((subtag) => /^[a-z]{2}$/.test(subtag));
    if (language === tag && region !== undefined) return knownLocale(tag, region.toUpperCase());
  }
  return tag;
}

/** By name: at most 676 a language, for a region has two letters. */
const locales = new Map<string, string>();

/** Regions that no data is there for are as the language itself: formatters are kept for each locale, and names cost nothing to invent. */
function knownLocale(tag: string, region: string): string {
  const name = `${tag}-${region}`;
  const known = locales.get(name) ?? new Intl.DateTimeFormat(name).resolvedOptions().locale;
  locales.set(name, known);
  return known;
}

/** Language ranges of Accept-Language in lower case, the most wanted first. */
function rangesOf(accepted = ''): string[] {
  const wishes = accepted.slice(0, headerCharactersMax).split(',').map(wish);
  const wanted = wishes.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return wanted.map(({ range }) => range);
}

/** Browsers send a few dozen characters. A longer header is cut, so that reading it costs little. */
const headerCharactersMax = 500;

function wish(text: string): { range: string; weight: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { range, weight: Number.isFinite(weight) ? weight : 0 };
}

import { withoutWww, type Listed } from './listed.js';
import { bareNumber, folded, spaced } from './search-text.js';

/** Addresses of products are long; nothing longer is one. */
export const soughtCharactersMax = 2_048;
const wordsMax = 8;
/** Digits and letters from which on a part of a certificate's number is enough. */
const partOfNumberMin = 5;

/** What somebody typed or pasted, in every way in which it may be meant. */
export interface Sought {
  /** All must be there; none where only an address was given. */
  readonly words: readonly string[];
  readonly phrase: string;
  /** Of a web address or a mail address, without `www.`. */
  readonly host?: string;
  /** Parts of an address's path: shops that live on a marketplace are told apart by these. */
  readonly path: ReadonlySet<string>;
  readonly number?: string;
}

/** Undefined where nothing was asked for: every seller fits. */
export function soughtIn(typed: string): Sought | undefined {
  const text = typed.normalize('NFKC').trim().slice(0, soughtCharactersMax);
  if (text === '') return undefined;
  const address = addressIn(text);
  const host = address === undefined ? undefined : withoutWww(address.hostname.replace(/\.$/, ''));
  const parts = address === undefined ? [] : partsOf(address);
  // The words of an address are no words that a shop would be known by: `https`, `product`, `html`.
  const isWhole = address !== undefined && /[/?#]/.test(text);
  const phrase = isWhole ? '' : spaced(text);
  const number = isWhole ? '' : bareNumber(text);
  return {
    words: phrase === '' ? [] : [...new Set(phrase.split(' '))].slice(0, wordsMax),
    phrase,
    ...(host === undefined ? {} : { host }),
    path: new Set(parts.map(folded)),
    ...(/[0-9]/.test(number) && number.length >= 3 ? { number } : {}),
  };
}

/** A web address with or without its scheme, a domain alone, or what stands behind the @ of a mail address. */
function addressIn(text: string): URL | undefined {
  if (/\s/.test(text)) return undefined;
  const hasScheme = /^https?:\/\//i.test(text);
  const whole = hasScheme ? text : `https://${text.replace(/^\/+/, '')}`;
  if (!URL.canParse(whole)) return undefined;
  const address = new URL(whole);
  return hasScheme || /\.[a-z][a-z0-9-]*\.?$/.test(address.hostname) ? address : undefined;
}

function partsOf({ pathname, searchParams }: URL): string[] {
  return [...pathname.split('/'), ...searchParams.values()].slice(0, 64).flatMap((part) => {
    try {
      return part === '' ? [] : [decodeURIComponent(part)];
    } catch {
      return [];
    }
  });
}

/** Worse fits than these tell only that a shop lives on the same site. */
const sameShopMax = 2;

/** Whoever pasted the address of one shop wants that shop, and not its neighbours on the same marketplace. */
export function withoutNeighbours(found: readonly Found[], sought: Sought | undefined): readonly Found[] {
  const isOne = sought?.words.length === 0 && found.some(({ rank }) => rank <= sameShopMax);
  return isOne ? found.filter(({ rank }) => rank <= sameShopMax) : found;
}

/** How well a seller fits, the best 0; undefined where it does not. A certificate that made it fit is named. */
export interface Fit {
  readonly rank: number;
  readonly certificate?: number;
}

/** A seller that fits what was asked. */
export interface Found extends Fit {
  /** Its place in status lists. */
  readonly number: number;
  readonly listed: Listed;
}

export function fitOf(listed: Listed, sought: Sought): Fit | undefined {
  const named = Math.min(rankOfHost(listed, sought), rankOfWords(listed, sought));
  const numbered = fitOfNumber(listed, sought);
  if (numbered !== undefined && numbered.rank < named) return numbered;
  return named === Infinity ? undefined : { rank: named };
}

function rankOfHost({ hosts, local, lower }: Listed, { host, path }: Sought): number {
  if (path.size > 0 && path.has(lower)) return 0;
  if (host === undefined) return Infinity;
  if (hosts.includes(host)) return 1;
  const isIn = (inner: string, outer: string): boolean => inner.endsWith(`.${outer}`);
  if (hosts.some((own) => isIn(host, own))) return 2;
  if (!hosts.some((own) => isIn(own, host))) return Infinity;
  return path.has(local) ? 1 : 6;
}

function rankOfWords({ idWords, name, words: known }: Listed, { phrase, words }: Sought): number {
  if (words.length === 0 || !words.every((word) => known.includes(word))) return Infinity;
  if (idWords === phrase) return 0;
  if (name === phrase) return 1;
  if (known.includes(` ${phrase} `)) return 3;
  return words.every((word) => known.includes(` ${word}`)) ? 4 : 5;
}

function fitOfNumber({ numbers }: Listed, { number }: Sought): Fit | undefined {
  if (number === undefined) return undefined;
  const whole = numbers.indexOf(number);
  if (whole >= 0) return { rank: 1, certificate: whole };
  if (number.length < partOfNumberMin) return undefined;
  const part = numbers.findIndex((one) => one.includes(number));
  return part < 0 ? undefined : { rank: 5, certificate: part };
}

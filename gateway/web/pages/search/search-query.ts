import { activities, sorts, type SellersAsked } from '../../../services/read/directory/asked.js';
import { soughtCharactersMax } from '../../../services/read/directory/sought.js';

/** Sellers that can be set side by side. */
export const comparedMax = 4;
/** No id of a seller is longer. */
export const idCharactersMax = 128;
const bandsMax = 16;
const bandCharactersMax = 64;

/** What the address of the search page says. */
export interface SearchQuery extends SellersAsked {
  /** From 1. */
  readonly page: number;
  /** Ids chosen so far to be compared. */
  readonly chosen: readonly string[];
}

/** Whatever the address says: what cannot be meant is left out. */
export function searchQueryOf({ searchParams }: URL): SearchQuery {
  const one = (name: string): string => searchParams.get(name)?.trim() ?? '';
  const matching = (name: string, pattern: RegExp): string | undefined =>
    pattern.test(one(name)) ? one(name) : undefined;
  const bands = searchParams.getAll('band').filter((name) => name !== '' && name.length <= bandCharactersMax);
  return {
    text: one('q').slice(0, soughtCharactersMax),
    bands: [...new Set(bands)].slice(0, bandsMax),
    country: matching('country', /^[A-Z]{2}$/),
    scheme: matching('scheme', /^[a-z0-9][a-z0-9.-]{0,63}$/),
    activity: activities.find((known) => known === one('activity')),
    sort: sorts.find((known) => known === one('sort')),
    page: Number(matching('page', /^[1-9][0-9]{0,6}$/) ?? 1),
    chosen: chosenIn(searchParams),
  };
}

/** Ids in the order chosen, each once, no more than can be compared. */
export const chosenIn = (parameters: URLSearchParams): readonly string[] =>
  allChosenIn(parameters).slice(0, comparedMax);

/** The same with those that are too many. */
export const allChosenIn = (parameters: URLSearchParams): readonly string[] => [
  ...new Set(
    parameters
      .getAll('seller')
      .map((id) => id.trim())
      .filter((id) => id !== '' && id.length <= idCharactersMax),
  ),
];

/** Chosen to narrow the list down, besides the text. */
export const filterCount = ({ activity, bands, country, scheme }: SellersAsked): number =>
  (bands.length > 0 ? 1 : 0) + [activity, country, scheme].filter((filter) => filter !== undefined).length;

/** The address that says the same. */
export function searchPath(path: '/sellers' | '/sellers.csv', query: Partial<SearchQuery>): string {
  const { activity, bands = [], chosen = [], country, page = 1, scheme, sort, text = '' } = query;
  const parameters = new URLSearchParams();
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') parameters.append(name, value);
  };
  add('q', text);
  for (const band of bands) add('band', band);
  add('country', country);
  add('scheme', scheme);
  add('activity', activity);
  add('sort', sort);
  if (page > 1) add('page', String(page));
  for (const id of chosen) add('seller', id);
  const asked = parameters.toString();
  return asked === '' ? path : `${path}?${asked}`;
}

/** People read a list without a search by name, not in the order of a ledger. */
export const shownInOrder = (asked: SellersAsked): SellersAsked =>
  asked.sort === undefined && asked.text === '' ? { ...asked, sort: 'name' } : asked;

import { countries } from '../../../../chaincode/domain/records/countries.js';
import { lookAtCountries, wordsIn } from './look.js';
import type { MapDraft } from './map-draft.js';

const languages = ['de', 'fr', 'es', 'zh'] as const;
const wordsMax = 300;

const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Says how countries are written: as codes, by English names, or by a table of the names that are there. */
export function draftCountries(draft: MapDraft, cells: readonly string[]): void {
  const writing = lookAtCountries(cells);
  if (writing === 'names') draft.put(['countries'], 'names');
  if (writing !== undefined) return;
  const strange = wordsIn(cells).filter((word) => lookAtCountries([word]) === undefined);
  draft.put(['countries'], 'names');
  if (strange.length > wordsMax) {
    draft.leaveOpen(['values', 'country', '*'], 'AQ', 'no column of countries, it seems: too many words', [
      'country',
    ]);
    return;
  }
  const codes = codesByName();
  for (const word of strange) {
    const code = codes.get(plain(word));
    const path = ['values', 'country', word];
    if (code !== undefined) draft.put(path, code);
    else draft.leaveOpen(path, 'AQ', 'which country it is: ISO 3166-1 alpha-2, as DE', ['country']);
  }
}

function codesByName(): ReadonlyMap<string, string> {
  const names = languages.map((language) => new Intl.DisplayNames([language], { type: 'region' }));
  return new Map(
    [...countries].flatMap((code) => names.map((of) => [plain(of.of(code) ?? code), code] as const)),
  );
}

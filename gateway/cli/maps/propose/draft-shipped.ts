import { extended } from '../extended.js';
import type { ImportDocument } from '../document.js';
import { shippedMaps } from '../shipped/index.js';
import type { ShippedMap } from '../shipped/shipped-map.js';
import { draftReading } from './draft-reading.js';
import { MapDraft } from './map-draft.js';
import { openPromises, openSeller } from './open-ends.js';
import type { Sample } from './sample.js';

export interface ShippedDraft {
  readonly name: string;
  readonly shipped: ShippedMap;
  readonly draft: MapDraft;
}

/** A map that extends the shipped one that fits the file; of several, one for platforms, that which lacks least, and that which names most. */
export function draftShipped(sample: Sample): ShippedDraft | undefined {
  const fitting = Object.entries(shippedMaps)
    .filter(([, { map }]) => fits(map, sample))
    .map(([name, shipped]) => ({
      name,
      shipped,
      headings: headingsIn(shipped.map).size,
      lacking: [...headingsIn(shipped.map)].filter((heading) => !sample.headings.includes(heading)).length,
      forPartners: headingsOf(shipped.map, (column) => column === 'reference').length,
    }))
    .sort((a, b) => a.forPartners - b.forPartners || a.lacking - b.lacking || b.headings - a.headings);
  const [best] = fitting;
  if (best === undefined) return undefined;
  const draft = new MapDraft();
  draft.put(['extends'], best.name);
  const map = extended({ extends: best.name });
  if ('mistake' in map) throw new TypeError('a map that ships is not whole');
  const ordered = map.records.find(({ kind }) => kind === 'order');
  const said = (column: string): boolean => headingsOf(map, (name) => name === column).length > 0;
  const ofPromises = ordered !== undefined && !(said('dispatchBy') && said('deliverBy'));
  draftReading(
    draft,
    sample,
    {
      times: headingsOf(map, (name) => /^(at|valid(From|Until)|(dispatch|deliver)By)$/.test(name)),
      ofHours: true,
      daysNeedZone: ordered !== undefined,
      amounts: headingsOf(map, (name) => /^(amount|value)\.(amount|size)$/.test(name)),
      countries: headingsOf(map, (name) => name === 'country'),
    },
    map,
  );
  if (ofPromises) openPromises(draft, []);
  if (!said('shop') && !said('seller') && !said('reference')) openSeller(draft);
  return { name: best.name, shipped: best.shipped, draft };
}

/** Whether a file has all headings of a map that it may not lack. */
export function fits(map: ImportDocument, { headings }: Sample): boolean {
  const there = new Set([...headings, ...(map.optional ?? [])]);
  return [...headingsIn(map)].every((heading) => there.has(heading));
}

function headingsIn({ columns, except, key, only, records }: ImportDocument): ReadonlySet<string> {
  const ofAll = [{ columns, except, key, only }, ...records].flatMap((record) => [
    ...Object.keys(record.columns ?? {}),
    ...Object.keys(record.except ?? {}),
    ...Object.keys(record.only ?? {}),
    ...(record.key ?? []),
  ]);
  return new Set(ofAll);
}

function headingsOf({ columns, records }: ImportDocument, isWanted: (column: string) => boolean): string[] {
  const entries = [{ columns }, ...records].flatMap((record) => Object.entries(record.columns ?? {}));
  return [
    ...new Set(entries.flatMap(([heading, names]) => ([names].flat().some(isWanted) ? [heading] : []))),
  ];
}

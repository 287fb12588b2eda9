import type { ImportDocument } from '../document.js';
import { draftCountries } from './draft-countries.js';
import { lookAtAmounts, lookAtTimes } from './look.js';
import type { MapDraft } from './map-draft.js';
import { cellsUnder, type Sample } from './sample.js';

/** The headings whose cells are read in one way for the whole file. */
export interface ReadHeadings {
  readonly times: readonly string[];
  /** Whether times stand in columns of whole hours. */
  readonly ofHours: boolean;
  /** Whether it matters by whose clocks days begin and end. */
  readonly daysNeedZone: boolean;
  readonly amounts: readonly string[];
  readonly countries: readonly string[];
}

const zoneExample = 'the zone whose clocks the file shows, as "America/Denver", or "UTC"';

/** Says how cells are read as far as the cells say it. `known`: what the map has already. */
export function draftReading(
  draft: MapDraft,
  sample: Sample,
  { amounts, countries, daysNeedZone, ofHours, times }: ReadHeadings,
  known: Partial<ImportDocument> = {},
): void {
  const timeCells = cellsUnder(sample, times);
  const seen = lookAtTimes(timeCells);
  const allHaveOffsets = !seen.haveDays && !seen.haveLocalTimes;
  draftDates(draft, seen.formats, { count: timeCells.length, known: known.dates });
  if (known.timeZone === undefined && (daysNeedZone || seen.haveLocalTimes)) {
    const why = allHaveOffsets
      ? 'promised days end by its clocks'
      : 'the file has days, or times without an offset';
    draft.leaveOpen(['timeZone'], 'UTC', `${why}: name ${zoneExample}`);
  }
  if (known.hours === undefined && ofHours && seen.haveMinutes)
    draft.put(['hours'], 'round', 'The ledger has whole hours: 20:41 becomes 20:00.');
  draftDecimals(draft, cellsUnder(sample, amounts), known);
  if (known.countries === undefined) draftCountries(draft, cellsUnder(sample, countries));
}

function draftDates(
  draft: MapDraft,
  formats: ReturnType<typeof lookAtTimes>['formats'],
  { count, known }: { count: number; known: string | undefined },
): void {
  const [first, ...others] = formats;
  if (count === 0 || (known !== undefined && formats.some((one) => one === known))) return;
  if (first === undefined) {
    draft.leaveOpen(['dates'], 'YYYY-MM-DD', `no format that stl knows fits all ${count} days and times`);
  } else if (formats.includes('YYYY-MM-DD')) {
    // What begins with its year is read in any format.
  } else if (others.length === 0) {
    draft.put(['dates'], first, `All ${count} days and times fit this format, and no other.`);
  } else {
    const all = formats.join(', ');
    draft.leaveOpen(['dates'], first, `${all} fit all ${count} days and times; say which it is`);
  }
}

function draftDecimals(draft: MapDraft, cells: readonly string[], known: Partial<ImportDocument>): void {
  const signs = known.decimals === undefined ? lookAtAmounts(cells) : undefined;
  if (signs === undefined) return;
  const [sign, other] = signs;
  if (sign !== undefined && other === undefined) draft.put(['decimals'], sign);
  else if (sign === undefined) draft.leaveOpen(['decimals'], '.', 'amounts fit neither "." nor ","');
  else draft.leaveOpen(['decimals'], sign, 'amounts fit "." and ","; say which sign parts decimals');
}

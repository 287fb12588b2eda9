import type { Sha256 } from '../ports.js';
import { placeOf } from './place.js';
import { seriesName, statusListPath, type Series } from './series.js';
import type { StatusEntry } from './types.js';

/** The bit of the n-th subject of a series, as a list at a site has it. @param site URL without a path */
export function statusEntry(
  sha256: Sha256,
  ledger: string,
  site: string,
  series: Series,
  number: number,
): StatusEntry {
  const { index, part } = placeOf(sha256, ledger, seriesName(series), number);
  const list = `${site}${statusListPath(series, part)}`;
  return {
    id: `${list}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: series.purpose,
    statusListIndex: String(index),
    statusListCredential: list,
  };
}

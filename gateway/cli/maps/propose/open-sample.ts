import { CliFailure } from '../../frame/failure.js';
import type { Layout } from '../../tables/layout.js';
import { openTable } from '../../tables/open-table.js';
import { shippedMaps } from '../shipped/index.js';
import { fits } from './draft-shipped.js';
import { sampleOf, type Sample } from './sample.js';

/**
 * The first rows of a file. One that cannot be read as it stands is read as the export of a shipped map is written, if its headings are
 * those of the map: nobody knows by heart in which encoding a marketplace writes. Throws CliFailure `csv_malformed`.
 */
export async function openSample(path: string, layout: Layout): Promise<Sample> {
  try {
    return await sampleOf(await openTable(path, layout));
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    for (const { map } of Object.values(shippedMaps)) {
      const { delimiter, encoding = layout.encoding, quotes } = map;
      if (encoding === undefined && quotes === undefined) continue;
      const sample = await readAs(path, { ...layout, delimiter, encoding, quotes });
      if (sample !== undefined && fits(map, sample)) return sample;
    }
    throw error;
  }
}

async function readAs(path: string, layout: Layout): Promise<Sample | undefined> {
  try {
    return await sampleOf(await openTable(path, layout));
  } catch (error) {
    if (error instanceof CliFailure) return undefined;
    throw error;
  }
}

import type { RecordMap } from '../maps/record-map.js';
import { ImportFailure } from './failure.js';
import type { ImportRun, Issuer } from './import-run.js';

/** Who states the records of a map. Throws ImportFailure `key_missing`. */
export function issuerOf(
  { issuer, others }: Pick<ImportRun, 'issuer' | 'others'>,
  { as }: RecordMap,
): Issuer {
  const found = as === undefined ? issuer : others.get(as);
  if (found !== undefined) return found;
  throw new ImportFailure(
    'key_missing',
    `the map has a ${as} state records: name its key with --also ${as}=KEYFILE`,
  );
}

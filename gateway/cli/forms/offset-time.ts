import { parseTime } from '../../../chaincode/domain/time.js';
import { CellError } from './cell-error.js';
import { offsetOf } from './time-cell.js';

const form = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/**
 * A time of RFC 3339 with its offset, as programs write it, in whole seconds since the epoch. `Date.parse` would make the 1st of July of a
 * 31st of June. Throws CellError.
 */
export function readOffsetTime(text: string): number {
  const [, day = '', clock = '', zone = ''] = form.exec(text) ?? [];
  if (day === '') throw new CellError('not a time with its offset, as 2027-12-31T23:59:59+01:00');
  const local = parseTime(`${day}T${clock}Z`);
  const offset = offsetOf(zone);
  if (local === undefined || Number.isNaN(offset)) throw new CellError('there is no such day or time');
  return local - offset;
}

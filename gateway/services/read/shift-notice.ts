import type { Queries } from '../../projection/port.js';

/** By how many days the demo's imported history was moved; absent where it was not. */
export interface ShiftNotice {
  readonly shiftedDays?: number;
}

/** Goes into every answer that shows times: nobody may take a moved history for the real one. */
export function shiftNotice(queries: Pick<Queries, 'consortium'>): ShiftNotice {
  const shiftedDays = queries.consortium()?.parameters.shiftedDays;
  return shiftedDays === undefined ? {} : { shiftedDays };
}

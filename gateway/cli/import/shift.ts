import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { dayOf, daySeconds, formatTime, parseTime } from '../../../chaincode/domain/time.js';
import { columnsOf } from '../forms/columns.js';
import { ImportFailure } from './failure.js';
import type { ImportRun } from './import-run.js';

/** In the store: whole days by which its imports are shifted. */
const keptName = 'shifted-days';

/**
 * Settles by how many whole days all times of a store's imports move: once, before the first fact, for two shifts in one history would
 * contradict each other. `newest`: gives the newest time of the rows, in seconds; asked only where an end is given. Throws ImportFailure.
 */
export async function settleShift(
  run: ImportRun,
  newest: () => Promise<number | undefined>,
): Promise<number> {
  const { announceShift, dryRun, end, now, store } = run;
  const kept = store.kept(keptName);
  const settled = kept === undefined ? undefined : Number(kept);
  if (end === undefined) return settled ?? (await keepShift(run, 0));
  const day = parseTime(`${end}T00:00:00Z`);
  if (day === undefined) throw new ImportFailure('end_malformed', 'the end must be a date: YYYY-MM-DD');
  const time = await newest();
  if (time === undefined) throw new ImportFailure('nothing_to_import', 'no row states anything');
  const days = dayOf(day) - dayOf(time);
  if (settled !== undefined && settled !== days) {
    throw new ImportFailure(
      'shift_differs',
      `an earlier import shifted times by ${settled} days; this one must, too`,
    );
  }
  if (time + days * daySeconds > now())
    throw new ImportFailure('end_in_future', 'facts would lie in the future: choose an earlier end');
  if (settled !== undefined) return settled;
  if (days !== 0 && !dryRun) await announceShift(days);
  return keepShift(run, days);
}

async function keepShift({ dryRun, store }: ImportRun, days: number): Promise<number> {
  if (!dryRun) await store.keepBeside(keptName, String(days));
  return days;
}

/** The record with all its times moved. */
export function shifted(record: FactRecord, days: number): FactRecord {
  if (days === 0) return record;
  const moved = structuredClone(record) as unknown as Record<string, unknown>;
  for (const { path, type } of columnsOf(record.kind)) {
    const name = path.at(-1) as string;
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], moved);
    const text = (holder as Record<string, unknown> | undefined)?.[name];
    const time =
      (type === 'time' || type === 'hour') && typeof text === 'string' ? parseTime(text) : undefined;
    if (time !== undefined) (holder as Record<string, unknown>)[name] = formatTime(time + days * daySeconds);
  }
  return moved as unknown as FactRecord;
}

import { countsText, type Counts } from '../../frame/counting.js';
import { table } from '../../frame/output.js';
import type { ImportCounts } from '../../import/counts.js';
import { shiftText } from '../reading/shift.js';
import type { Foresight } from './foresight.js';
import { samplesText, type Happenings } from './happenings.js';

export interface Done {
  readonly counts: ImportCounts;
  readonly happenings: Happenings;
  readonly foresight: Foresight;
  /** Undefined where nothing was sent. */
  readonly standing: Counts | undefined;
  readonly seconds: number;
}

/** For programs. */
export function reportValue({ counts, foresight, happenings, standing }: Done): object {
  const { kinds, sellers, ...rest } = counts;
  return {
    ...rest,
    kinds: Object.fromEntries(kinds),
    sellers: sellers.size,
    ...(standing === undefined
      ? { dryRun: true, ...foresight.value() }
      : { counted: standing.counted, notCounted: standing.others.length }),
    heldRows: happenings.first('held').map(({ place }) => place),
  };
}

/** For people. */
export function reportText(done: Done): string {
  const { counts, foresight, happenings, seconds, standing } = done;
  const isTrial = standing === undefined;
  const { again, changed, known, leftOut, newestDay, rows, sellers, shiftedDays, takenBack } = counts;
  const sent = again + changed + counts.new + takenBack;
  return [
    `${rows} rows read in ${seconds.toFixed(1)} s; ${leftOut} of them state nothing by this map.`,
    isTrial ? 'They are good; nothing was sent. A run would state:' : 'Stated now:',
    '',
    table(
      [
        ['', 'new', String(counts.new)],
        ['', 'corrected, for the rows changed', String(changed)],
        ['', 'taken back, for their rows are gone', String(takenBack)],
        ['', 'stated again after they were taken back', String(again)],
        ['', 'known: they stand as the rows say', String(known)],
      ].filter(([, what, count]) => count !== '0' || what === 'new' || what?.startsWith('known')),
      [2],
    ),
    '',
    `The rows hold facts about ${sellers.size} sellers, the newest of ${newestDay ?? 'no day'}:`,
    '',
    table(
      [...counts.kinds].map(([kind, count]) => ['', kind, String(count)]),
      [2],
    ),
    ...(isTrial ? [...samplesText(happenings), ...foresight.text()] : []),
    ...heldText(counts.held, happenings),
    ...referencesText(counts),
    ...(standing !== undefined && sent > 0 ? ['', countsText(standing)] : []),
    ...shiftText(shiftedDays === 0 ? undefined : shiftedDays),
    ...next(done),
  ].join('\n');
}

function heldText(held: number, happenings: Happenings): string[] {
  if (held === 0) return [];
  const places = happenings.first('held').map(({ place }) => `  ${place}`);
  return [
    '',
    `${held} changed once more after they were corrected. The ledger takes one correction of a fact, so they stand as corrected:`,
    ...places,
    ...(held > places.length ? [`  and ${held - places.length} more`] : []),
  ];
}

function referencesText({ references, unknown }: ImportCounts): string[] {
  const left = `${unknown} left out, for the platform's gateway does not know their reference.`;
  return [
    ...(unknown === 0 ? [] : ['', left]),
    ...(references === undefined ? [] : ['', `${references.kept} references of partners are newly kept.`]),
    ...(references?.notKept ?? []).map((line) => `  not kept: ${line}`),
    ...(references?.refusal === undefined ? [] : [`  The gateway keeps none: ${references.refusal}`]),
  ];
}

function next({ counts: { newestDay, sellers }, standing }: Done): string[] {
  const [busiest] = [...sellers].sort((a, b) => b[1] - a[1]);
  if (standing === undefined || busiest === undefined || newestDay === undefined) return [];
  return ['', `Next: stl score ${busiest[0]} --asof ${newestDay}`];
}

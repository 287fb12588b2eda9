import { countsText, type Counts } from '../../../frame/counting.js';
import { table } from '../../../frame/output.js';
import { findingLines } from '../../../tables/findings.js';
import type { RowOutcome } from './send-rows.js';

/** More lines would scroll what matters off the screen. */
const rowsShown = 200;

function outcomeCells(outcome: RowOutcome): string[] {
  switch (outcome.outcome) {
    case 'stated':
      return [String(outcome.row), 'stated', outcome.record];
    case 'already-stated':
      return [String(outcome.row), 'stated by an earlier run', ''];
    case 'refused':
      return [String(outcome.row), 'refused', refusalText(outcome)];
    case 'in-doubt':
      return [String(outcome.row), 'sent, but no answer came', ''];
    case 'not-sent':
      return [String(outcome.row), 'not sent', ''];
  }
}

const refusalText = ({ code, reason }: { readonly code: string; readonly reason: string }): string =>
  `${code}: ${reason}`;

/** Each row; of a long file what was refused, and what is in doubt. */
function rowsText(outcomes: readonly RowOutcome[]): string {
  if (outcomes.length <= rowsShown) return table([['row', 'outcome', ''], ...outcomes.map(outcomeCells)]);
  const told = outcomes.flatMap((one) => {
    if (one.outcome === 'refused') return [{ row: one.row, reason: `refused, ${refusalText(one)}` }];
    return one.outcome === 'in-doubt' ? [{ row: one.row, reason: 'sent, but no answer came' }] : [];
  });
  return [...findingLines(told), `${outcomes.length} rows; --json lists what became of each`].join('\n');
}

/** What became of a file's rows, for people. `counts`: undefined where the gateway could not be asked any more. */
export function summary(outcomes: readonly RowOutcome[], counts: Counts | undefined): string {
  const count = (name: RowOutcome['outcome']): number =>
    outcomes.filter(({ outcome }) => outcome === name).length;
  const [inDoubt, notSent] = [count('in-doubt'), count('not-sent')];
  return [
    rowsText(outcomes),
    '',
    `${count('stated')} stated, ${count('already-stated')} stated by an earlier run, ${count('refused')} refused` +
      (inDoubt + notSent > 0 ? `, ${inDoubt} in doubt, ${notSent} not sent` : ''),
    ...(counts !== undefined && count('stated') > 0 ? [countsText(counts)] : []),
  ].join('\n');
}

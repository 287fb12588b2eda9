import type { Command } from 'commander';
import type { RecordKind } from '../../../../../chaincode/domain/records/index.js';
import { ClientError, createClient, ProblemError } from '../../../../sdk/client/index.js';
import { sentence } from '../../../forms/sentence.js';
import { CliFailure } from '../../../frame/failure.js';
import { globals } from '../../../frame/command.js';
import { notCountedExitCode } from '../../../frame/counting.js';
import { longTask, type LongTask } from '../../../frame/long-task.js';
import { note, resultItems, wrapped } from '../../../frame/output.js';
import { plainText } from '../../../frame/plain.js';
import type { SigningClient } from '../../../frame/signing.js';
import { Findings } from '../../../tables/findings.js';
import { leftText } from '../batch/todo.js';
import type { CheckedFile, CsvRow } from './check-rows.js';
import { foresee, idleText, type Foreseen } from './foresee.js';
import { planOf, plannedRows, type Plan } from './plan-rows.js';
import { shownRows } from './shown-rows.js';
import { judgeOf } from './taken.js';

/** More would scroll what is said after them off the screen. */
const sentencesShown = 50;

export interface DryRun {
  /** Where all records are of one, for who has no key yet. */
  readonly kind?: RecordKind;
  /** What a record's number in the file is of; a row if left out. */
  readonly unit?: 'row' | 'line';
  readonly file: CheckedFile;
  /** What else is to be told of it. */
  readonly notes: readonly string[];
  /** Who would sign, where that is known. */
  readonly signing: SigningClient | undefined;
  readonly as: string | undefined;
  /** Whether what was taken back would be stated once more. */
  readonly again: boolean;
}

/** What is known of a run that sends. */
interface Known extends Foreseen {
  /** Undefined where nobody was named who would have stated anything. */
  readonly plan: Plan | undefined;
}

/** Shows what would be signed, and what a run that sends would meet. Sets the exit code that it would have. */
export async function dryRun(run: DryRun, self: Command): Promise<void> {
  const known = await longTask('stopped; nothing was sent', (task) => asked(run, self, task));
  if (known?.refused.empty === false) process.exitCode = 1;
  else if (known?.idle.empty === false) process.exitCode = notCountedExitCode;
  if (globals(self).json) await resultItems(inJson(run, known));
  else process.stdout.write(`${plainText(await inWords(run, known))}\n`);
}

/**
 * For people whose file is checked without the gateway. Throws what is no reason to go on: that a key may sign nothing is what a run
 * that sends would meet.
 */
export function notAsked(error: unknown): undefined {
  if (error instanceof ProblemError && error.code === 'signature_key_unknown') {
    throw new CliFailure('the ledger takes nothing that this key signs', {
      code: 'issuer_not_active',
      details: [
        'it is revoked or expired, or its participant is suspended or has ended: ask its organisation',
      ],
      cause: error,
    });
  }
  const mayBeAsked = error instanceof ClientError || (error instanceof ProblemError && error.status >= 500);
  if (!mayBeAsked) throw error;
  note(`the gateway was not asked whether the ledger takes them: ${error.message}`);
  return undefined;
}

/** Undefined where the gateway cannot be asked; without a key it is asked of the kind alone. */
async function asked(
  { again, as, file, kind, signing, unit }: DryRun,
  self: Command,
  task: LongTask,
): Promise<Known | undefined> {
  try {
    if (signing !== undefined) {
      const plan = await planOf(file, signing.client, { again, signal: task.signal });
      const shown = shownRows(task, 'asking', plan.todo.size);
      return { plan, ...(await foresee(signing.client, plannedRows(file, plan.todo), shown, unit)) };
    }
    if (kind === undefined) return undefined;
    const judge = await judgeOf(kind, { client: createClient({ url: globals(self).url }), as });
    const refused = new Findings();
    for await (const { record, row } of file.records()) {
      const reason = judge(record);
      if (reason !== undefined) refused.add({ row, reason });
    }
    return { plan: undefined, outlooks: [], refused, idle: new Findings() };
  } catch (error) {
    return notAsked(error);
  }
}

/** Each row with its record, whether it stands already, and else what would become of it, where that is known. */
async function* inJson({ file, unit = 'row' }: DryRun, known: Known | undefined): AsyncGenerator<object> {
  let index = 0;
  for await (const { record, row, stands } of plannedRows(file, known?.plan?.todo)) {
    const outlook = stands ? { stands } : known?.outlooks[index++];
    yield { [unit]: row, record, ...(outlook === undefined ? {} : { outlook }) };
  }
}

async function inWords(
  { as = '(you)', file, notes, signing, unit = 'row' }: DryRun,
  known: Known | undefined,
): Promise<string> {
  const refused = known?.refused.lines() ?? [];
  const first: CsvRow[] = [];
  for await (const row of file.records()) {
    first.push(row);
    if (first.length === sentencesShown) break;
  }
  const left = file.rows - first.length;
  if (file.rows === 0) return ['No rows to state.', ...notes].join('\n');
  return [
    refused.length === 0
      ? `${file.rows} ${unit}s are good; nothing was sent. You would sign:`
      : `${file.rows} ${unit}s are written right, but would be refused; nothing was sent.`,
    ...refused,
    ...(refused.length === 0 ? [] : ['', 'You would sign:']),
    ...first.map(({ row, record }) => `\n${unit} ${row}:\n${wrapped(sentence(signing?.as ?? as, record))}`),
    ...(left > 0 ? ['', `and ${left} more; --json lists all`] : []),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    ...(known === undefined ? [] : outlookText(known)),
  ].join('\n');
}

function outlookText({ idle, outlooks, plan }: Known): string[] {
  const left = plan === undefined ? [] : leftText(plan.leftAlone);
  const counting = outlooks.filter((one) => 'counts' in one && one.counts).length;
  const allCount = outlooks.length > 0 && counting === outlooks.length && idle.empty;
  return [
    ...(left.length > 0 ? ['', ...left] : []),
    ...(allCount ? ['', left.length > 0 ? 'All others would count.' : 'All would count.'] : []),
    ...(idle.empty ? [] : idleText(idle.lines())),
  ];
}

import type { Command } from 'commander';
import type { RecordCount } from '../../../sdk/client/index.js';
import { inChunks } from './batch/chunks.js';
import { contentsOf } from './batch/contents.js';
import { openRecordLines, type RecordLines } from './batch/record-lines.js';
import { leftText, todoOf, type LeftAlone } from './batch/todo.js';
import { ChunkSender, type ChunkOutcome } from './batch/send-chunks.js';
import type { CsvRow } from './csv/check-rows.js';
import { askLater, countsOf, countsText, standingOfBatch, type Counts } from '../../frame/counting.js';
import { StoppedHalfway } from '../../frame/failure.js';
import { longTask, type LongTask } from '../../frame/long-task.js';
import { result, table } from '../../frame/output.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';

interface Options extends SigningOptions {
  readonly again: boolean;
  readonly dryRun: boolean;
  readonly wait: boolean;
}

function cells(outcome: ChunkOutcome): string[] {
  const about = [outcome.lines, String(outcome.records)];
  switch (outcome.outcome) {
    case 'committed':
      return [...about, outcome.outcome, outcome.receipt.batch, `block ${outcome.receipt.block}`];
    case 'queued':
      return [...about, outcome.outcome, outcome.batch, `job ${outcome.job}`];
    case 'already-stated':
      return [...about, 'stated by an earlier run', '', ''];
  }
}

const runAgain =
  'Run the same command with the same file again: records that are on the ledger are not stated twice.';

/** What became of a file so far. */
interface Sending {
  readonly outcomes: ChunkOutcome[];
  /** Undefined until it is known what stands. */
  left?: LeftAlone & { readonly repeated: number };
}

function summary({ outcomes, left }: Sending): string {
  const sent = [['lines', 'records', 'outcome', 'batch', ''], ...outcomes.map(cells)];
  return [
    ...(outcomes.length > 0 ? [table(sent, [1]), ''] : ['Nothing to state.', '']),
    ...(left === undefined ? [] : leftText(left)),
  ].join('\n');
}

export function batch(program: Command): void {
  const command = program
    .command('batch')
    .description(
      'sign a file of records, one JSON object a line, and send what does not stand yet; safe to run again',
    )
    .argument('<file>', 'NDJSON in UTF-8')
    .option('--wait', 'wait until the ledger has them all', false)
    .option('--again', 'state once more what you have stated and taken back since', false)
    .option(
      '--dry-run',
      'check the file, show what would be signed and what becomes of it; sends nothing',
      false,
    );
  addSigning(command).action(async (file: string, options: Options, self: Command) => {
    if (options.dryRun) return tryRun(file, options, self);
    const so: Sending = { outcomes: [] };
    // Printed once the bar has ended: it would stand in the middle of it.
    const report = (counts: Partial<Counts>, more: readonly string[]): void =>
      result(self, { batches: so.outcomes, ...so.left, ...counts }, () => [summary(so), ...more].join('\n'));
    try {
      const answers = await longTask(`Stopped. ${runAgain}`, (task) => run(file, options, self, so, task));
      const counts = countsOf(answers);
      const queued = so.outcomes.some(({ outcome }) => outcome === 'queued');
      report(counts, [
        ...(answers.length > 0 ? [countsText(counts)] : []),
        ...(queued ? ['Whether what is queued counts shows once the ledger has it: stl standing BATCH'] : []),
      ]);
    } catch (error) {
      if (so.left !== undefined) report({}, []);
      throw error;
    }
  });
}

async function tryRun(path: string, options: Options, self: Command): Promise<void> {
  const { dryRun, notAsked } = await import('./csv/dry-run.js');
  const lines = await openRecordLines(path);
  const { ids, repeated } = await contentsOf(path, lines);
  const file = { rows: ids.size + repeated, leftOut: 0, records: () => rowsOf(lines) };
  const signing = await signingClient(self, options).catch(notAsked);
  const { again, as } = options;
  await dryRun({ unit: 'line', file, notes: [], signing, as, again }, self);
}

async function* rowsOf(lines: RecordLines): AsyncGenerator<CsvRow> {
  for await (const { line, record } of lines()) if (record !== undefined) yield { row: line, record };
}

/** Gives what counts of what was stated now. */
async function run(
  file: string,
  options: Options,
  self: Command,
  so: Sending,
  { show, signal }: LongTask,
): Promise<RecordCount[]> {
  const lines = await openRecordLines(file);
  const { ids, repeated } = await contentsOf(file, lines);
  const signing = await signingClient(self, options);
  const { leftAlone, todo } = await todoOf(ids, signing.client, { again: options.again, signal });
  so.left = { ...leftAlone, repeated };
  const halfway = (next: string) => (error: unknown) => {
    throw new StoppedHalfway(next, error);
  };
  const sender = new ChunkSender(signing, options.wait, signal);
  for await (const chunk of inChunks(lines, todo)) {
    so.outcomes.push(await sender.send(chunk).catch(halfway(runAgain)));
    show('records sent', sentOf(so.outcomes), todo.size, '');
  }
  // Once all is stated: a later batch may bring what an earlier one waits for.
  const answers: RecordCount[] = [];
  for (const outcome of so.outcomes) {
    if (outcome.outcome !== 'committed') continue;
    const asked = standingOfBatch(signing.client, outcome.receipt.batch);
    answers.push(...(await asked.catch(halfway(`${askLater} BATCH...`))));
  }
  return answers;
}

const sentOf = (outcomes: readonly ChunkOutcome[]): number =>
  outcomes.reduce((sum, { records }) => sum + records, 0);

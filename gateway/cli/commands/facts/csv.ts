import { Argument, type Command } from 'commander';
import { recordKinds, type RecordKind } from '../../../../chaincode/domain/records/index.js';
import { columnsOf } from '../../forms/columns.js';
import { askCounts, askLater } from '../../frame/counting.js';
import { CliFailure, StoppedHalfway } from '../../frame/failure.js';
import { longTask, type LongTask } from '../../frame/long-task.js';
import { note, result, table } from '../../frame/output.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';
import { noMap, readCsvMap } from '../../maps/read-map.js';
import { rowReader } from '../../maps/rows.js';
import { openTable } from '../../tables/open-table.js';
import { checkRows } from './csv/check-rows.js';
import { dryRun } from './csv/dry-run.js';
import { foresee } from './csv/foresee.js';
import { sendRows } from './csv/send-rows.js';
import { summary } from './csv/summary.js';

interface Options extends SigningOptions {
  readonly map?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly dryRun: boolean;
}

function showColumns(kind: RecordKind): string {
  const columns = columnsOf(kind);
  const fromStart = columns.some(({ name }) => name === 'validFrom');
  const rows = columns.map(({ name, required, description }) => {
    const spared = name === 'at' && fromStart;
    return [name, spared ? 'else validFrom' : required ? 'needed' : '', description];
  });
  const text = table([['column', '', 'what it holds'], ...rows]);
  return kind === 'correction' ? `${text}\n\n${replacementText}` : text;
}

const replacementText = `With incorrect_data, a whole record can take the other's place. Say its kind in replacement.kind and
give its columns (stl csv KIND lists them) with replacement. before each: replacement.at, replacement.order.`;

const unusedText = (headings: readonly string[]): string =>
  `Not signed, for it has no meaning here: ${headings.join(', ')}`;

const runAgain =
  'Run the same command with the same file again: rows that are on the ledger are not stated twice.';

export function csv(program: Command): void {
  const command = program
    .command('csv')
    .description('state every row of a spreadsheet; safe to run again')
    .addArgument(new Argument('<kind>', 'what the rows state').choices(recordKinds))
    .argument('[file]', 'CSV or .xlsx, with headings; left out: shows the columns of the kind')
    .option('--map <file>', 'JSON that says which heading is which column')
    .option('--encoding <name>', 'how a CSV is written, as windows-1252; UTF-8 if left out')
    .option('--sheet <name>', 'the sheet of a workbook that has several')
    .option('--dry-run', 'check the file, show what would be signed and what becomes of it; sends nothing', false);
  addSigning(command).action(
    async (kind: RecordKind, file: string | undefined, options: Options, self: Command) => {
      if (file === undefined) {
        result(self, columnsOf(kind), () => showColumns(kind));
        return;
      }
      await longTask(`stopped. ${runAgain}`, (task) => stateFile({ kind, file, options, self }, task));
    },
  );
}

interface Given {
  readonly kind: RecordKind;
  readonly file: string;
  readonly options: Options;
  readonly self: Command;
}

async function stateFile({ file, kind, options, self }: Given, { show, signal }: LongTask): Promise<void> {
  const map = options.map === undefined ? noMap(kind) : await readCsvMap(options.map, kind);
  const { encoding = map.encoding, sheet = map.sheet } = options;
  const source = await openTable(file, { ...map, encoding, sheet });
  const reader = rowReader(source.headings, map);
  // Who has no key yet may still check a file.
  const signing = options.key === undefined && options.dryRun ? undefined : await signingClient(self, options);
  const resolver = resolverOf(signing?.as ?? options.as);
  const checked = await checkRows(source, (row) => reader.read(row, resolver));
  const notes = notesOf(checked, reader.unused);
  const asking = (done: number): void => show('asking', done, checked.rows, 'rows');
  if (options.dryRun) return dryRun({ kind, file: checked, notes, onProgress: asking }, options, self);

  const signing = await signingClient(self, options);
  note(`${checked.rows} rows, signed as ${signing.as}`);
  for (const line of notes) note(line);
  const { refused } = await foresee(signing.client, checked.records(), asking);
  if (!refused.empty)
    throw new CliFailure('the ledger would refuse rows; nothing was sent', {
      code: 'csv_refused',
      details: refused.lines(),
    });
  const onProgress = (done: number): void => show('sending', done, checked.rows, 'rows');
  const { outcomes, ...sent } = await sendRows(signing, checked.records(), { onProgress, signal });
  if ('failure' in sent || signal.aborted) {
    result(self, { rows: outcomes }, () => summary(outcomes, undefined));
    throw new StoppedHalfway(runAgain, sent.failure ?? signal.reason);
  }
  const stated = outcomes.flatMap((one) => (one.outcome === 'stated' ? [one.record] : []));
  const counts = await askCounts(signing.client, stated).catch((error: unknown) => {
    result(self, { rows: outcomes }, () => summary(outcomes, undefined));
    throw new StoppedHalfway(`${askLater} RECORD...`, error);
  });
  result(self, { rows: outcomes, ...counts }, () => summary(outcomes, counts));
  if (outcomes.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
}

import { Argument, type Command } from 'commander';
import { recordKinds, type RecordKind } from '../../../../chaincode/domain/records/index.js';
import { noMap, readMap } from './csv/map.js';
import { readRows, type CsvRows } from './csv/rows.js';
import { sendRows, type RowOutcome } from './csv/send-rows.js';
import { refusalsOf } from './csv/taken.js';
import { readTable } from './csv/table.js';
import { columnsOf } from './forms/columns.js';
import { sentence } from './forms/sentence.js';
import { askCounts, countsText, type Counts } from '../../frame/counting.js';
import { note, result, table, wrapped } from '../../frame/output.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';

interface Options extends SigningOptions {
  readonly map?: string;
  readonly dryRun: boolean;
}

function showColumns(kind: RecordKind): string {
  const columns = columnsOf(kind);
  const fromStart = columns.some(({ name }) => name === 'validFrom');
  const rows = columns.map(({ name, required, description }) => {
    const spared = name === 'at' && fromStart;
    return [name, spared ? 'else validFrom' : required ? 'needed' : '', description];
  });
  return table([['column', '', 'what it holds'], ...rows]);
}

function dryRun({ rows, unused }: CsvRows, as: string, refusals: readonly string[]): string {
  const [first] = refusals;
  return [
    first === undefined
      ? `${rows.length} rows are good; nothing was sent. You would sign:`
      : `${rows.length} rows are written right, but would be refused; nothing was sent.`,
    ...refusals,
    ...(first === undefined ? [] : ['', 'You would sign:']),
    ...rows.map(({ row, record }) => `\nrow ${row}:\n${wrapped(sentence(as, record))}`),
    ...(unused.length > 0 ? ['', unusedText(unused)] : []),
  ].join('\n');
}

const unusedText = (headings: readonly string[]): string =>
  `Not signed, for it has no meaning here: ${headings.join(', ')}`;

function outcomeCells(outcome: RowOutcome): string[] {
  switch (outcome.outcome) {
    case 'stated':
      return [String(outcome.row), 'stated', outcome.record];
    case 'already-stated':
      return [String(outcome.row), 'stated by an earlier run', ''];
    case 'refused':
      return [String(outcome.row), 'refused', `${outcome.code}: ${outcome.reason}`];
  }
}

function summary(outcomes: readonly RowOutcome[], counts: Counts): string {
  const count = (name: RowOutcome['outcome']): number =>
    outcomes.filter(({ outcome }) => outcome === name).length;
  return [
    table([['row', 'outcome', ''], ...outcomes.map(outcomeCells)]),
    '',
    `${count('stated')} stated, ${count('already-stated')} stated by an earlier run, ${count('refused')} refused`,
    ...(count('stated') > 0 ? [countsText(counts)] : []),
  ].join('\n');
}

function progress(total: number): (done: number) => void {
  return (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total}${done === total ? '\n' : ''}`);
  };
}

export function csv(program: Command): void {
  const command = program
    .command('csv')
    .description('state every row of a spreadsheet; safe to run again')
    .addArgument(new Argument('<kind>', 'what the rows state').choices(recordKinds))
    .argument('[file]', 'CSV in UTF-8, with headings; left out: shows the columns of the kind')
    .option('--map <file>', 'JSON that says which heading is which column')
    .option('--dry-run', 'check the file and show what would be signed; sends nothing', false);
  addSigning(command).action(
    async (kind: RecordKind, file: string | undefined, options: Options, self: Command) => {
      if (file === undefined) {
        result(self, columnsOf(kind), () => showColumns(kind));
        return;
      }
      const map = options.map === undefined ? noMap : await readMap(options.map, columnsOf(kind));
      const read = readRows(kind, await readTable(file, map.delimiter), map);
      const { rows } = read;
      if (options.dryRun) {
        const refusals = await refusalsOf(kind, rows, options, self);
        result(self, rows, () => dryRun(read, options.as ?? '(you)', refusals ?? []));
        if (refusals !== undefined && refusals.length > 0) process.exitCode = 1;
        return;
      }
      const signing = await signingClient(self, options);
      note(`${rows.length} rows, signed as ${signing.as}`);
      if (read.unused.length > 0) note(unusedText(read.unused));
      const outcomes = await sendRows(signing, rows, progress(rows.length));
      const counts = await askCounts(
        signing.client,
        outcomes.flatMap((outcome) => (outcome.outcome === 'stated' ? [outcome.record] : [])),
      );
      result(self, { rows: outcomes, ...counts }, () => summary(outcomes, counts));
      if (outcomes.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
    },
  );
}

import { Argument, type Command } from 'commander';
import { recordKinds, type RecordKind } from '../../../../chaincode/domain/records/index.js';
import { noMap, readCsvMap } from '../../maps/read-map.js';
import { readRows, type CsvRows } from '../../maps/rows.js';
import { sendRows, type RowOutcome } from './csv/send-rows.js';
import { refusalsOf } from './csv/taken.js';
import { readTable } from '../../tables/table.js';
import { columnsOf } from '../../forms/columns.js';
import { sentence } from '../../forms/sentence.js';
import { askCounts, askLater, countsText, type Counts } from '../../frame/counting.js';
import { StoppedHalfway } from '../../frame/failure.js';
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
  const text = table([['column', '', 'what it holds'], ...rows]);
  return kind === 'correction' ? `${text}\n\n${replacementText}` : text;
}

const replacementText = `With incorrect_data, a whole record can take the other's place. Say its kind in replacement.kind and
give its columns (stl csv KIND lists them) with replacement. before each: replacement.at, replacement.order.`;

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
    case 'in-doubt':
      return [String(outcome.row), 'sent, but no answer came', ''];
    case 'not-sent':
      return [String(outcome.row), 'not sent', ''];
  }
}

/** `counts`: undefined where the gateway could not be asked any more. */
function summary(outcomes: readonly RowOutcome[], counts: Counts | undefined): string {
  const count = (name: RowOutcome['outcome']): number =>
    outcomes.filter(({ outcome }) => outcome === name).length;
  const [inDoubt, notSent] = [count('in-doubt'), count('not-sent')];
  return [
    table([['row', 'outcome', ''], ...outcomes.map(outcomeCells)]),
    '',
    `${count('stated')} stated, ${count('already-stated')} stated by an earlier run, ${count('refused')} refused` +
      (inDoubt + notSent > 0 ? `, ${inDoubt} in doubt, ${notSent} not sent` : ''),
    ...(counts !== undefined && count('stated') > 0 ? [countsText(counts)] : []),
  ].join('\n');
}

const runAgain =
  'Run the same command with the same file again: rows that are on the ledger are not stated twice.';

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
      const map = options.map === undefined ? noMap(kind) : await readCsvMap(options.map, kind);
      const read = readRows(await readTable(file, map.delimiter), map, { platform: options.as ?? '' });
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
      const { outcomes, ...sent } = await sendRows(signing, rows, progress(rows.length));
      if ('failure' in sent) {
        result(self, { rows: outcomes }, () => summary(outcomes, undefined));
        throw new StoppedHalfway(runAgain, sent.failure);
      }
      const stated = outcomes.flatMap((one) => (one.outcome === 'stated' ? [one.record] : []));
      const counts = await askCounts(signing.client, stated).catch((error: unknown) => {
        result(self, { rows: outcomes }, () => summary(outcomes, undefined));
        throw new StoppedHalfway(`${askLater} RECORD...`, error);
      });
      result(self, { rows: outcomes, ...counts }, () => summary(outcomes, counts));
      if (outcomes.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
    },
  );
}

import { Argument, type Command } from 'commander';
import { recordKinds, type RecordKind } from '../../../../chaincode/domain/records/index.js';
import { columnsOf } from '../../forms/columns.js';
import { result, table } from '../../frame/output.js';
import { addPlatform } from '../../references/platform-client.js';
import { addSigning } from '../../frame/signing.js';
import type { CsvOptions } from './csv/state-file.js';

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

export function csv(program: Command): void {
  const command = program
    .command('csv')
    .description('state every row of a spreadsheet; safe to run again')
    .addArgument(new Argument('<kind>', 'what the rows state').choices(recordKinds))
    .argument('[file]', 'CSV or .xlsx, with headings; left out: shows the columns of the kind')
    .option('--map <file>', 'JSON that says which heading is which column')
    .option('--encoding <name>', 'how a CSV is written, as windows-1252; UTF-8 if left out')
    .option('--sheet <name>', 'the sheet of a workbook that has several')
    .option('--again', 'state once more what you have stated and taken back since', false)
    .option(
      '--dry-run',
      'check the file, show what would be signed and what becomes of it; sends nothing',
      false,
    );
  addPlatform(addSigning(command)).action(
    async (kind: RecordKind, file: string | undefined, options: CsvOptions, self: Command) => {
      if (file === undefined) {
        result(self, columnsOf(kind), () => showColumns(kind));
        return;
      }
      const { stateFile } = await import('./csv/state-file.js');
      await stateFile(kind, file, options, self);
    },
  );
}

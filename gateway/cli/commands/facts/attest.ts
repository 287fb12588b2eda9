import { InvalidArgumentError, Option, type Command } from 'commander';
import { recordKinds, type FactRecord, type RecordKind } from '../../../../chaincode/domain/records/index.js';
import { formatTime, hourSeconds } from '../../../../chaincode/domain/time.js';
import { CliFailure } from '../../frame/failure.js';
import { columnsOf, type Column } from '../../forms/columns.js';
import { buildRecord, type Finding } from '../../forms/record.js';
import { anyColumnOf, replacementColumns, setStarts } from '../../forms/replacement.js';
import { utcTimes, type TimeReading } from '../../forms/time-cell.js';
import { isTimeZone, TimeZone } from '../../forms/time-zone.js';
import { result } from '../../frame/output.js';
import { ask, canAsk } from '../../frame/prompt.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';
import { stateRecord, stated } from './state-record.js';

type Options = SigningOptions & { readonly yes: boolean; readonly timeZone: TimeReading } & Readonly<
    Record<string, unknown>
  >;

/** Commander's name for an option: `valid-until` is `validUntil`. */
const attribute = (option: string): string =>
  option.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function given(columns: readonly Column[], options: Options): Map<string, string> {
  const values = new Map<string, string>();
  for (const { name, option } of columns) {
    const value = options[attribute(option)];
    if (typeof value === 'string') values.set(name, value);
  }
  // A fact without a time happened now. One with a start in the past happened at that start, as in a spreadsheet.
  const hour = columns.some(({ name, type }) => name === 'at' && type === 'hour') ? hourSeconds : 1;
  const now = formatTime(Math.floor(Date.now() / 1000 / hour) * hour);
  const start = values.get('validFrom');
  if (!values.has('at')) values.set('at', start !== undefined && start < now ? start : now);
  // What a replacement says has not happened now.
  setStarts(values);
  return values;
}

async function askFor(column: Column, reason: string): Promise<string> {
  const hint = column.description === '' ? '' : ` (${column.description})`;
  return ask(`${column.name}${hint}${reason === 'missing' ? '' : `, ${reason}`}: `);
}

const told = ({ column, reason }: Finding): string =>
  column ? `--${column.option}: ${reason}${reason === 'missing' ? ` (${column.description})` : ''}` : reason;

/** Asks a person again for what is missing or wrong; names it all where nobody can be asked. */
async function complete(
  kind: RecordKind,
  values: Map<string, string>,
  times: TimeReading,
): Promise<FactRecord> {
  for (;;) {
    const built = buildRecord(kind, values, times);
    if ('record' in built) return built.record;
    const wrong = built.findings.filter(({ column }) => column !== undefined);
    if (wrong.length === 0 || !canAsk()) {
      const details = built.findings.map(told);
      throw new CliFailure('something is missing or not right', { code: 'usage', details, exitCode: 2 });
    }
    for (const { column, reason } of wrong) if (column) values.set(column.name, await askFor(column, reason));
  }
}

const replacementHelp = `
With incorrect_data, a whole record can take the other's place: say its kind in --replacement-kind and give its
options (stl attest KIND --help lists them) with --replacement- before each, as --replacement-order.`;

const timeZone = (): Option =>
  new Option('--time-zone <name>', 'where days and times without an offset are to be read, as America/Denver')
    .default(utcTimes, 'UTC')
    .argParser((name): TimeReading => {
      if (isTimeZone(name)) return { ...utcTimes, timeZone: new TimeZone(name) };
      throw new InvalidArgumentError('It is a name of the IANA time zones with its region, or UTC.');
    });

function addKind(attestation: Command, kind: RecordKind): void {
  const columns = columnsOf(kind);
  const command = addSigning(attestation.command(kind).description(`state a record of kind ${kind}`));
  for (const { choices, option, description, required, name } of columns) {
    const needed = required && name !== 'at' ? ' (needed)' : '';
    const shown = new Option(`--${option} <value>`, `${choices ? '' : description}${needed}`.trim());
    // Shells complete it. What is wrong with a value is told of all options at once, so not by commander.
    if (choices) shown.argChoices = [...choices];
    command.addOption(shown);
  }
  // Too many to list: which of them there are hangs on the kind.
  for (const { option } of replacementColumns(kind))
    command.addOption(new Option(`--${option} <value>`).hideHelp());
  if (kind === 'correction') command.addHelpText('after', replacementHelp);
  command
    .addOption(timeZone())
    .option('--yes', 'sign without being asked', false)
    .action(async (options: Options, self: Command) => {
      const record = await complete(kind, given(anyColumnOf(kind), options), options.timeZone);
      const done = await stateRecord(await signingClient(self, options), record, options.yes);
      result(self, done, () => stated(done));
    });
}

export function attest(program: Command): void {
  const command = program.command('attest').description('state one fact: build, sign, send and wait');
  for (const kind of recordKinds) addKind(command, kind);
}

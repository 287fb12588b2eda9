import type { Command } from 'commander';
import type { RecordKind } from '../../../../../chaincode/domain/records/index.js';
import { ClientError, createClient, ProblemError } from '../../../../sdk/client/index.js';
import { sentence } from '../../../forms/sentence.js';
import { globals } from '../../../frame/command.js';
import { notCountedExitCode } from '../../../frame/counting.js';
import { note, resultItems, wrapped } from '../../../frame/output.js';
import { signingClient, type SigningOptions } from '../../../frame/signing.js';
import { Findings } from '../../../tables/findings.js';
import type { CheckedFile, CsvRow } from './check-rows.js';
import { foresee, type Foreseen } from './foresee.js';
import { judgeOf } from './taken.js';

/** More would scroll what is said after them off the screen. */
const sentencesShown = 50;

export interface DryRun {
  readonly kind: RecordKind;
  readonly file: CheckedFile;
  readonly unused: string | undefined;
  readonly onProgress: (done: number) => void;
}

/** Shows what would be signed, and what a run that sends would meet. Sets the exit code that it would have. */
export async function dryRun(run: DryRun, options: SigningOptions, self: Command): Promise<void> {
  const foreseen = await asked(run, options, self);
  if (foreseen?.refused.empty === false) process.exitCode = 1;
  else if (foreseen?.idle.empty === false) process.exitCode = notCountedExitCode;
  if (globals(self).json) {
    await resultItems(inJson(run.file, foreseen));
    return;
  }
  process.stdout.write(`${await inWords(run, options.as ?? '(you)', foreseen)}\n`);
}

/** Undefined where the gateway cannot be asked; without a key it is asked of the kind alone. */
async function asked(
  { file, kind, onProgress }: DryRun,
  options: SigningOptions,
  self: Command,
): Promise<Foreseen | undefined> {
  try {
    if (options.key !== undefined) {
      const { client } = await signingClient(self, options);
      return await foresee(client, file.records(), onProgress);
    }
    const client = createClient({ url: globals(self).url });
    const judge = await judgeOf(kind, { client, as: options.as });
    const refused = new Findings();
    for await (const { record, row } of file.records()) {
      const reason = judge(record);
      if (reason !== undefined) refused.add({ row, reason });
    }
    return { outlooks: [], refused, idle: new Findings() };
  } catch (error) {
    if (!(error instanceof ClientError || error instanceof ProblemError)) throw error;
    note(`the gateway was not asked whether the ledger takes them: ${error.message}`);
    return undefined;
  }
}

/** Each row with its record, and what would become of it where that is known. */
async function* inJson(file: CheckedFile, foreseen: Foreseen | undefined): AsyncGenerator<object> {
  let index = 0;
  for await (const row of file.records()) {
    const outlook = foreseen?.outlooks[index++];
    yield outlook === undefined ? row : { ...row, outlook };
  }
}

async function inWords({ file, unused }: DryRun, as: string, foreseen: Foreseen | undefined): Promise<string> {
  const refused = foreseen?.refused.lines() ?? [];
  const first: CsvRow[] = [];
  for await (const row of file.records()) {
    first.push(row);
    if (first.length === sentencesShown) break;
  }
  const left = file.rows - first.length;
  return [
    refused.length === 0
      ? `${file.rows} rows are good; nothing was sent. You would sign:`
      : `${file.rows} rows are written right, but would be refused; nothing was sent.`,
    ...refused,
    ...(refused.length === 0 ? [] : ['', 'You would sign:']),
    ...first.map(({ row, record }) => `\nrow ${row}:\n${wrapped(sentence(as, record))}`),
    ...(left > 0 ? ['', `and ${left} more; --json lists all`] : []),
    ...(unused === undefined ? [] : ['', unused]),
    ...(foreseen === undefined ? [] : outlookText(foreseen)),
  ].join('\n');
}

function outlookText({ idle, outlooks }: Foreseen): string[] {
  const counting = outlooks.filter((one) => 'counts' in one && one.counts).length;
  if (idle.empty) return outlooks.length > 0 && counting === outlooks.length ? ['', 'All would count.'] : [];
  return [
    '',
    'They would be on the ledger, but these would not count:',
    ...idle.lines(),
    'docs/standing.md says what each word means and what to do.',
  ];
}

import type { Command } from 'commander';
import type { RecordKind } from '../../../../../chaincode/domain/records/index.js';
import { ClientError, ProblemError } from '../../../../sdk/client/index.js';
import { askCounts, askLater } from '../../../frame/counting.js';
import { CliFailure, StoppedHalfway, usage } from '../../../frame/failure.js';
import { longTask, type LongTask } from '../../../frame/long-task.js';
import { note, result } from '../../../frame/output.js';
import { signingClient, type SigningClient, type SigningOptions } from '../../../frame/signing.js';
import { noMap, readCsvMap } from '../../../maps/read-map.js';
import type { Resolver } from '../../../maps/resolve.js';
import { rowReader } from '../../../maps/rows.js';
import { openTable } from '../../../tables/open-table.js';
import { checkRows, type CheckedFile } from './check-rows.js';
import { dryRun, notAsked } from './dry-run.js';
import { foresee } from './foresee.js';
import { sendRows } from './send-rows.js';
import { summary } from './summary.js';

export interface CsvOptions extends SigningOptions {
  readonly map?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly dryRun: boolean;
}

const runAgain =
  'Run the same command with the same file again: rows that are on the ledger are not stated twice.';

/** Checks a file of rows, and states each unless it is only tried. Nothing is sent of a file in which anything is wrong. */
export async function stateFile(kind: RecordKind, path: string, options: CsvOptions, self: Command): Promise<void> {
  const map = options.map === undefined ? noMap(kind) : await readCsvMap(options.map, kind);
  const { encoding = map.encoding, sheet = map.sheet } = options;
  const source = await openTable(path, { ...map, encoding, sheet });
  const reader = rowReader(source.headings, map);
  const signing = options.dryRun ? await signerToTry(self, options) : await signingClient(self, options);
  const resolver = resolverOf(signing?.as ?? options.as);
  const file = await checkRows(source, (row) => reader.read(row, resolver));
  const notes = notesOf(file, reader.unused);
  await longTask(`stopped. ${runAgain}`, async (task) => {
    if (options.dryRun || signing === undefined)
      await dryRun({ kind, file, notes, signing, as: options.as }, self, task);
    else await send({ file, notes, signing }, self, task);
  });
}

/** Who has no key yet, or no gateway, may still check a file. */
async function signerToTry(self: Command, options: CsvOptions): Promise<SigningClient | undefined> {
  if (options.key === undefined) return undefined;
  return signingClient(self, options).catch((error: unknown) => {
    if (!(error instanceof ClientError || error instanceof ProblemError)) throw error;
    notAsked(error);
    return undefined;
  });
}

const resolverOf = (as: string | undefined): Resolver => ({
  get platform() {
    if (as === undefined) throw usage('--as is missing: the column "shop" holds numbers of one platform; whose?');
    return as;
  },
});

function notesOf({ leftOut }: CheckedFile, unused: readonly string[]): readonly string[] {
  return [
    ...(unused.length > 0 ? [`Not signed, for it has no meaning here: ${unused.join(', ')}`] : []),
    ...(leftOut > 0 ? [`Left out, as the map says: ${leftOut} rows`] : []),
  ];
}

interface Sending {
  readonly file: CheckedFile;
  readonly notes: readonly string[];
  readonly signing: SigningClient;
}

async function send({ file, notes, signing }: Sending, self: Command, { show, signal }: LongTask): Promise<void> {
  note(`${file.rows} rows, signed as ${signing.as}`);
  for (const line of notes) note(line);
  const { refused } = await foresee(signing.client, file.records(), (done) => show('asking', done, file.rows, 'rows'));
  if (!refused.empty)
    throw new CliFailure('the ledger would refuse rows; nothing was sent', {
      code: 'csv_refused',
      details: refused.lines(),
    });
  const onProgress = (done: number): void => show('sending', done, file.rows, 'rows');
  const { outcomes, ...sent } = await sendRows(signing, file.records(), { onProgress, signal });
  const told = (): void => result(self, { rows: outcomes }, () => summary(outcomes, undefined));
  if ('failure' in sent || signal.aborted) {
    told();
    throw new StoppedHalfway(runAgain, sent.failure ?? signal.reason);
  }
  const stated = outcomes.flatMap((one) => (one.outcome === 'stated' ? [one.record] : []));
  const counts = await askCounts(signing.client, stated).catch((error: unknown) => {
    told();
    throw new StoppedHalfway(`${askLater} RECORD...`, error);
  });
  result(self, { rows: outcomes, ...counts }, () => summary(outcomes, counts));
  if (outcomes.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
}

import type { Command } from 'commander';
import type { RecordKind } from '../../../../../chaincode/domain/records/index.js';
import { askCounts, askLater } from '../../../frame/counting.js';
import { CliFailure, StoppedHalfway, usage } from '../../../frame/failure.js';
import { longTask } from '../../../frame/long-task.js';
import { note, result } from '../../../frame/output.js';
import { signingClient, type SigningClient, type SigningOptions } from '../../../frame/signing.js';
import { noMap, readCsvMap } from '../../../maps/read-map.js';
import type { Resolver } from '../../../maps/resolve.js';
import { rowReader } from '../../../maps/rows.js';
import { KnownReferences } from '../../../references/known-references.js';
import { platformClient, type PlatformOptions } from '../../../references/platform-client.js';
import { openTable } from '../../../tables/open-table.js';
import { leftText } from '../batch/todo.js';
import { checkRows, type CheckedFile } from './check-rows.js';
import { dryRun, notAsked } from './dry-run.js';
import { foresee } from './foresee.js';
import { planOf, plannedRows } from './plan-rows.js';
import { ReferencedRows } from './referenced-rows.js';
import { sendRows, type SentRows } from './send-rows.js';
import { shownRows } from './shown-rows.js';
import { summary } from './summary.js';

export interface CsvOptions extends SigningOptions, PlatformOptions {
  readonly map?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly again: boolean;
  readonly dryRun: boolean;
}

const runAgain =
  'Run the same command with the same file again: rows that are on the ledger are not stated twice.';

/** Checks a file of rows, and states each unless it is only tried. Nothing is sent of a file in which anything is wrong. */
export async function stateFile(
  kind: RecordKind,
  path: string,
  options: CsvOptions,
  self: Command,
): Promise<void> {
  const map = options.map === undefined ? noMap(kind) : await readCsvMap(options.map, kind);
  const { encoding = map.encoding, sheet = map.sheet } = options;
  const source = await openTable(path, { ...map, encoding, sheet });
  const reader = rowReader(source, map);
  const signing = options.dryRun ? await signerToTry(self, options) : await signingClient(self, options);
  const referenced = new ReferencedRows(source, reader, {
    open: () => knownTo(signing, options),
    skipUnknown: options.skipUnknown,
  });
  const resolver = resolverOf(signing?.as ?? options.as, referenced);
  const file = await checkRows(referenced.source, (row) => reader.read(row, resolver));
  const notes = [
    ...notesOf(file, reader.unused),
    ...referenced.leftOut,
    ...(options.map === undefined && kind === 'order' ? [promisesInUtc] : []),
  ];
  if (options.dryRun || signing === undefined) {
    const { as, again } = options;
    await dryRun({ kind, file, notes, signing, as, again }, self);
    return;
  }
  note(`${file.rows} rows, signed as ${signing.as}`);
  for (const line of notes) note(line);
  await tell(signing, await send(file, signing, options.again), self);
}

/** Who has no key yet, or no gateway, may still check a file. */
async function signerToTry(self: Command, options: CsvOptions): Promise<SigningClient | undefined> {
  if (options.key === undefined) return undefined;
  return signingClient(self, options).catch(notAsked);
}

const promisesInUtc =
  'Promised days end as days of UTC do. Where buyers live by another zone, name it in a map: "timeZone": "America/Denver".';

async function knownTo(
  signing: SigningClient | undefined,
  { platformUrl }: PlatformOptions,
): Promise<KnownReferences> {
  if (signing === undefined)
    throw usage('--key is missing: the orders of a column "reference" are told to their own partner alone');
  const platform = await platformClient(signing, platformUrl);
  const { ledgerId: ledger } = await signing.client.info();
  return new KnownReferences(platform, { ledger, partner: signing.as });
}

const resolverOf = (as: string | undefined, { quote }: ReferencedRows): Resolver => ({
  reference: quote,
  get platform() {
    if (as === undefined)
      throw usage('--as is missing: the column "shop" holds numbers of one platform; whose?');
    return as;
  },
});

function notesOf({ leftOut }: CheckedFile, unused: readonly string[]): readonly string[] {
  return [
    ...(unused.length > 0 ? [`Not signed, for it has no meaning here: ${unused.join(', ')}`] : []),
    ...(leftOut > 0 ? [`Left out, as the map says: ${leftOut} rows`] : []),
  ];
}

/** What became of the rows; a failure that is about none of them has stopped it. */
async function send(file: CheckedFile, signing: SigningClient, again: boolean): Promise<SentRows> {
  return longTask(`stopped before anything was sent. ${runAgain}`, async (task) => {
    const { leftAlone, todo } = await planOf(file, signing.client, { again, signal: task.signal });
    for (const line of leftText(leftAlone)) note(line);
    const asking = shownRows(task, 'asking', todo.size);
    const { refused } = await foresee(signing.client, plannedRows(file, todo), asking);
    task.signal.throwIfAborted();
    if (!refused.empty) {
      throw new CliFailure('the ledger would refuse rows; nothing was sent', {
        code: 'csv_refused',
        details: refused.lines(),
      });
    }
    const onProgress = shownRows(task, 'sending', file.rows);
    return sendRows(signing, plannedRows(file, todo), { onProgress, signal: task.signal });
  });
}

async function tell(
  { client }: SigningClient,
  { outcomes, ...sent }: SentRows,
  self: Command,
): Promise<void> {
  const halfway = (next: string, cause: unknown): StoppedHalfway => {
    result(self, { rows: outcomes }, () => summary(outcomes, undefined));
    return new StoppedHalfway(next, cause);
  };
  if ('failure' in sent) throw halfway(runAgain, sent.failure);
  const stated = outcomes.flatMap((one) => (one.outcome === 'stated' ? [one.record] : []));
  const counts = await askCounts(client, stated).catch((error: unknown) => {
    throw halfway(`${askLater} RECORD...`, error);
  });
  result(self, { rows: outcomes, ...counts }, () => summary(outcomes, counts));
  if (outcomes.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
}

import type { Command } from 'commander';
import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import { DataDir } from '../../../data-dir/data-dir.js';
import { createClient, mayPass, ProblemError, type Client, type Signer } from '../../../sdk/client/index.js';
import type { ImportResult } from '../../import/olist/run.js';
import { globals } from '../../frame/command.js';
import { countsOf, countsText, type Counts } from '../../frame/counting.js';
import { CliFailure, StoppedHalfway } from '../../frame/failure.js';
import { signerIn } from '../../frame/key-file.js';
import { longTask } from '../../frame/long-task.js';
import { note, result, table } from '../../frame/output.js';
import { importLedger } from './import-ledger.js';
import { announceShift, shiftText } from '../reading/shift.js';

interface Options {
  readonly dir: string;
  readonly end?: string;
}

export function importCommands(program: Command): void {
  const parent = program
    .command('import')
    .description("state facts from a marketplace's own files, or restore a ledger from its export");
  importOrders(parent);
  importLedger(parent);
}

/** Safe to run again, and to stop. */
function importOrders(parent: Command): void {
  parent
    .command('olist')
    .description(
      'the Brazilian E-Commerce Public Dataset by Olist, as the demo platform and payment provider',
    )
    .requiredOption('--dir <dir>', 'where its CSV files lie')
    .option('--end <date>', 'shift all times by whole days so that the newest fact falls on this UTC day')
    .action(importOlistFiles);
}

async function importOlistFiles({ dir, end }: Options, command: Command): Promise<void> {
  const { dataDir, url } = globals(command);
  const { runOlistImport } = await import('../../import/olist/run.js');
  const { httpGateway } = await import('../../import/http-gateway.js');
  const client = createClient({ url });
  const { ledgerId } = await client.info();
  const platform = await demoParticipant(client, dataDir, 'demo-platform');
  const paymentProvider = await demoParticipant(client, dataDir, 'demo-pay');
  const started = Date.now();
  const gateway = httpGateway(client);
  let all = 0;
  const done = await longTask(stopped, async ({ show, signal }) => {
    const imported = await runOlistImport({
      source: dir,
      platformDir: new DataDir(dataDir).demoPlatform(),
      ledger: ledgerId,
      platform,
      paymentProvider,
      gateway,
      announceShift: (days) => announceShift(url, dataDir, days),
      ...(end === undefined ? {} : { end }),
      now: () => Math.floor(Date.now() / 1000),
      signal,
      onReading: () => note(`reading the files in ${dir}`),
      onStart: (orders, shiftedDays) => {
        if (shiftedDays !== 0) note(`all times are shifted by ${shiftedDays} days`);
        all = orders;
      },
      onProgress: ({ orders, sent, batches }) =>
        show('orders', orders, all, `${sent} new facts, ${batches} batches sent`),
    });
    // It ends early, between two orders, and gives what it did until then.
    signal.throwIfAborted();
    return imported;
  }).catch((error: unknown) => {
    throw mayPass(error) ? new StoppedHalfway(goOn, error) : error;
  });
  const signers = new Map([platform, paymentProvider].map(({ id, signer }) => [id, signer]));
  const counts = countsOf(await gateway.standing(signers));
  const { kinds, sellers, ...rest } = done;
  const value = {
    ...rest,
    kinds: Object.fromEntries(kinds),
    sellers: sellers.size,
    counted: counts.counted,
    notCounted: counts.others.length,
  };
  result(command, value, () => report(done, counts, (Date.now() - started) / 1000));
}

const stopped = 'stopped; what was sent is safe. Run the same command again to go on';
const goOn = 'What was stated is safe. Run the same command again to go on: nothing is stated twice.';

/** Throws CliFailure `key_unknown` where the data directory is another gateway's, before anything is written there. */
async function demoParticipant(
  client: Client,
  dataDir: string,
  id: string,
): Promise<{ readonly id: string; readonly signer: Signer }> {
  const signer = await signerIn(new DataDir(dataDir).demoKey(id));
  const known = await client.get<Participant>(`/v1/participants/${id}`).catch((error: unknown) => {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  });
  if (known?.value.keys.some(({ kid }) => kid === signer.kid)) return { id, signer };
  throw new CliFailure(`the gateway does not know the key of ${id}: is ${dataDir} its data directory?`, {
    code: 'key_unknown',
  });
}

function report(done: ImportResult, counts: Counts, seconds: number): string {
  const { kinds, known, newestDay, orders, sellers, sent, shiftedDays, withoutItems } = done;
  const [busiest] = [...sellers].sort((a, b) => b[1] - a[1]);
  return [
    `${orders} orders read in ${seconds.toFixed(1)} s: ${sent} facts stated now, ${known} had been stated before.`,
    `Facts about ${sellers.size} sellers, the newest of ${newestDay}:`,
    '',
    table(
      [...kinds].map(([kind, count]) => ['', kind, String(count)]),
      [2],
    ),
    '',
    `${withoutItems} orders name no seller, so nothing is stated of them.`,
    ...(done.sent > 0 ? ['', countsText(counts)] : []),
    ...shiftText(shiftedDays === 0 ? undefined : shiftedDays),
    ...(busiest ? ['', `Next: stl score ${busiest[0]} --asof ${newestDay}`] : []),
  ].join('\n');
}

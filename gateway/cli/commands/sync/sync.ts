import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { mayPass } from '../../../sdk/client/index.js';
import { globals } from '../../frame/command.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { onInterrupt } from '../../frame/interrupt.js';
import { note } from '../../frame/output.js';
import { plainText } from '../../frame/plain.js';
import { reportFailure } from '../../frame/report-failure.js';
import { readAddress, type Address } from '../../sync/address.js';
import { metricsText, type SyncMetrics } from '../../sync/metrics.js';
import type { SourceSettings } from '../../sync/open-source.js';
import type { Opened } from '../../sync/run.js';
import { Told } from '../../sync/told.js';
import { Foresight } from '../import/foresight.js';
import { standingOf, stopped } from '../import/import-task.js';
import { addSession, openSession, type Session, type SessionOptions } from '../import/session.js';
import { defaultLag, defaultSettle, settingsOf, type SourceOptions } from './settings.js';

type Options = SessionOptions & SourceOptions;

/** Safe to run again, and to stop. */
export function sync(program: Command): void {
  const command = program
    .command('sync')
    .description(
      'state what is new in a folder, a database or standard input, once or again and again; safe to stop',
    )
    .argument('[source]', 'a folder, "-", postgres://USER@HOST/DATABASE or sqlite:FILE (else STL_SYNC_URL)');
  addSession(command)
    .option('--every <span>', 'read the source again and again: 30s, 15m, 1h; left out: once')
    .option('--query <sql>', 'of a database: the SELECT that gives the rows')
    .option(
      '--cursor <column>',
      'of a query: a column that only grows; left out: all rows are read each time',
    )
    .option('--lag <span>', `of a cursor: how long a transaction may take (default ${defaultLag})`)
    .option(
      '--settle <span>',
      `of a folder: a file is whole once it was not written to for so long (default ${defaultSettle})`,
    )
    .action(syncSource);
}

async function syncSource(given: string | undefined, options: Options, command: Command): Promise<void> {
  const { repeat } = await import('../../sync/schedule.js');
  const { Sync } = await import('../../sync/run.js');
  const from = given ?? process.env['STL_SYNC_URL'];
  if (from === undefined) throw usage('what is to be read? Name a source, or set STL_SYNC_URL');
  const address = await readAddress(from);
  const { every, ...settings } = settingsOf(address, options);
  const { release, signal } = onInterrupt();
  const told = new Told({ failure: (error) => void reportFailure(error, globals(command)), note });
  let session: Session | undefined;
  const syncing = new Sync({
    ...{ every, signal, source: address.name, told },
    async open() {
      session = await openSession(command, options);
      return openedOf(session, { address, map: options.map, settings, signal, told });
    },
    dryRun: options.dryRun,
    now: seconds,
  });
  try {
    // What is wrong for good ends it at once; a gateway that is down may be up later.
    await syncing.open().catch((error: unknown) => {
      if (every === 0 || !mayPass(error)) throw error;
    });
    const run = async (): Promise<SyncMetrics> => {
      const metrics = await syncing.run();
      print(metrics, command);
      return metrics;
    };
    if (every === 0) {
      const { bad, failed, held } = await run();
      if (failed !== undefined || bad > 0 || held > 0) process.exitCode = 1;
      return;
    }
    await repeat({ every, signal, run: async () => (await run()).failed === undefined });
    // It was told to end: what went wrong meanwhile was told then.
    process.exitCode = 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    if (every === 0) throw new CliFailure(stopped, { code: 'aborted', cause: error });
    process.exitCode = 0;
  } finally {
    release();
    await session?.close();
  }
}

interface Wanted {
  readonly address: Address;
  /** As it was named. */
  readonly map: string;
  readonly settings: SourceSettings;
  readonly signal: AbortSignal;
  readonly told: Told;
}

async function openedOf(session: Session, { address, map, settings, signal, told }: Wanted): Promise<Opened> {
  const { deliveriesOf } = await import('../../sync/open-source.js');
  const { SourceMemory } = await import('../../sync/memory.js');
  const { importTables } = await import('../../import/import-tables.js');
  const { httpGateway } = await import('../../import/http-gateway.js');
  const { store } = session.run;
  // A folder may lie elsewhere on another machine; its files are known by their names.
  const place = address.kind === 'folder' ? '' : address.name;
  const memory = new SourceMemory(store, [
    address.kind,
    place,
    settings.query,
    settings.cursor ?? '',
    await textOf(map),
  ]);
  let gateway = httpGateway(session.client);
  let held = 0;
  let foreseen = 0;
  return {
    hasMany: address.kind === 'folder' && session.map.tables.size === 0,
    position: () => memory.reached()?.position,
    deliveries: () =>
      deliveriesOf(address, settings, {
        ...{ map: session.map, memory, directory: store.directory, now: seconds, signal },
        onLacking: (heading) => told.note(`no line has the member ${heading} so far, which the map names`),
      }),
    async state(tables) {
      const foresight = new Foresight(session.client, session.signers, 'row');
      const counts = await importTables(tables, {
        ...session.run,
        ...{ foresee: foresight.foresee, gateway, signal },
        onProgress: () => undefined,
        onHappening({ place: rows, step }) {
          if (step === 'held' && ++held <= heldTold) told.note(`${rows} ${heldText}`);
        },
      });
      for (const line of foresight.lines) told.note(line);
      foreseen += foresight.notCounted;
      if (session.run.dryRun) foresight.setExitCode();
      return counts;
    },
    async notCounted() {
      if (session.run.dryRun) {
        const notCounted = foreseen;
        foreseen = 0;
        return notCounted;
      }
      const asked = gateway;
      gateway = httpGateway(session.client);
      return (await standingOf({ gateway: asked, signers: session.signers })).others.length;
    },
  };
}

/** The metrics count all of them. */
const heldTold = 20;
const heldText =
  'changed once more after it was corrected: the ledger takes one correction of a fact, so it stands as corrected';

const seconds = (): number => Math.floor(Date.now() / 1000);

/** Of the map that is named; of one that comes with the program, its name. */
const textOf = (map: string): Promise<string> => readFile(map, 'utf8').catch(() => map);

function print(metrics: SyncMetrics, command: Command): void {
  const isForPeople = process.stdout.isTTY && !globals(command).json;
  process.stdout.write(`${isForPeople ? plainText(metricsText(metrics)) : JSON.stringify(metrics)}\n`);
}

import type { Command } from 'commander';
import { DataDir } from '../../../data-dir/data-dir.js';
import type { EventCounts } from '../../epcis/event-findings.js';
import { globals } from '../../frame/command.js';
import { countsText, type Counts } from '../../frame/counting.js';
import { result, table } from '../../frame/output.js';
import { plainLines } from '../../frame/plain.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';
import { placesText } from '../../frame/places.js';
import { addPlatform, platformClient, type PlatformOptions } from '../../references/platform-client.js';
import { Foresight } from './foresight.js';
import { Happenings, samplesText } from './happenings.js';
import { importTask, standingOf } from './import-task.js';
import { storeDirectory } from './session.js';

interface Options extends SigningOptions, PlatformOptions {
  readonly map?: string;
  readonly store?: string;
  readonly dryRun: boolean;
}

/** Safe to run again, and to stop. */
export function importEpcis(parent: Command): void {
  const command = parent
    .command('epcis')
    .description('state what EPCIS 2.0 events say of orders and their parcels; safe to run again')
    .argument('<file...>', 'EPCIS documents in JSON')
    .option('--map <file>', 'JSON: where places are, and business steps of your own')
    .option('--store <dir>', 'where your secrets and what was stated are kept; keep a copy of it elsewhere')
    .option('--dry-run', 'check everything and show what would be signed; sends nothing', false);
  addSigning(addPlatform(command)).action(importFiles);
}

async function importFiles(files: readonly string[], options: Options, command: Command): Promise<void> {
  const { importEvents } = await import('../../epcis/import-events.js');
  const { noMap, readEpcisMap } = await import('../../epcis/epcis-map.js');
  const { KnownReferences } = await import('../../references/known-references.js');
  const { ImportStore } = await import('../../import/import-store.js');
  const { httpGateway } = await import('../../import/http-gateway.js');
  const map = options.map === undefined ? noMap : await readEpcisMap(options.map);
  const signing = await signingClient(command, options);
  const { as: id, client, signer } = signing;
  const { ledgerId: ledger } = await client.info();
  const platform = await platformClient(signing, options.platformUrl);
  const references = new KnownReferences(platform, { ledger, partner: id });
  const usual = new DataDir(globals(command).dataDir).importsOf(ledger, id);
  const directory = await storeDirectory(options, usual);
  const store = await ImportStore.open(directory.path, { ledger, participant: id });
  const gateway = httpGateway(client);
  const happenings = new Happenings();
  const foresight = new Foresight(client, new Map([[id, signer]]), 'event');
  try {
    const counts = await importTask('events', (followed) =>
      importEvents(files, {
        ...{ map, references, store, gateway, ledger, issuer: { id, signer } },
        ...{ dryRun: options.dryRun, foresee: foresight.foresee, skipUnknown: options.skipUnknown },
        ...followed,
        now: () => Math.floor(Date.now() / 1000),
        onHappening: (happening) => happenings.add(happening),
      }),
    );
    const standing = options.dryRun
      ? undefined
      : await standingOf({ gateway, signers: new Map([[id, signer]]) });
    if (options.dryRun) foresight.setExitCode();
    const done = { counts, foresight, happenings, standing };
    result(command, reportValue(done), () => reportText(done));
    if (counts.held > 0) process.exitCode = 1;
  } finally {
    await store.close();
    await directory.remove();
  }
}

interface Done {
  readonly counts: EventCounts;
  readonly foresight: Foresight;
  readonly happenings: Happenings;
  /** Undefined where nothing was sent. */
  readonly standing: Counts | undefined;
}

function reportValue({ counts, foresight, standing }: Done): object {
  const { leftOut, unknownPlaces, ...rest } = counts;
  return {
    ...rest,
    leftOut: Object.fromEntries(leftOut),
    unknownPlaces: Object.fromEntries(unknownPlaces),
    ...(standing === undefined
      ? { dryRun: true, ...foresight.value() }
      : { counted: standing.counted, notCounted: standing.others.length }),
  };
}

function reportText({ counts, foresight, happenings, standing }: Done): string {
  const { corrected, events, held, known, leftOut, neverStated, repeated, skipped, stated, takenBack } =
    counts;
  const rows: readonly (readonly [what: string, count: number])[] = [
    ['stated', stated],
    ['corrected, for the event changed', corrected],
    ['taken back, for the event was declared in error', takenBack],
    ['known: they stand as the events say', known],
    ['declared in error, and never stated from here', neverStated],
    ['said before in the same files', repeated],
    ['changed once more after a correction: they stay as corrected', held],
  ];
  return [
    `${events} events read, ${counts.stating} of them about orders.`,
    standing === undefined ? 'They are good; nothing was sent. A run would do:' : 'Done:',
    '',
    table(
      rows.filter(([, count], i) => i === 0 || count > 0).map(([what, count]) => ['', what, String(count)]),
      [2],
    ),
    ...(standing === undefined ? [...samplesText(happenings), ...foresight.text()] : []),
    ...(skipped.count > 0 ? ['', `Skipped, for their order is not known: ${placesText(skipped)}`] : []),
    ...listText(
      'These have no counterpart on the ledger, and state nothing:',
      [...leftOut].map(([what, places]) => [what, String(places.count), placesText(places)]),
    ),
    ...listText(
      'These places are left out, for neither their URI nor the map gives a UN/LOCODE:',
      [...counts.unknownPlaces].map(([uri, count]) => [uri, String(count)]),
    ),
    ...(standing !== undefined && stated + corrected + takenBack > 0 ? ['', countsText(standing)] : []),
  ].join('\n');
}

const listText = (title: string, rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : [
        '',
        title,
        '',
        table(
          rows.map((row) => ['', ...row.map((cell) => plainLines([cell]))]),
          [2],
        ),
      ];

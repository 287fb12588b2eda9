import { Option, type Command } from 'commander';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { DataDir } from '../../../data-dir/data-dir.js';
import type { Client, Signer } from '../../../sdk/client/index.js';
import { globals } from '../../frame/command.js';
import { usage } from '../../frame/failure.js';
import { signerIn } from '../../frame/key-file.js';
import { addPlatform, platformClient, type PlatformOptions } from '../../references/platform-client.js';
import { addSigning, holderOf, signingClient, type SigningOptions } from '../../frame/signing.js';
import type { HttpGateway } from '../../import/http-gateway.js';
import type { ImportRun, Issuer } from '../../import/import-run.js';
import type { ImportMap } from '../../maps/record-map.js';
import { judgeOf, type Judge } from '../facts/csv/taken.js';
import { announceShift } from '../reading/shift.js';

export interface SessionOptions extends SigningOptions, PlatformOptions {
  readonly map: string;
  readonly store?: string;
  readonly seller?: string;
  readonly also: readonly string[];
  readonly missing?: 'keep' | 'retract';
  readonly yes?: boolean;
  readonly end?: string;
  readonly referencesAgain?: boolean;
  readonly dryRun: boolean;
}

/** All of a run but how it is followed. */
export type SessionRun = Omit<ImportRun, 'signal' | 'foresee' | 'onProgress' | 'onHappening'>;

export interface Session {
  readonly run: SessionRun;
  readonly map: ImportMap;
  readonly client: Client;
  readonly gateway: HttpGateway;
  readonly signers: ReadonlyMap<string, Signer>;
  close(): Promise<void>;
}

/** Options that every command takes which states what a map makes of rows. */
export function addSession(command: Command): Command {
  return addPlatform(addSigning(command))
    .requiredOption(
      '--map <map>',
      'a file that says what the headings mean, or the name of a map that comes with stl',
    )
    .option('--store <dir>', 'where your secrets and what was stated are kept; keep a copy of it elsewhere')
    .option('--seller <id>', 'the seller that all rows are about, where no column says it')
    .option(
      '--also <role=keyfile>',
      'the key of a further participant whom the map has state records; once for each',
      (one: string, before: readonly string[]) => [...before, one],
      [] as readonly string[],
    )
    .option('--dry-run', 'check everything and show what would be signed; sends nothing', false);
}

/** Options of a command whose rows are all there is. */
export function addMissing(command: Command): Command {
  return command
    .addOption(
      new Option('--missing <what>', 'what becomes of records without a row now')
        .choices(['keep', 'retract'])
        .default('keep'),
    )
    .option('--yes', 'take back even a large share of what was stated', false)
    .option(
      '--references-again',
      "have partners' references kept once more, though they were: a gateway may have lost them",
      false,
    );
}

/** Opens what a run needs; the caller closes it. Throws CliFailure, ImportFailure, StoreFailure, ProblemError, ClientError. */
export async function openSession(command: Command, options: SessionOptions): Promise<Session> {
  const { readImportMap } = await import('../../maps/read-map.js');
  const { ImportStore } = await import('../../import/import-store.js');
  const { httpGateway } = await import('../../import/http-gateway.js');
  holdLittle();
  const { dataDir, url } = globals(command);
  const map = await readImportMap(options.map);
  const { as: id, client, signer } = await signingClient(command, options);
  const { ledgerId } = await client.info();
  const others = await othersOf(client, options.also);
  const directory = await storeDirectory(options, new DataDir(dataDir).importsOf(ledgerId, id));
  const store = await ImportStore.open(directory.path, { ledger: ledgerId, participant: id });
  const signers = new Map([{ id, signer }, ...others.values()].map((one) => [one.id, one.signer]));
  const gateway = httpGateway(client);
  const {
    end,
    missing = 'keep',
    platformUrl,
    referencesAgain = false,
    seller,
    skipUnknown,
    yes = false,
  } = options;
  const platform = await platformClient({ client, signer }, platformUrl);
  return {
    run: {
      ...{ map, store, gateway, ledger: ledgerId, issuer: { id, signer }, others, seller, end },
      dryRun: options.dryRun,
      references: { platform, skipUnknown, own: client, again: referencesAgain },
      missing: missing === 'retract' && yes ? 'retract-many' : missing,
      announceShift: (days) => announceShift(url, dataDir, days),
      refusal: await refusalOf(client, map, { id, signer }, others),
      now: () => Math.floor(Date.now() / 1000),
    },
    ...{ map, client, gateway, signers },
    async close() {
      await store.close();
      await directory.remove();
    },
  };
}

/**
 * V8 lets short-lived values pile up to tens of megabytes before it looks at them. Rows are such values, all of them, and collecting them
 * often costs next to nothing.
 */
function holdLittle(): void {
  setFlagsFromString('--max-semi-space-size=4');
  setFlagsFromString('--semi-space-growth-factor=1');
  // Else the heap may grow to several times what lives in it before the next collection.
  setFlagsFromString('--heap-growing-percent=40');
}

/** Asked once of each kind and issuer. */
async function refusalOf(
  client: Client,
  { records }: ImportMap,
  issuer: Issuer,
  others: ReadonlyMap<string, Issuer>,
): Promise<ImportRun['refusal']> {
  const judges = new Map<string, Judge>();
  for (const { as: role, kind } of records) {
    const { id } = (role === undefined ? undefined : others.get(role)) ?? issuer;
    const name = `${kind}/${id}`;
    if (!judges.has(name)) judges.set(name, await judgeOf(kind, { as: id, client }));
  }
  return (record, id) => judges.get(`${record.kind}/${id}`)?.(record);
}

async function othersOf(client: Client, also: readonly string[]): Promise<ReadonlyMap<string, Issuer>> {
  const others = new Map<string, Issuer>();
  for (const one of also) {
    const [, role, path] = /^([a-z-]+)=(.+)$/.exec(one) ?? [];
    if (role === undefined || path === undefined)
      throw usage('--also takes a role and a key file, as payment-provider=keys/pay.jwk.json');
    const signer = await signerIn(path);
    others.set(role, { id: await holderOf(client, signer.kid), signer });
  }
  return others;
}

/** A run that only tries makes no store where there is none. */
export async function storeDirectory(
  { dryRun, store }: Pick<SessionOptions, 'dryRun' | 'store'>,
  usual: string,
): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = store ?? usual;
  const exists = await access(join(path, 'store')).then(
    () => true,
    () => false,
  );
  if (!dryRun || exists) return { path, remove: () => Promise.resolve() };
  const made = await mkdtemp(join(tmpdir(), 'stl-try-'));
  return { path: made, remove: () => rm(made, { recursive: true, force: true }) };
}

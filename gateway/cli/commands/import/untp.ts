import type { Command } from 'commander';
import type { Certification } from '../../../../chaincode/domain/records/certification.js';
import { contentId, mayPass, ProblemError } from '../../../sdk/client/index.js';
import { askCounts, askLater, countsText, type Counts } from '../../frame/counting.js';
import { CliFailure, StoppedHalfway } from '../../frame/failure.js';
import { note, result, table, wrapped } from '../../frame/output.js';
import { addSigning, signingClient, type SigningClient, type SigningOptions } from '../../frame/signing.js';
import { sentence } from '../../forms/sentence.js';
import type { CheckedCredential } from '../../untp/check-files.js';
import { todoOf } from '../facts/batch/todo.js';
import { Foresight } from './foresight.js';

interface Options extends SigningOptions {
  readonly map?: string;
  readonly seller?: string;
  readonly issuerKey?: string;
  readonly unsigned: boolean;
  readonly dryRun: boolean;
}

/** Safe to run again: a credential makes the same record each time, which is not stated twice. */
export function importUntp(parent: Command): void {
  const command = parent
    .command('untp')
    .description('state certifications from UNTP Digital Conformity Credentials; safe to run again')
    .argument('<file...>', 'each a credential: a JWT (vc+jwt), or JSON')
    .option('--issuer-key <file>', "their issuer's public key: a JWK, a set of them, or a DID document")
    .option('--unsigned', 'take what no signature secures that was checked', false)
    .option('--map <file>', 'JSON: which parties are which sellers, and whatever credentials leave open')
    .option('--seller <id>', 'whom all of them were issued to')
    .option('--dry-run', 'check the files and show what would be signed; sends nothing', false);
  addSigning(command).action(importCredentials);
}

async function importCredentials(
  files: readonly string[],
  options: Options,
  command: Command,
): Promise<void> {
  const { checkCredentials } = await import('../../untp/check-files.js');
  const { readIssuerKeys } = await import('../../untp/issuer-keys.js');
  const { readUntpMap } = await import('../../untp/untp-map.js');
  const { issuerKey, map, seller, unsigned } = options;
  const signing = await signingClient(command, options);
  const { ledgerId } = await signing.client.info();
  const credentials = await checkCredentials(files, {
    keys: issuerKey === undefined ? undefined : await readIssuerKeys(issuerKey),
    isUnsignedTaken: unsigned,
    reading: { ledger: ledgerId, map: map === undefined ? {} : await readUntpMap(map), seller },
  });
  for (const { file, notes } of credentials) for (const one of notes) note(`${file}: ${one}`);
  if (options.dryRun) {
    await tryAll(signing, credentials, command);
    return;
  }
  const outcomes = await sendAll(signing, credentials, command);
  const stated = outcomes.flatMap(({ record }) => record ?? []);
  const counts = await askCounts(signing.client, stated).catch((error: unknown) => {
    result(command, { credentials: outcomes }, () => outcomesText(outcomes, undefined));
    throw new StoppedHalfway(`${askLater} RECORD...`, error);
  });
  result(command, { credentials: outcomes, ...counts }, () => outcomesText(outcomes, counts));
}

/** Shows what would be signed, and what would become of it. */
async function tryAll(
  { as, client }: SigningClient,
  credentials: readonly CheckedCredential[],
  command: Command,
): Promise<void> {
  const tried = await compared(credentials, client);
  const foresight = new Foresight(client, new Map(), 'credential');
  const fresh = tried.filter(({ stands }) => !stands);
  const planned = fresh.map(({ file, record }) => ({
    ...{ issuer: as, place: file, record },
    thing: `${record.seller} ${record.certificate}`,
  }));
  await foresight.foresee(planned);
  foresight.setExitCode();
  result(command, { credentials: tried, dryRun: true, ...foresight.value() }, () =>
    trialText(tried, as, foresight),
  );
}

type Tried = CheckedCredential & { readonly stands: boolean };

/** Says of each whether an earlier run has stated it. */
async function compared(
  credentials: readonly CheckedCredential[],
  client: SigningClient['client'],
): Promise<readonly Tried[]> {
  const contents = new Set(credentials.map(({ record }) => contentId([record])));
  const { signal } = new AbortController();
  const { todo } = await todoOf(contents, client, { again: false, signal });
  return credentials.map((one) => ({ ...one, stands: !todo.has(contentId([one.record])) }));
}

function trialText(credentials: readonly Tried[], as: string, foresight: Foresight): string {
  const standing = credentials.filter(({ stands }) => stands).map(({ file }) => file);
  const fresh = credentials.filter(({ stands }) => !stands);
  return [
    ...(standing.length === 0 ? [] : [`Stated by an earlier run: ${standing.join(', ')}`]),
    `${credentials.length} good, nothing was sent.${fresh.length === 0 ? '' : ' You would sign:'}`,
    ...fresh.map(({ file, record }) => `\n${file}:\n${wrapped(sentence(as, record))}`),
    ...foresight.text(),
  ].join('\n');
}

interface Outcome {
  readonly file: string;
  /** Record id; undefined where an earlier run has stated it. */
  readonly record?: string;
}

/** One after the other: a renewal follows the term before it. The first that is refused ends it. */
async function sendAll(
  signing: SigningClient,
  credentials: readonly CheckedCredential[],
  command: Command,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { file, record, stands } of await compared(credentials, signing.client)) {
    try {
      outcomes.push({ file, ...(stands ? {} : await sendOne(signing, record)) });
    } catch (error) {
      result(command, { credentials: outcomes }, () => outcomesText(outcomes, undefined));
      if (mayPass(error)) throw new StoppedHalfway(runAgain, error);
      if (!(error instanceof ProblemError)) throw error;
      const reasons = error.errors.flatMap(({ reason }) => reason ?? []);
      throw new CliFailure(`${file} was refused by the ledger: ${error.message}`, {
        ...{ code: error.code, details: reasons, cause: error },
      });
    }
  }
  return outcomes;
}

const runAgain = 'Run the same command with the same files again: nothing is stated twice.';

async function sendOne(
  { as, client }: SigningClient,
  record: Certification,
): Promise<{ readonly record?: string }> {
  // Its id is made of its content: where an earlier run stated it and this gateway has not read that yet, the ledger says so.
  const batch = await client.signBatch([record], { as });
  try {
    return { record: `${(await client.deliver(batch)).batch}.0` };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'jti_conflict') return {};
    throw error;
  }
}

function outcomesText(outcomes: readonly Outcome[], counts: Counts | undefined): string {
  const rows = outcomes.map(({ file, record }) => [file, record ?? 'stated by an earlier run']);
  const isNew = outcomes.some(({ record }) => record !== undefined);
  return [
    table([['file', 'record'], ...rows]),
    ...(counts !== undefined && isNew ? ['', countsText(counts)] : []),
  ].join('\n');
}

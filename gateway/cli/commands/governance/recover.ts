import { InvalidArgumentError, type Command } from 'commander';
import { createClient, type Client, type ProposalView } from '../../../sdk/client/index.js';
import { readPublicKeyFile } from '../../../data-dir/key-files.js';
import { globals } from '../../frame/command.js';
import { CliFailure } from '../../frame/failure.js';
import { readGiven } from '../../frame/given-file.js';
import { addGoverning, administrator, type GoverningOptions } from '../../frame/governing.js';
import { signerIn } from '../../frame/key-file.js';
import { note, result, table } from '../../frame/output.js';
import { Reassertion, type Reasserted } from './recover/reassert.js';
import { registerKey } from './register-key.js';
import { revokeKey } from './recover/revoke-key.js';

interface Options extends GoverningOptions {
  readonly kid: string;
  readonly fromBlock: number;
  readonly newKey: string;
  readonly reassert?: string;
}

/** A batch that the stolen key signed. */
interface KeyBatch {
  readonly batch: string;
  readonly n: number;
  readonly block: number;
  readonly time: string;
}

function blockNumber(text: string): number {
  if (/^[0-9]{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a block number.');
}

async function signedSince(client: Client, participant: string, options: Options): Promise<KeyBatch[]> {
  const path = `/v1/participants/${encodeURIComponent(participant)}/batches?kid=${encodeURIComponent(options.kid)}`;
  const batches: KeyBatch[] = [];
  for await (const batch of client.list<KeyBatch>(path))
    if (batch.block >= options.fromBlock) batches.push(batch);

  return batches;
}

const recordsOf = ({ batch, n }: KeyBatch): string[] => Array.from({ length: n }, (_, i) => `${batch}.${i}`);

/** The ids to state again, in ledger order; only of what the key signed since. */
async function chosen(reassert: string, batches: readonly KeyBatch[]): Promise<string[]> {
  const all = batches.flatMap(recordsOf);
  if (reassert === 'all') return all;
  const text = (await readGiven(reassert)).toString('utf8');
  const wanted = new Set(text.split(/\s+/).filter((id) => id !== ''));
  const picked = all.filter((id) => wanted.delete(id));
  const [stranger] = wanted;
  if (stranger === undefined) return picked;
  throw new CliFailure(`${reassert}: ${stranger} is no record that the key signed since that block`, {
    code: 'not_found',
  });
}

/** Signs the chosen records again with the new key. */
async function stateAgain(
  url: string,
  as: string,
  keyFile: string,
  ids: readonly string[],
): Promise<Reasserted> {
  const signer = await signerIn(keyFile);
  const reassertion = await Reassertion.start({ client: createClient({ url, signer }), signer, as });
  for (const id of ids) await reassertion.add(id);
  return reassertion.finish();
}

interface Done {
  readonly batches: readonly KeyBatch[];
  readonly records: readonly string[];
  readonly pending: ProposalView | undefined;
  readonly reasserted: Reasserted;
}

function report({ batches, pending, reasserted }: Done): string {
  const rows = batches.map(({ batch, n, block, time }) => [batch, String(n), String(block), time]);
  return [
    `${batches.length} batches were signed since; nothing in them counts now:`,
    table([['batch', 'records', 'block', 'time'], ...rows]),
    '',
    pending
      ? `The new key waits for other organisations:\n\n  stl approve ${pending.id} --admin ORG\n`
      : 'The new key is registered.',
    reasserted.size > 0
      ? `${reasserted.size} records are stated again under the new key.`
      : 'Check what is true of these records; then run this again with --reassert all, or a file of record ids.',
  ].join('\n');
}

export function recover(program: Command): void {
  const command = program
    .command('recover')
    .description(
      'a key was stolen: revoke it from a block, list what it signed since, state the true part again',
    )
    .argument('<participant>', 'whose key it is')
    .requiredOption('--kid <kid>', 'the stolen key')
    .requiredOption('--from-block <block>', 'from here on nothing it signed counts', blockNumber)
    .requiredOption('--new-key <file>', 'the new private key, as made by "stl keygen"')
    .option('--reassert <all|file>', 'state again: all, or the record ids in a file, one a line');
  addGoverning(command).action(async (participant: string, options: Options, self: Command) => {
    const { newKey, reassert } = options;
    const newPublicKey = await readPublicKeyFile(newKey);
    const admin = await administrator(self, options);
    await revokeKey(admin, participant, options.kid, options.fromBlock);
    note(`key ${options.kid} is revoked from block ${options.fromBlock} on`);
    const batches = await signedSince(admin.client, participant, options);
    const ids = reassert === undefined ? [] : await chosen(reassert, batches);
    const pending = await registerKey(admin, participant, newPublicKey);
    if (pending && ids.length > 0) {
      throw new CliFailure(
        `the new key waits for other organisations; run this again after: stl approve ${pending.id}`,
        {
          code: 'approval_needed',
        },
      );
    }
    const reasserted =
      ids.length > 0
        ? await stateAgain(globals(self).url, participant, newKey, ids)
        : new Map<string, string>();
    const done = { batches, records: batches.flatMap(recordsOf), pending, reasserted };
    result(self, { ...done, reasserted: Object.fromEntries(reasserted) }, () => report(done));
  });
}

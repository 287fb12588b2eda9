import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { createClient, type Client } from '../../client/index.js';
import { globals } from '../command.js';
import { CliFailure } from '../failure.js';
import { addGoverning, governingClient, type GoverningOptions } from '../governing.js';
import { readKeyFile, readPublicJwk } from '../key-file.js';
import { note, result, table } from '../output.js';
import { Reassertion } from '../recover/reassert.js';
import { registerKey, revokeKey } from '../recover/replace-key.js';

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
  for await (const batch of client.list<KeyBatch>(path)) {
    if (batch.block >= options.fromBlock) batches.push(batch);
  }
  return batches;
}

const recordsOf = ({ batch, n }: KeyBatch): string[] => Array.from({ length: n }, (_, i) => `${batch}.${i}`);

/** The ids to state again, in ledger order; only of what the key signed since. */
async function chosen(reassert: string, batches: readonly KeyBatch[]): Promise<string[]> {
  const all = batches.flatMap(recordsOf);
  if (reassert === 'all') return all;
  const text = await readFile(reassert, 'utf8').catch((cause: unknown) => {
    throw new CliFailure(`cannot read ${reassert}`, { cause });
  });
  const wanted = new Set(text.split(/\s+/).filter((id) => id !== ''));
  const picked = all.filter((id) => wanted.delete(id));
  const [stranger] = wanted;
  if (stranger === undefined) return picked;
  throw new CliFailure(`${reassert}: ${stranger} is no record that the key signed since that block`, {
    code: 'not_found',
  });
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
    const admin = await governingClient(self, options);
    await revokeKey(admin, participant, options.kid, options.fromBlock);
    note(`key ${options.kid} is revoked from block ${options.fromBlock} on`);
    const batches = await signedSince(admin, participant, options);
    const ids = options.reassert === undefined ? [] : await chosen(options.reassert, batches);
    await registerKey(admin, participant, await readPublicJwk(options.newKey));
    const signer = await readKeyFile(options.newKey);
    note(`key ${signer.kid} is registered`);
    const client = createClient({ url: globals(self).url, signer });
    const reassertion = await Reassertion.start({ client, signer, as: participant });
    for (const id of ids) await reassertion.add(id);
    const reasserted = Object.fromEntries(await reassertion.finish());
    result(self, { batches, records: batches.flatMap(recordsOf), reasserted }, () =>
      [
        `${batches.length} batches were signed since, none of which counts now:`,
        table([
          ['batch', 'records', 'block', 'time'],
          ...batches.map(({ batch, n, block, time }) => [batch, String(n), String(block), time]),
        ]),
        '',
        `${ids.length} records are stated again under the new key.`,
        ...(options.reassert === undefined
          ? ['Check them; then run this again with --reassert all, or with a file of record ids.']
          : []),
      ].join('\n'),
    );
  });
}

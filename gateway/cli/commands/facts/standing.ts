import type { Command } from 'commander';
import { countsOf, countsText, standingOfBatch } from '../../frame/counting.js';
import { usage } from '../../frame/failure.js';
import { readGiven } from '../../frame/given-file.js';
import { result } from '../../frame/output.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';

interface Options extends SigningOptions {
  readonly file?: string;
}

const recordId = /^[A-Za-z0-9_-]{43}\.(0|[1-9][0-9]{0,3})$/;
const batchId = /^[A-Za-z0-9_-]{43}$/;

export function standing(program: Command): void {
  const command = program
    .command('standing')
    .description('say of records you stated whether they count, and why not')
    .argument('[ids...]', 'record ids, or ids of your batches')
    .option('--file <file>', 'a file of such ids, one a line');
  addSigning(command).action(async (given: readonly string[], options: Options, self: Command) => {
    const listed = options.file === undefined ? [] : linesOf(await readGiven(options.file));
    const ids = [...new Set([...given, ...listed])];
    if (ids.length === 0) throw usage('name a record or a batch, or give --file');
    const wrong = ids.find((id) => !recordId.test(id) && !batchId.test(id));
    if (wrong !== undefined) throw usage(`${wrong.slice(0, 100)} is neither a record id nor a batch id`);
    const { client } = await signingClient(self, options);
    const answers = [...(await client.standing(ids.filter((id) => recordId.test(id))))];
    for (const id of ids.filter((one) => batchId.test(one)))
      answers.push(...(await standingOfBatch(client, id)));
    const counts = countsOf(answers);
    result(self, counts, () => countsText(counts));
  });
}

const linesOf = (bytes: Buffer): string[] =>
  bytes
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');

import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { canonicalText } from '../../../../chaincode/domain/canonical.js';
import { orderProofsMax, type OrderProof } from '../../../../chaincode/domain/proofs/order.js';
import type { RecordProof } from '../../../../chaincode/domain/proofs/record.js';
import type { RecordView } from '../../../sdk/client/index.js';
import { CliFailure } from '../../frame/failure.js';
import { result } from '../../frame/output.js';
import { addReading, platformOf, readingClient, type ReadingOptions } from './reading.js';
import { recordsText } from './records-text.js';

interface Options extends ReadingOptions {
  readonly out?: string;
}

export function order(program: Command): void {
  const command = program
    .command('order')
    .description("show an order's timeline to one of its parties; with --out, prove it to anyone")
    .argument('<seller>', 'seller id')
    .argument('<order>', "the order's commitment, as its records have it")
    .option('--out <file>', 'a new file with the proof of every record: opened at /order, by anyone');
  addReading(command).action(async (seller: string, commitment: string, options: Options, self: Command) => {
    const client = await readingClient(self, options, platformOf(seller));
    const path = `/v1/sellers/${encodeURIComponent(seller)}/timeline?order=${encodeURIComponent(commitment)}`;
    const views: RecordView[] = [];
    for await (const view of client.list<RecordView>(path)) views.push(view);
    const { out } = options;
    if (out === undefined) return result(self, { items: views }, () => recordsText(views, undefined));
    const open = views.filter(({ visible }) => visible);
    if (open.length > orderProofsMax) {
      throw new CliFailure(`the order has ${open.length} records; a file takes ${orderProofsMax}`, {
        code: 'too_many_records',
      });
    }
    const proofs: RecordProof[] = [];
    for (const { id } of open) proofs.push((await client.get<RecordProof>(`/v1/records/${id}/proof`)).value);
    const file: OrderProof = { v: 1, seller, order: commitment, proofs };
    await writeFile(out, `${canonicalText(file)}\n`, { flag: 'wx', mode: 0o600 }).catch((cause: unknown) => {
      throw new CliFailure(`${out} cannot be written: is it there already?`, {
        code: 'file_unusable',
        cause,
      });
    });
    result(self, { file: out, records: proofs.length }, () => `${proofs.length} proven records in ${out}`);
  });
}

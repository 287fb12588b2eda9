import { Option, type Command } from 'commander';
import { recordKinds, type RecordKind } from '../../../../chaincode/domain/records/index.js';
import type { RecordView } from '../../../sdk/client/index.js';
import { result } from '../../frame/output.js';
import { addReading, readingClient, type ReadingOptions } from './reading.js';
import { recordsText } from './records-text.js';

interface Options extends ReadingOptions {
  readonly kind?: RecordKind;
}

export function records(program: Command): void {
  const command = program
    .command('records')
    .description('list the records about a seller, in ledger order')
    .argument('<seller>', 'seller id')
    .addOption(new Option('--kind <kind>', 'only of this kind').choices(recordKinds));
  addReading(command).action(async (seller: string, options: Options, self: Command) => {
    const client = await readingClient(self, options);
    const views: RecordView[] = [];
    const kind = options.kind === undefined ? {} : { kind: options.kind };
    for await (const view of client.records(seller, kind)) views.push(view);
    const { shiftedDays } = await client.info();
    const value = { items: views, ...(shiftedDays === undefined ? {} : { shiftedDays }) };
    result(self, value, () => recordsText(views, shiftedDays));
  });
}

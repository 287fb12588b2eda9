import { Option, type Command } from 'commander';
import { recordKinds, type RecordKind } from '../../../chaincode/domain/records/index.js';
import type { RecordView } from '../../client/index.js';
import { result, table } from '../output.js';
import { addReading, readingClient, type ReadingOptions } from '../reading.js';

interface Options extends ReadingOptions {
  readonly kind?: RecordKind;
}

function cells(view: RecordView): string[] {
  if (!view.visible) return [view.id, view.kind, '', '', 'hidden from you'];
  const { standing } = view;
  const state = standing.state === 'counted' ? 'counted' : `not counted: ${standing.because}`;
  return [view.id, view.kind, view.issuer, view.record.at, state];
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
    result(self, views, () => table([['record', 'kind', 'issuer', 'at', 'standing'], ...views.map(cells)]));
  });
}

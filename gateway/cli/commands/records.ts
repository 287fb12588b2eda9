import { Option, type Command } from 'commander';
import { recordKinds, type RecordKind } from '../../../chaincode/domain/records/index.js';
import type { RecordView } from '../../client/index.js';
import { result, table } from '../output.js';
import { addReading, readingClient, type ReadingOptions } from '../reading.js';
import { shiftText } from '../shift.js';

interface Options extends ReadingOptions {
  readonly kind?: RecordKind;
}

/** The member that tells most about a record of its kind. */
function gist(record: Readonly<Record<string, unknown>>): string {
  const { rating } = record as { rating?: { item: number } };
  if (rating) return `${rating.item} of 5 stars`;
  const telling = ['event', 'result', 'status', 'step', 'certificate', 'reason'].map((name) => record[name]);
  return telling.find((value) => typeof value === 'string') ?? '';
}

function cells(view: RecordView): string[] {
  if (!view.visible) return [view.id, '', view.kind, 'hidden from you', '', ''];
  const { id, issuer, kind, record, standing } = view;
  const state = standing.state === 'counted' ? 'counted' : `not counted: ${standing.because}`;
  return [id, record.at, kind, gist({ ...record }), issuer, state];
}

function listText(views: readonly RecordView[], shiftedDays: number | undefined): string {
  const hidden = views.filter(({ visible }) => !visible).length;
  return [
    table([['record', 'at', 'kind', 'what', 'issuer', 'standing'], ...views.map(cells)]),
    '',
    `${views.length} records${hidden > 0 ? `, ${hidden} of them for their parties only: ask as one with --key FILE` : ''}.`,
    ...shiftText(shiftedDays),
  ].join('\n');
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
    result(self, value, () => listText(views, shiftedDays));
  });
}

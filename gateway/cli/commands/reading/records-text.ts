import type { FactRecord } from '../../../../chaincode/domain/records/index.js';
import type { RecordView } from '../../../sdk/client/index.js';
import { table } from '../../frame/output.js';
import { shiftText } from './shift.js';

const day = (time: string): string => time.slice(0, 10);

/** What tells most about a record of its kind. */
function gist(record: FactRecord): string {
  if (record.kind === 'review') return `${record.rating.item} of 5 stars`;
  if (record.kind === 'certification')
    return `${record.certificate}, ${day(record.validFrom)} to ${day(record.validUntil)}`;
  if (record.kind === 'certification-status') return `${record.certificate} ${record.status}`;
  const members: Readonly<Record<string, unknown>> = { ...record };
  const telling = ['event', 'result', 'step', 'reason'].map((name) => members[name]);
  return telling.find((value) => typeof value === 'string') ?? '';
}

function cells(view: RecordView): string[] {
  if (!view.visible) return [view.id, '', view.kind, 'hidden from you', '', ''];
  const { id, issuer, kind, record, standing } = view;
  const state = standing.state === 'counted' ? 'counted' : `not counted: ${standing.because}`;
  return [id, record.at, kind, gist(record), issuer, state];
}

/** Records as a table; hidden ones show that they are there. */
export function recordsText(views: readonly RecordView[], shiftedDays: number | undefined): string {
  const hidden = views.filter(({ visible }) => !visible).length;
  return [
    table([['record', 'at', 'kind', 'what', 'issuer', 'standing'], ...views.map(cells)]),
    '',
    `${views.length} records${hidden > 0 ? `, ${hidden} of them for their parties only: ask as one with --key FILE` : ''}.`,
    ...shiftText(shiftedDays),
  ].join('\n');
}

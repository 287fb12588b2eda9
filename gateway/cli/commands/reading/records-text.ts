import type { RecordView } from '../../../sdk/client/index.js';
import { table } from '../../frame/output.js';
import { shiftText } from './shift.js';

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

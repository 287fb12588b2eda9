import type { Certification, FactRecord } from '../../../../chaincode/domain/records/index.js';
import type { Product } from '../../../../chaincode/domain/records/common.js';
import { formatTime, parseTime } from '../../../../chaincode/domain/time.js';
import { columnsOf, type Column } from '../../forms/columns.js';

function textOf(value: unknown, column: Column): string {
  if (value === undefined) return '';
  if (column.type === 'products') return (value as readonly Product[]).map(productText).join(';');
  return Array.isArray(value) ? value.join(';') : (value as string);
}

const productText = ({ gtin, hs, tariff }: Product): string =>
  gtin ?? hs ?? (tariff === undefined ? '' : `tariff:${tariff}`);

function memberAt(record: FactRecord, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], record);
}

/** The day after the last one of a term: a renewal goes on from there. */
function dayAfter({ validUntil }: Certification): string {
  return formatTime((parseTime(validUntil) ?? 0) + 1).slice(0, 10);
}

/**
 * Certifications as rows of a spreadsheet that `stl csv certification` reads: each is issued today, begins when the last term ends, and
 * lacks the day on which it ends. No value of these columns holds a comma or a quotation mark.
 *
 * @param today `YYYY-MM-DD`. Without it a row's day of issue would be its start, which may be still to come
 */
export function renewalRows(terms: readonly Certification[], today: string): string {
  const columns = columnsOf('certification');
  const cellOf = (term: Certification, column: Column): string => {
    switch (column.name) {
      case 'at':
        return today;
      case 'validFrom':
        return dayAfter(term);
      case 'validUntil':
        return '';
      default:
        return textOf(memberAt(term, column.path), column);
    }
  };
  const rows = terms.map((term) => columns.map((column) => cellOf(term, column)));
  return [columns.map(({ name }) => name), ...rows].map((cells) => `${cells.join(',')}\n`).join('');
}

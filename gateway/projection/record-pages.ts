import type { RecordsEntry } from '../../chaincode/domain/fold/sellers.js';
import type { RecordKind } from '../../chaincode/domain/records/index.js';
import type { Page } from './port.js';

/** A page filtered by kind looks at so many batches at most; then it ends, short or empty, with a cursor. */
const entriesMax = 500;

/**
 * Ids of a seller's records in the ledger's order. A page costs as much at the end of a long list as at its start.
 * The cursor is `<entry>-<records of it already given>`.
 */
export function pageOfRecords(
  entries: { readonly length: number; at(index: number): RecordsEntry },
  kind: RecordKind | undefined,
  cursor: string | undefined,
  limit: number,
): Page<string> {
  let [index, given] = parse(cursor);
  const last = Math.min(entries.length, index + entriesMax);
  const items: string[] = [];
  for (; index < last; index++, given = 0) {
    const { batch, lines } = entries.at(index);
    const wanted = kind === undefined ? Object.values(lines).flat() : [...(lines[kind] ?? [])];
    wanted.sort((a, b) => a - b);
    for (const line of wanted.slice(given)) {
      if (items.length === limit) return { items, next: `${index}-${given}` };
      items.push(`${batch}.${line}`);
      given++;
    }
  }
  return { items, next: index < entries.length ? `${index}-0` : null };
}

function parse(cursor: string | undefined): [index: number, given: number] {
  const match = /^(0|[1-9][0-9]{0,14})-(0|[1-9][0-9]{0,3})$/.exec(cursor ?? '');
  return match === null ? [0, 0] : [Number(match[1]), Number(match[2])];
}

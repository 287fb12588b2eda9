import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatTime, daySeconds } from '../../../../chaincode/domain/time.js';
import type { Services } from '../../../http/routes/services.js';
import { Turns } from '../../../services/common/turns.js';
import type { Listed } from '../../../services/read/directory/listed.js';
import type { Found } from '../../../services/read/directory/sought.js';
import type { Stood } from '../../../services/read/directory/stood.js';
import { sellerPath } from '../seller/subject.js';
import { searchQueryOf, shownInOrder } from './search-query.js';

export const csvRowsMax = 20_000;
/** Rows that are sent together. */
const rowsAtOnce = 200;

type Cell = string | number | undefined;

/** Names of columns do not change with the visitor's language: sheets and programs refer to them. */
const columns: readonly (readonly [
  name: string,
  cell: (found: Found, standing: Stood | undefined, origin: string) => Cell,
])[] = [
  ['seller', ({ listed }) => listed.id],
  ['trading_name', ({ listed }) => listed.tradingName],
  ['country', ({ listed }) => listed.country],
  ['shop_domains', ({ listed }) => listed.shopDomains.join(' ')],
  ['status', (_, standing) => standing?.status],
  ['score', (_, standing) => standing?.overall ?? undefined],
  ['band', (_, standing) => standing?.band ?? undefined],
  [
    'provisional',
    (_, standing) =>
      standing === undefined || standing.overall === null ? undefined : String(standing.provisional),
  ],
  ['score_day', (_, standing) => standing && dayText(standing.asOf)],
  ['last_score', (_, standing) => standing?.last?.overall],
  ['last_score_day', (_, standing) => standing?.last && dayText(standing.last.asOf)],
  ['newest_fact_day', ({ listed }) => newestDayOf(listed)],
  ['valid_certificates', (_, standing) => standing?.schemes.join(' ')],
  ['page', ({ listed }, _, origin) => new URL(sellerPath(listed.id), origin).href],
];

/** 0: nothing but corrections was stated. */
const newestDayOf = ({ newestDay }: Listed): string | undefined =>
  newestDay === 0 ? undefined : dayText(newestDay * daySeconds);

const dayText = (seconds: number): string => formatTime(seconds).slice(0, 10);

/** The sellers that the search page would list, all on one sheet: RFC 4180 in UTF-8, `csvRowsMax` rows at most. */
export async function sellersCsv(
  request: FastifyRequest,
  reply: FastifyReply,
  { about, directory }: Pick<Services, 'about' | 'directory'>,
): Promise<FastifyReply> {
  const origin = about.publicUrl;
  const query = searchQueryOf(new URL(origin + (request.raw.url ?? '/')));
  const { items } = await directory.find(shownInOrder(query), 0, csvRowsMax, true);
  const chunks = async function* (): AsyncGenerator<string> {
    const turns = new Turns();
    // Without this mark, a spreadsheet reads names in its own country's old character set.
    yield `\uFEFF${line(columns.map(([name]) => name))}`;
    for (let from = 0; from < items.length; from += rowsAtOnce) {
      if (turns.isOver) await turns.next();
      const rows = items.slice(from, from + rowsAtOnce);
      yield rows.map((found) => row(found, directory.standing(found.number), origin)).join('');
    }
  };
  return reply
    .type('text/csv; charset=utf-8; header=present')
    .header('content-disposition', 'attachment; filename="sellers.csv"')
    .header('cache-control', 'no-cache')
    .send(Readable.from(chunks()));
}

const row = (found: Found, standing: Stood | undefined, origin: string): string =>
  line(columns.map(([, cell]) => cell(found, standing, origin)));

const line = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`;

/**
 * A spreadsheet runs what begins like a formula, and trading names are what somebody else chose: an apostrophe in front
 * makes it text (OWASP, "CSV Injection"), also where blanks or wide forms of the signs come first. So it is behind a semicolon,
 * where half of the world's sheets begin a new cell: to them the quotes around it, in the middle of a line, are letters.
 */
function cellText(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell ?? '';
  const harmless = text.replace(/(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r\n])/gu, "$1'");
  return /[",\r\n\t;]|^[\s']|\s$/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

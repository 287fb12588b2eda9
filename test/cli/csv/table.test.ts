import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonObject } from '../../../chaincode/domain/canonical.js';
import { csvMapOf, noMap, readCsvMap } from '../../../gateway/cli/maps/read-map.js';
import type { CsvMap } from '../../../gateway/cli/maps/record-map.js';
import { rowReader } from '../../../gateway/cli/maps/rows.js';
import { checkRows } from '../../../gateway/cli/commands/facts/csv/check-rows.js';
import { ReferencedRows } from '../../../gateway/cli/commands/facts/csv/referenced-rows.js';
import { openTable } from '../../../gateway/cli/tables/open-table.js';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { commitment } from '../../support/records.js';

const order = commitment('o');
const good = ['demo-platform.shop1', '2026-10-05', order, 'delivered'];
const mapOf = (value: JsonObject): CsvMap =>
  csvMapOf({ value, at: (pointer) => `map.json${pointer}` }, 'fulfilment', 'map.json');
const utc = mapOf({ timeZone: 'UTC' });
const resolver = { platform: 'demo-platform' };
const headings = ['seller', 'at', 'order', 'event'];

describe('a spreadsheet', () => {
  let dir: string;
  let file: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-csv-'));
    file = join(dir, 'rows.csv');
  });
  after(() => rm(dir, { recursive: true }));

  async function read(map: CsvMap): Promise<number[]> {
    const source = await openTable(file, map);
    const reader = rowReader(source, map);
    const rows: number[] = [];
    const referenced = new ReferencedRows(source, reader, {
      open: () => Promise.reject(new Error('no reference stands in it')),
      skipUnknown: false,
    });
    const checked = await checkRows(referenced.source, (row) => reader.read(row, resolver));
    for await (const { row } of checked.records()) rows.push(row);
    return rows;
  }
  async function rowsOf(content: string | Buffer, map: CsvMap = utc): Promise<number[]> {
    await writeFile(file, content);
    return read(map);
  }
  async function complaintOf(content: string | Buffer, map?: CsvMap): Promise<CliFailure> {
    try {
      await rowsOf(content, map);
    } catch (error) {
      if (error instanceof CliFailure) return error;
      throw error;
    }
    throw new Error('it was read');
  }
  const lines = (...rows: readonly (readonly string[])[]): string =>
    [headings, ...rows].map((row) => row.join(',')).join('\n');

  for (const [name, content] of [
    ['with commas', lines(good)],
    ['with semicolons, and a comma in a heading', `seller;at;order;event;"Name, first"\n${good.join(';')};x`],
    ['with tabs', `${headings.join('\t')}\n${good.join('\t')}\n`],
    ['with bars', `${headings.join('|')}\r\n${good.join('|')}\r\n`],
    ['with blank lines at the end', `${lines(good)}\n\n  \n`],
    ['with cells of nothing at the end of each line', `${headings.join(',')},,\n${good.join(',')},,\n`],
    ['with a byte order mark', `\uFEFF${lines(good)}`],
    [
      'of a spreadsheet that writes "Unicode text"',
      Buffer.from(`\uFEFF${headings.join('\t')}\n${good.join('\t')}`, 'utf16le'),
    ],
    [
      'with its headings in another order',
      `event,order,seller,at\ndelivered,${order},demo-platform.shop1,2026-10-05`,
    ],
  ] as const) {
    it(`is read ${name}`, async () => {
      expect(await rowsOf(content)).to.deep.equal([2]);
    });
  }

  it('is numbered as its program shows it, blank lines and "sep=" included', async () => {
    const content = `sep=;\n\n${headings.join(';')}\n\n${good.join(';')}\n;;;\n${good.join(';')}\n`;
    expect(await rowsOf(content)).to.deep.equal([5, 7]);
  });

  it('is read as its map says', async () => {
    const path = join(dir, 'map.json');
    await writeFile(
      path,
      JSON.stringify({ delimiter: '|', columns: { 'what; happened': 'event' }, timeZone: 'UTC' }),
    );
    const map = await readCsvMap(path, 'fulfilment');
    expect(await rowsOf(`seller|at|order|what; happened\n${good.join('|')}`, map)).to.deep.equal([2]);
    for (const delimiter of ['x', '', 1]) {
      await writeFile(path, JSON.stringify({ delimiter }));
      const read = readCsvMap(path, 'fulfilment');
      const { details } = (await read.catch((error: unknown) => error)) as CliFailure;
      expect(details[0]).to.match(/map.json:1:\d+ \/delimiter must be/);
    }
  });

  it('is refused where the map names a heading that it lacks: what was meant would not be signed', async () => {
    const map = mapOf({ columns: { 'Parcel no': 'parcel' } });
    const { details, message } = await complaintOf(lines(good), map);
    expect(message).to.include('rows.csv lacks headings that the map names');
    expect(details).to.include('no heading "Parcel no"');
  });

  it('is refused where rows have more cells than headings, and names the rows', async () => {
    const { details } = await complaintOf(lines(good, [...good, 'x'], [...good, 'y']));
    expect(details).to.deep.equal(['rows 3, 4: 5 cells under 4 headings']);
  });

  it('tells what cannot be read together with what is written wrong', async () => {
    const bad = (at: string): string[] => ['demo-platform.shop1', at, order, 'delivered\xFC'];
    const content = Buffer.from(lines(bad('5 Oct'), bad('2026-10-05')), 'latin1');
    const { details } = await complaintOf(content);
    expect(details.map((line) => line.replace(/;.*/, ''))).to.deep.equal([
      'rows 2, 3, column event: characters that are not UTF-8',
      'row 2, column at: not a date',
    ]);
  });

  it('is refused where several of its headings mean one column, unless a map says which', async () => {
    for (const [more, named] of [
      ['Event', 'event, Event'],
      ['event', 'event (1), event (2)'],
    ] as const) {
      const content = `${[...headings, more].join(',')}\n${[...good, 'returned'].join(',')}`;
      const { details, message } = await complaintOf(content);
      expect(message).to.include(named);
      expect(details[0]).to.include('{"columns": {"event');
      const map = mapOf({ columns: { [named.split(', ')[1] ?? '']: 'event' }, timeZone: 'UTC' });
      expect(await rowsOf(content, map)).to.deep.equal([2]);
    }
  });

  it("says what to do about words and numbers that are the shop's own", async () => {
    const { details } = await complaintOf(lines(['shop1', '2026-10-05', '#1001', 'Zugestellt']));
    const told = (column: string): string => details.find((line) => line.includes(`column ${column}:`)) ?? '';
    expect(told('seller')).to.include('its column is shop');
    expect(told('order')).to.include('stl import orders').and.include('number');
    expect(told('event')).to.include('"values" in a map');
    expect(details.join()).not.to.include('#1001');
  });

  it('says from where to where a number goes', async () => {
    await writeFile(
      file,
      `seller,at,order,reviewer,rating.item\ndemo-platform.shop1,2026-10-05,${order},${order},6`,
    );
    const failure = (await read(noMap('review')).catch((error: unknown) => error)) as CliFailure;
    expect(failure.details[0]).to.include('a whole number from 1 to 5');
  });

  it('says of a promise before its order what is wrong with it', async () => {
    const promise = '2026-10-01';
    const content =
      'seller,at,order,channel,dispatchBy,deliverBy,value.band,value.currency,country\n' +
      `demo-platform.shop1,2026-10-05,${order},web,${promise},${promise},9,EUR,DE`;
    await writeFile(file, content);
    const failure = (await read(noMap('order')).catch((error: unknown) => error)) as CliFailure;
    expect(failure.details).to.deep.equal([
      'row 2, column dispatchBy: promised before the order',
      'row 2, column deliverBy: promised before the order',
    ]);
  });

  it('tells every mistake of every row at once', async () => {
    const { details } = await complaintOf(
      lines(
        ['nobody', '5 Oct', 'x', 'delivered'],
        ['demo-platform.shop1', '2026-10-05T08:04:21Z', order, 'delivered'],
        ['demo-platform.shop1', '2027-02-29', order, 'delivered'],
      ),
    );
    expect(details.map((line) => line.replace(/:.*/, ''))).to.deep.equal([
      'row 2, column at',
      'row 2, column seller',
      'row 2, column order',
      'row 3, column at',
      'row 4, column at',
    ]);
    expect(details[3]).to.include('not a whole hour');
    expect(details[4]).to.include('there is no such day');
  });

  it('tells a mistake that repeats once, with its rows, so that it hides no other', async () => {
    const wrong = Array.from({ length: 10_000 }, () => ['demo-platform.shop1', '5 Oct', order, 'delivered']);
    const { details } = await complaintOf(lines(...wrong, ['nobody', '2026-10-05', order, 'delivered']));
    expect(details).to.have.length(2);
    expect(details[0]).to.match(/^rows 2, 3, 4, 5, 6 and 9995 more, column at: not a date/);
    expect(details[1]).to.match(/^row 10002, column seller/);
  });

  for (const [day, reason] of [
    ['26-03-01', 'not a date'],
    ['0026-03-01', 'the year 26 is not between'],
    ['1989-12-31', 'the year 1989 is not between'],
    [`${new Date().getUTCFullYear() + 11}-01-01`, 'is not between'],
    ['2026-13-01', 'there is no such day'],
    ['2026-10-05T25:00:00Z', 'there is no such day or time'],
    ['2026-10-05T08:00:00+02:60', 'there is no such day or time'],
    ['2026-10-05T08:30:00+02:00', 'not a whole hour'],
    ['45935', 'not a date'],
  ] as const) {
    it(`takes "${day}" for a mistake`, async () => {
      const { details } = await complaintOf(lines(['demo-platform.shop1', day, order, 'delivered']));
      expect(details).to.have.length(1);
      expect(details[0]).to.include(reason);
    });
  }

  it('never loses a row: with a certificate that has no column "at", a wrong start is named', async () => {
    const columns = 'seller,certificate,subject,scheme,jurisdictions,validFrom,validUntil,assessmentLevel';
    await writeFile(
      file,
      `${columns}\ndemo-platform.shop1,C-1,organisation,iso-9001,DE,01-03-26,2027-01-01,scheme-cab\n`,
    );
    const failure = await read(noMap('certification')).catch((error: unknown) => error);
    expect((failure as CliFailure).details).to.have.length(1);
    expect((failure as CliFailure).details[0]).to.match(/^row 2, column validFrom: not a date/);
  });
});

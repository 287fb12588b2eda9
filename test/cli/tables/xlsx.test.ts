import { expect } from 'chai';
import { bookParts, textCell, zip, type Book } from '../../support/xlsx.js';
import { complaintOf, readTable, type Read } from './read.js';

const book = (parts: Book): Buffer => zip(bookParts(parts));
const row = (number: number, ...cells: readonly string[]): string =>
  `<row r="${number}">${cells.join('')}</row>`;
const top = row(1, textCell('A1', 'a'), textCell('B1', 'b'));
const sheet = (...rows: readonly string[]): Book['sheets'] => ({ Orders: [top, ...rows].join('') });
const cellsOf = async (
  parts: Book,
  ...layout: Parameters<typeof readTable> extends [unknown, ...infer R] ? R : never
): Promise<Read['rows']> => (await readTable(book(parts), ...layout)).rows;

const many = (part: string, times: number): string[] => new Array<string>(times).fill(part);
const relations = Array.from({ length: 11_000 }, (_, i) => `<Relationship Id="r${i}" Target="x" Type="y"/>`);

describe('a workbook', () => {
  it('is read as it is shown, and numbered so', async () => {
    const strings =
      '<si><t>shared</t></si><si><r><t>in </t></r><r><t>parts</t></r><rPh><t>reading</t></rPh></si>';
    expect(
      await cellsOf({
        strings,
        sheets: sheet(
          row(3, '<c r="A3" t="s"><v>0</v></c>', '<c r="B3" t="s"><v>1</v></c>'),
          row(5),
          row(7, '<c r="B7" t="str"><f>A1</f><v>made_x0041_</v></c>'),
          '<row><c t="b"><v>1</v></c><c><v>2</v></c></row>',
        ),
      }),
    ).to.deep.equal([
      [3, 'shared', 'in parts'],
      [7, '', 'madeA'],
      [8, 'TRUE', '2'],
    ]);
  });

  it('may be written with prefixes, as some programs do', async () => {
    const parts = bookParts({ sheets: sheet(row(2, textCell('A2', 'x'), textCell('B2', 'y'))) });
    const prefixed = Object.entries(parts).map(([name, content]) => [
      name,
      name.includes('sheet1')
        ? String(content)
            .replace(/<(\/?)(\w)/g, '<$1x:$2')
            .replace('xmlns=', 'xmlns:x=')
        : content,
    ]);
    expect((await readTable(zip(Object.fromEntries(prefixed) as Record<string, string>))).rows).to.deep.equal(
      [[2, 'x', 'y']],
    );
  });

  for (const [code, value, text] of [
    ['General', '19.989999999999998', '19.99'],
    ['General', '1.5E-7', '0.00000015'],
    ['General', '4.006381333931E12', '4006381333931'],
    ['#,##0.00 [$€-407]', '-1234.5', '-1234.5'],
    ['00000000', '12345', '00012345'],
    ['0%', '0.25', '0.25'],
    ['DD/MM/YYYY', '46304', '2026-10-09'],
    ['DD/MM/YYYY', '46304.9', '2026-10-09'],
    ['[$-409]mmm d, yyyy', '46304', '2026-10-09'],
    ['yyyy-mm-dd hh:mm', '46304', '2026-10-09T00:00:00'],
    ['yyyy-mm-dd hh:mm', '46304.861886574', '2026-10-09T20:41:07'],
    ['&quot;day &quot;0', '7', '7'],
    ['[Red]0.00', '7', '7'],
    ['h:mm', '0.5', '12:00:00'],
  ] as const) {
    it(`shows ${value} of the format ${code} as ${text}`, async () => {
      const sheets = sheet(row(2, `<c r="A2" s="1"><v>${value}</v></c>`));
      expect(await cellsOf({ formats: [code], sheets })).to.deep.equal([[2, text, '']]);
    });
  }

  it('counts its days from 1904 where it says so, and writes decimals as its texts do', async () => {
    const sheets = sheet(row(2, '<c r="A2" s="1"><v>44842</v></c>', '<c r="B2"><v>19.9</v></c>'));
    const parts = { sheets, formats: ['yyyy-mm-dd'], from1904: true };
    expect(await cellsOf(parts, { decimals: ',' })).to.deep.equal([[2, '2026-10-09', '19,9']]);
  });

  it('tells of cells that hold no value, with their rows and columns', async () => {
    const rows = [
      row(2, '<c r="A2" t="e"><v>#N/A</v></c>', '<c r="B2"><f>1+1</f></c>'),
      row(3, '<c r="A3"><v>12345678901234567890</v></c>', '<c r="B3" t="s"><v>99</v></c>'),
      row(4, '<c r="A4" s="1"><v>99999999</v></c>', '<c r="B4" t="e"><v>&#27;[31m</v></c>'),
      row(5, textCell('C5', 'beside')),
      row(6, textCell('A6', '_xD83D_')),
    ];
    const [, ...details] = await complaintOf(
      book({
        formats: ['yyyy-mm-dd'],
        sheets: sheet(...rows.slice(0, 2), rows[2]?.replace('&#27;', '') ?? '', ...rows.slice(3)),
      }),
    );
    expect(details.map((line) => line.replace(/;.*/, ''))).to.deep.equal([
      'row 2, column a: an error of the spreadsheet, #N/A',
      'row 2, column b: a formula without its value',
      'row 3, column a: a number of more than 15 digits, of which a spreadsheet keeps only the first 15',
      'row 3, column b: a text that the workbook lacks',
      'row 4, column a: a date that no spreadsheet can show',
      'row 4, column b: an error of the spreadsheet, and no value',
      'row 5: 3 cells under 2 headings',
      'row 6, column a: half of a character, which no text has',
    ]);
  });

  it('is asked for its sheet where several hold cells: never the first is taken', async () => {
    const filled = `${top}${row(2, textCell('A2', 'x'))}`;
    const sheets = { Notes: '', Orders: filled, Returns: filled, Old: filled };
    const parts = { sheets, hidden: ['Old'] };
    expect((await complaintOf(book(parts)))[0]).to.equal(
      'several sheets; say which one: --sheet, one of "Orders", "Returns"',
    );
    expect((await complaintOf(book(parts), { sheet: 'orders' }))[0]).to.include('no sheet "orders"');
    expect(await cellsOf(parts, { sheet: 'Old' })).to.deep.equal([[2, 'x', '']]);
    expect(await cellsOf({ sheets: { Notes: '', Orders: filled } })).to.deep.equal([[2, 'x', '']]);
    expect((await complaintOf(book({ sheets: { Notes: '' } })))[0]).to.include(
      'without a cell that is filled',
    );
  });

  it('is refused in words where it is none, or a hostile one', async () => {
    const parts = bookParts({ sheets: sheet() });
    const with1 = (xml: string): Buffer => zip({ ...parts, 'xl/worksheets/sheet1.xml': xml });
    const data = (rows: string): Buffer =>
      with1(`<worksheet><sheetData>${top}${rows}</sheetData></worksheet>`);
    for (const [content, words] of [
      [zip({ 'a.txt': 'x' }), 'an archive, and no .xlsx workbook'],
      [zip(parts).subarray(0, 700), 'a damaged workbook'],
      [zip({ ...parts, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData>' }), 'a damaged workbook'],
      [
        with1(
          '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>',
        ),
        'a damaged workbook',
      ],
      [data(row(9) + row(9)), 'its rows are not in order'],
      [data(row(2_000_000)), 'its rows are not in order'],
      [data(row(2, textCell('XFE2', 'x'))), 'its cells are not in order'],
      [data(row(2, textCell('B2', 'x'), textCell('A2', 'x'))), 'its cells are not in order'],
      [data(`<row r="2">${'<c><v>1</v></c>'.repeat(17_000)}</row>`), 'its cells are not in order'],
      [data(row(2, textCell('A2', 'x'.repeat(3_000_000)))), 'a cell of more than a million characters'],
      [data(`<row r="2" ${'x'.repeat(3_000_000)}="1"/>`), 'a cell of more than a million characters'],
      [
        zip({
          ...parts,
          'xl/sharedStrings.xml': `<sst>${`<si><t>${'x'.repeat(500_000)}</t></si>`.repeat(150)}</sst>`,
        }),
        'more text than can be kept in memory',
      ],
      [data(row(2, '<a>'.repeat(1_000))), 'nested too deep'],
      [
        data(row(2, ...many('<c t="str"><v>' + 'x'.repeat(500_000) + '</v></c>', 10))),
        'a row of more than 4 MiB: row 2',
      ],
      [
        data(row(2, `<c t="inlineStr"><is>${many(`<t>${'x'.repeat(500_000)}</t>`, 4).join('')}</is></c>`)),
        'a cell of more than a million characters',
      ],
      [
        zip({
          ...parts,
          'xl/styles.xml': `<styleSheet><cellXfs>${'<xf/>'.repeat(70_000)}</cellXfs></styleSheet>`,
        }),
        'more than 65536 styles',
      ],
      [
        zip({ ...parts, 'xl/_rels/workbook.xml.rels': `<R>${relations.join('')}</R>` }),
        'a workbook of more than 10000 parts',
      ],
    ] as const)
      expect((await complaintOf(content))[0], words).to.include(words);
  });
});

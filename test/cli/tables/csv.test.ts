import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import type { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { openTable } from '../../../gateway/cli/tables/open-table.js';
import { complaintOf, readTable } from './read.js';

const mark = '\uFEFF';
const many = '\u{1F600}'.repeat(70_000);

describe('a CSV', () => {
  for (const [name, content, encoding] of [
    ['UTF-8', 'Straße,n\nMüller €,1', undefined],
    ['UTF-8 with a mark', `${mark}Straße,n\nMüller €,1`, undefined],
    ['UTF-8 in characters that pieces of the file cut in two', `Straße,n\n${many},1`, undefined],
    ['windows-1252', iconv.encode('Straße,n\nMüller €,1', 'windows-1252'), 'windows-1252'],
    ['GB18030', iconv.encode('商店,n\n你好 €,1', 'gb18030'), 'GB18030'],
    ['Shift_JIS', iconv.encode('店,n\nこんにちは,1', 'shift_jis'), 'shift_jis'],
    ['UTF-16LE with a mark', Buffer.from(`${mark}Straße,n\n${many},1`, 'utf16le'), undefined],
    ['UTF-16BE with a mark', Buffer.from(`${mark}Straße,n\n${many},1`, 'utf16le').swap16(), undefined],
    ['UTF-16LE without one, by its name', Buffer.from('Straße,n\nMüller,1', 'utf16le'), 'utf-16le'],
    [
      'UTF-16BE without one, in pairs that pieces cut',
      Buffer.from(`ß,n\n${many},1`, 'utf16le').swap16(),
      'utf-16be',
    ],
    ['what a mark says, whatever is named', `${mark}Straße,n\nMüller €,1`, 'windows-1252'],
  ] as const) {
    it(`is read in ${name}`, async () => {
      const { headings, rows } = await readTable(content, { encoding });
      expect(headings).to.have.length(2).and.include('n');
      expect(rows).to.have.length(1);
      expect(rows[0]?.[2]).to.equal('1');
      const text = rows[0]?.[1] ?? '';
      expect(
        text.length > 1000 ? text === many : /^(Müller €|Müller|你好 €|こんにちは)$/.test(text),
      ).to.equal(true);
    });
  }

  it('tells bytes that its encoding does not have, with their rows and columns, and all of them', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n1,ok\n2,'),
      Buffer.from([0xe9]),
      Buffer.from('\n3,\uFFFD is a character\n'),
      Buffer.from([0xff]),
      Buffer.from(',x\n'),
    ]);
    const [message, ...details] = await complaintOf(bytes);
    expect(message).to.equal('not all of it can be read');
    expect(details).to.have.length(2);
    expect(details[0]).to.match(/^row 3, column b: characters that are not UTF-8; .*--encoding windows-1252/);
    expect(details[1]).to.match(/^row 5, column a: /);
    expect(
      (await complaintOf(Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x81, 0x2c, 0x31]), { encoding: 'cp1252' }))[1],
    ).to.match(/^row 2, column a: characters that are not cp1252/);
    const half = Buffer.from('a,b\n\uD800x,1\n', 'utf16le');
    expect((await complaintOf(half, { encoding: 'utf-16le' }))[1]).to.match(/^row 2, column a/);
  });

  it('is refused at once where its headings cannot be decoded, before anybody looks for them', async () => {
    const [message, detail] = await complaintOf(iconv.encode('Händler,b\nx,1', 'windows-1252'));
    expect(message).to.equal('its headings cannot be read');
    expect(detail).to.match(/^row 1, column number 1: characters that are not UTF-8/);
  });

  for (const encoding of ['base64', 'hex', 'utf7', 'nonsense', '']) {
    it(`is not read in "${encoding}"`, async () => {
      expect((await complaintOf('a,b\n1,2', { encoding }))[0]).to.include(
        `no encoding has the name "${encoding}"`,
      );
    });
  }

  it('has each heading once, without what could hide one or write to a terminal', async () => {
    const { headings } = await readTable(
      'Date,Date,Date (1),"Order\n number",\u001b[31mred,\u202Eevil\u200B,__proto__,constructor,,x\n1,2,3,4,5,6,7,8,9,10\n',
    );
    expect(headings).to.deep.equal([
      ...['Date (2)', 'Date (3)', 'Date (1)', 'Order number', '[31mred', 'evil'],
      ...['__proto__', 'constructor', '', 'x'],
    ]);
  });

  for (const [first, name] of [
    ['sep=|\n', 'a first line says so'],
    ['sep=|\r\n', 'a first line of Windows says so'],
    ['"sep=|"\n', 'a first line in quotation marks says so'],
    ['sep = |  \r\n', 'a first line with spaces says so'],
  ] as const) {
    it(`is parted as ${name}`, async () => {
      const { headings, rows } = await readTable(`${first}a;b|c\n1|2\n`);
      expect(headings).to.deep.equal(['a;b', 'c']);
      expect(rows).to.deep.equal([[3, '1', '2']]);
    });
  }

  it('is parted by what stands most often in its headings, over lines in quotation marks', async () => {
    expect((await readTable('"a, b,\nc, d";e\n1;2')).headings).to.deep.equal(['a, b, c, d', 'e']);
  });

  it('may end its lines in any way, and in several', async () => {
    expect((await readTable('a,b\r\n1,2\n3,4\r5,"6\r\n7"\n')).rows).to.deep.equal([
      [2, '1', '2'],
      [3, '3', '4'],
      [4, '5', '6\r\n7'],
    ]);
  });

  it('takes quotation marks for characters where it is told so', async () => {
    const content = 'item\tn\n"15"" screen"\t1\n15" screen\t2\n"open\t3\n';
    expect((await complaintOf(content))[0]).to.match(/^row 3: a quotation mark within a cell/);
    const open = 'a,b\n1,"two\nlines"\n3,"four\n5,6\n7,8\n';
    expect((await complaintOf(open))[0]).to.match(/^row 3: a quotation mark is opened and never closed/);
    const { rows } = await readTable(content, { quotes: 'none' });
    expect(rows.map(([, item]) => item)).to.deep.equal(['"15"" screen"', '15" screen', '"open']);
  });

  it('is refused in words where it is no table', async () => {
    for (const [content, words] of [
      ['', 'no headings'],
      [' \n\n', 'no headings'],
      ['\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'an Excel file of the old kind (.xls), or one with a password'],
      ['%PDF-1.7', 'a PDF'],
      ['\x1F\x8B\x08', 'packed by gzip'],
      ['{"kind":"order"}\n', 'no table, but JSON'],
      ['[{"kind":"order"}]', 'no table, but JSON'],
      ['<html><table><tr>', 'no table, but HTML or XML'],
      ['a\0,\0b\0\n\0', 'is it UTF-16? Then name it: --encoding utf-16le'],
      ['\0a\0,\0b\0\n', 'is it UTF-16? Then name it: --encoding utf-16be'],
    ] as const)
      expect((await complaintOf(Buffer.from(content, 'latin1')))[0]).to.include(words);

    expect((await complaintOf('a,b\n1,2', { sheet: 'Orders' }))[0]).to.include('it has no sheets');
  });

  it('is read in bounded memory, whatever a line holds', async () => {
    const long = 'x'.repeat(5 * 1024 * 1024);
    for (const content of [`a,b\n${long},1\n`, `a,b\n"${long}\n`, `a,b\n"${'x\n'.repeat(3 * 1024 * 1024)}`])
      expect((await complaintOf(content))[0]).to.include('a row is longer than 4 MiB');
    const columns = Array.from({ length: 10_000 }, (_, i) => `c${i}`);
    expect((await readTable(`${columns.join()}\n${columns.join()}\n`)).rows[0]).to.have.length(10_001);
    expect((await complaintOf(','.repeat(20_000) + 'x'))[0]).to.include('more than 16384 columns');
  });

  it('must not change between two readings: what was checked is what is sent', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'stl-table-'));
    const file = join(dir, 'file.csv');
    await writeFile(file, 'a,b\n1,2\n');
    const table = await openTable(file);
    await writeFile(file, 'a,b\n1,2\n3,4\n');
    const reading = table.rows()[Symbol.asyncIterator]().next();
    const failure = (await Promise.resolve(reading).catch((error: unknown) => error)) as CliFailure;
    expect(failure.message).to.include('changed while it was read');
    await rm(dir, { recursive: true });
  });

  it('is a file, and one that there is', async () => {
    for (const [path, words] of [
      [tmpdir(), 'a directory'],
      [join(tmpdir(), 'stl-no-such-file'), 'no such file'],
      ['/dev/null', 'no file that can be read twice'],
    ] as const)
      expect(((await openTable(path).catch((error: unknown) => error)) as Error).message).to.include(words);
  });
});

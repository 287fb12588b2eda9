import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openNdjson } from '../../../gateway/cli/sync/sources/ndjson.js';
import type { SourceRow } from '../../../gateway/cli/tables/source.js';
import { failureOf } from '../../support/failure.js';

describe('a file of JSON lines', () => {
  let dir: string;
  let file: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-ndjson-'));
    file = join(dir, 'orders.ndjson');
  });
  after(() => rm(dir, { recursive: true }));

  async function read(
    content: string | Uint8Array,
  ): Promise<{ headings: readonly string[]; rows: SourceRow[] }> {
    await writeFile(file, content);
    const table = await openNdjson(file);
    const rows: SourceRow[] = [];
    for await (const row of table.rows()) rows.push(row);
    return { headings: table.headings, rows };
  }
  const failed = async (content: string | Uint8Array): Promise<string> =>
    ((await failureOf(read(content))) as Error).message.replace(`${file}, `, '');

  it('is a table of the members of all its lines, by their paths', async () => {
    const lines = [
      '\uFEFF{"id": "1", "buyer": {"id": 7, "name": "Zoë"}, "paid": true}\r',
      '',
      '{"id": " 2 ", "total": 19.9, "note": null, "items": [1, 2]}',
      '{"buyer": {"id": 8}, "__proto__": "x", "": "nameless"}',
    ];
    expect(await read(lines.join('\n'))).to.deep.equal({
      headings: ['id', 'buyer.id', 'buyer.name', 'paid', 'total', 'note', '__proto__', ''],
      rows: [
        { number: 1, cells: ['1', '7', 'Zoë', 'true', '', '', '', ''] },
        { number: 3, cells: ['2', '', '', '', '19.9', '', '', ''] },
        { number: 4, cells: ['', '8', '', '', '', '', 'x', 'nameless'] },
      ],
    });
  });

  it('has an empty column for what is expected, and says that no line has it', async () => {
    await writeFile(file, '{"id": 1}\n{"id": 2, "note": "x"}');
    const table = await openNdjson(file, new Set(['delivered', 'id']));
    expect(table).to.deep.include({ headings: ['id', 'note', 'delivered'], lacking: ['delivered'] });
    const cells: (readonly string[])[] = [];
    for await (const row of table.rows()) cells.push(row.cells);
    expect(cells).to.deep.equal([
      ['1', '', ''],
      ['2', 'x', ''],
    ]);
  });

  it('keeps lines whole wherever the file is cut into pieces', async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => JSON.stringify({ i, filler: 'é'.repeat(i % 97) }));
    const { rows } = await read(`${lines.join('\n')}\n`);
    expect(rows.map(({ number, cells }) => [number, ...cells])).to.deep.equal(
      lines.map((_, i) => [i + 1, String(i), 'é'.repeat(i % 97)]),
    );
  });

  it('says which line is wrong, and repeats nothing of it', async () => {
    for (const [content, message] of [
      ['{"id": "Jane"}\n{"id": "Ja', 'line 2: not one JSON object in UTF-8'],
      ['{"id": 1}\n[1]', 'line 2: not one JSON object in UTF-8'],
      ['{"id": 1}\n"Jane"', 'line 2: not one JSON object in UTF-8'],
      [Buffer.from('{"id": "Zo\xeb"}', 'latin1'), 'line 1: not one JSON object in UTF-8'],
      [
        '{"id": 9007199254740993}',
        'line 1: id: a number of more than 15 digits; write it as text, in quotation marks',
      ],
      ['{"id": 1, "total": 2, "id": 3}', 'line 1: the member /id stands twice'],
      ['{"a.b": 1, "a": {"b": 2}}', 'line 1: the member a.b stands twice'],
      [`${'{"a":'.repeat(9)}1${'}'.repeat(9)}`, 'line 1: objects within objects, more than 8 deep'],
      [`{"id": 1}\n"${'x'.repeat(2 ** 21)}"`, 'line 2: longer than 1 MiB'],
      [
        JSON.stringify(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`c${i}`, i]))),
        'line 1: more than 1000 members in all',
      ],
    ] as const)
      expect(await failed(content)).to.equal(message);
    expect(await failed('\n\n')).to.match(/no line with a member/);
    expect(await failureOf(openNdjson(join(dir, 'none.ndjson')))).to.have.property('code', 'ENOENT');
  });
});

/** What a file is by its first bytes. */
export type FileKind = 'text' | 'archive' | { readonly unread: string };

const asXlsx = 'open it in a spreadsheet program and save it as .xlsx or as "CSV UTF-8"';

/** What files begin with that are taken for spreadsheets, and what is to be done with them. */
const others: readonly (readonly [start: string, what: string])[] = [
  [
    '\xD0\xCF\x11\xE0',
    `an Excel file of the old kind (.xls), or one with a password; ${asXlsx}, without a password`,
  ],
  ['%PDF', 'a PDF; ask for the table that it was made of'],
  ['\x1F\x8B', 'packed by gzip; unpack it first (gunzip)'],
  ['\xFD7zXZ\x00', 'packed by xz; unpack it first (unxz)'],
  ['\x28\xB5\x2F\xFD', 'packed by zstd; unpack it first (unzstd)'],
  ['BZh', 'packed by bzip2; unpack it first (bunzip2)'],
  ['7z\xBC\xAF\x27\x1C', 'a 7z archive; unpack it first'],
  ['Rar!', 'a RAR archive; unpack it first'],
  ['PAR1', 'a Parquet file; save it as CSV'],
  ['SQLite format 3\x00', 'an SQLite database, and no table'],
];

const [lines, page] = [
  `no table, but JSON; records as lines of JSON go by "stl batch"`,
  `no table, but HTML or XML, as some programs write under the name .xls; ${asXlsx}`,
];

/** `head`: the first bytes. Nothing is said here of whether the rest is such a file. */
export function kindOf(head: Buffer): FileKind {
  const start = head.toString('latin1', 0, 64);
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'archive';
  const [, what] = others.find(([magic]) => start.startsWith(magic)) ?? [];
  if (what !== undefined) return { unread: what };
  if (/^(?:\xEF\xBB\xBF)?\s*(?:\{\s*["}]|\[\s*[{["])/.test(start)) return { unread: lines };
  if (/^(?:\xEF\xBB\xBF)?\s*<(?:[?!a-z])/i.test(start)) return { unread: page };
  return 'text';
}

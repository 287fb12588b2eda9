import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse, type CsvErrorCode } from 'csv-parse';
import { CliFailure } from '../../frame/failure.js';
import type { Layout } from '../layout.js';
import { malformed } from '../malformed.js';
import type { OpenRows, RawRow } from '../table-of.js';
import { delimiterOf, saidDelimiter } from './delimiter.js';
import { encodingOf, undecodable, type Encoding } from './encoding.js';

const quoteWithin = 'a quotation mark within a cell; double it and quote the whole cell';
/** A quotation mark that is opened and never closed would take in the whole file. */
const rowMax = 4 * 1024 * 1024;
// The library's own messages repeat cells.
const explanations: Readonly<Partial<Record<CsvErrorCode, string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  CSV_MAX_RECORD_SIZE: 'a row is longer than 4 MiB; is a quotation mark opened and never closed?',
  INVALID_OPENING_QUOTE: quoteWithin,
  CSV_INVALID_CLOSING_QUOTE: quoteWithin,
};

/**
 * Reads RFC 4180 CSV. `head`: the file's first bytes, in which its encoding and what parts its cells are looked for, where `layout` does
 * not say so. Throws CliFailure `csv_malformed`.
 */
export async function csvRows(path: string, head: Buffer, layout: Layout): Promise<OpenRows> {
  const encoding = await encodingOf(head, layout.encoding);
  if (encoding === undefined) {
    throw malformed(
      path,
      `no encoding has the name "${layout.encoding}"; as windows-1252, gb18030, shift_jis, big5 or utf-16le`,
    );
  }
  const start = encoding.decoder().write(head.subarray(encoding.skip));
  if (start.includes('\0')) {
    // Headings begin with a letter that most scripts write in the lesser byte.
    const name = start.startsWith('\0') ? 'utf-16be' : 'utf-16le';
    throw malformed(path, `no text; is it UTF-16? Then name it: --encoding ${name}`);
  }
  const said = saidDelimiter(start);
  const rest = start.slice(said?.length ?? 0);
  const delimiter = layout.delimiter ?? said?.delimiter ?? delimiterOf(rest);
  return () =>
    rowsOf(path, encoding, { delimiter, first: said === undefined ? 1 : 2, quotes: layout.quotes });
}

interface Found extends Pick<Layout, 'quotes'> {
  readonly delimiter: string;
  /** Number of the first line that is of the table. */
  readonly first: number;
}

async function* rowsOf(
  path: string,
  encoding: Encoding,
  { delimiter, first, quotes }: Found,
): AsyncGenerator<RawRow> {
  const parser = parse({
    delimiter,
    from_line: first,
    max_record_size: rowMax,
    // In a file whose lines end in several ways, the first one would be taken for the only one.
    record_delimiter: ['\r\n', '\n', '\r'],
    quote: quotes === 'none' ? null : '"',
    relax_column_count: true,
    skip_empty_lines: false,
    trim: true,
  });
  // What breaks it ends the parser, whose reader is told.
  pipeline(Readable.from(decodedFile(path, encoding)), parser).catch(() => undefined);
  let number = first - 1;
  try {
    for await (const cells of parser as AsyncIterable<readonly string[]>) {
      number += 1;
      yield { number, cells, mistakes: undecodedOf(cells, encoding) };
    }
  } catch (cause) {
    if (cause instanceof CliFailure) throw cause;
    if (!(cause instanceof CsvError)) throw malformed(path, 'cannot be read', { cause });
    const why = explanations[cause.code] ?? 'not CSV as RFC 4180 describes it';
    // Where the row begins that is not read: its last line may be that of the file.
    throw malformed(path, `row ${first + Number(cause['records'])}: ${why}`, { cause });
  }
}

async function* decodedFile(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = encoding.decoder();
  for await (const bytes of createReadStream(path, { start: encoding.skip }))
    yield decoder.write(bytes as Buffer);
  yield decoder.end() ?? '';
}

function undecodedOf(cells: readonly string[], { name }: Encoding): RawRow['mistakes'] {
  if (cells.every((cell) => !cell.includes(undecodable))) return undefined;
  const reason = `characters that are not ${name}; name how the file is written, as --encoding windows-1252 or gb18030`;
  return cells.flatMap((cell, at) => (cell.includes(undecodable) ? [{ at, reason }] : []));
}

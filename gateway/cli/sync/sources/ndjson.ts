import { createReadStream } from 'node:fs';
import { text } from '../../../../chaincode/domain/bytes.js';
import { repeatedMember } from '../../../../chaincode/domain/json-text.js';
import { CliFailure } from '../../frame/failure.js';
import { cutLines } from '../../frame/lines.js';
import type { SourceRow, TableSource } from '../../tables/source.js';

type JsonMember = string | number | boolean | null | object;

interface Line {
  /** From 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

const lineBytesMax = 1024 * 1024;
const headingsMax = 1_000;
const depthMax = 8;

export interface NdjsonTable extends TableSource {
  /** Of the expected headings those that no line has: columns of empty cells. */
  readonly lacking: readonly string[];
}

/**
 * A file with one JSON object a line, in UTF-8. Members are columns, those of an object within by their path: `buyer.id`. Lists are no
 * cells and are left out. A member that a line lacks is an empty cell: many programs leave out what they have no value for, so
 * that of the `expected` headings none may be there. Reads the file once for its headings. Throws CliFailure.
 */
export async function openNdjson(
  path: string,
  expected: ReadonlySet<string> = new Set(),
): Promise<NdjsonTable> {
  const headings = new Map<string, number>();
  for await (const line of linesOf(path)) {
    for (const [heading] of cellsOf(path, line)) {
      if (!headings.has(heading)) headings.set(heading, headings.size);
      if (headings.size > headingsMax)
        throw malformed(path, line.number, `more than ${headingsMax} members in all`);
    }
  }
  if (headings.size === 0)
    throw new CliFailure(`${path}: no line with a member`, { code: 'ndjson_malformed' });
  const lacking = [...expected].filter((heading) => !headings.has(heading));
  for (const heading of lacking) headings.set(heading, headings.size);
  return {
    name: path,
    headings: [...headings.keys()],
    lacking,
    rows: () => rowsOf(path, headings),
    repeatable: true,
  };
}

async function* rowsOf(path: string, headings: ReadonlyMap<string, number>): AsyncGenerator<SourceRow> {
  for await (const line of linesOf(path)) {
    const filled = cellsOf(path, line);
    if (filled.size === 0) continue;
    const cells = new Array<string>(headings.size).fill('');
    for (const [heading, cell] of filled) {
      const at = headings.get(heading);
      if (at === undefined) throw malformed(path, line.number, 'the file has changed while it was read');
      cells[at] = cell;
    }
    yield { number: line.number, cells };
  }
}

async function* linesOf(path: string): AsyncGenerator<Line> {
  let number = 0;
  for await (const bytes of cutLines(createReadStream(path), lineBytesMax)) {
    number += 1;
    if (bytes === undefined) throw malformed(path, number, 'longer than 1 MiB');
    yield { number, bytes };
  }
}

/** By heading; none for a line without anything but space. */
function cellsOf(path: string, { number, bytes }: Line): Map<string, string> {
  const cells = new Map<string, string>();
  let [content, value]: [string, unknown] = ['', undefined];
  try {
    content = text(bytes).replace(/^\uFEFF/, '');
    if (content.trim() === '') return cells;
    value = JSON.parse(content);
  } catch (cause) {
    throw malformed(path, number, 'not one JSON object in UTF-8', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(path, number, 'not one JSON object in UTF-8');
  // Of two values of one name a parser keeps the last, and says nothing.
  const repeated = repeatedMember(content);
  if (repeated !== undefined) throw malformed(path, number, `the member ${repeated} stands twice`);
  const put = (object: object, prefix: string, depth: number): void => {
    if (depth > depthMax) throw malformed(path, number, `objects within objects, more than ${depthMax} deep`);
    for (const [name, member] of Object.entries(object) as [string, JsonMember][]) {
      const heading = prefix + name;
      if (Array.isArray(member)) continue;
      if (typeof member === 'object' && member !== null) {
        put(member, `${heading}.`, depth + 1);
        continue;
      }
      if (cells.has(heading)) throw malformed(path, number, `the member ${heading} stands twice`);
      cells.set(heading, cellOf(member, path, number, heading));
    }
  };
  put(value, '', 1);
  return cells;
}

function cellOf(
  member: string | number | boolean | null,
  path: string,
  line: number,
  heading: string,
): string {
  if (member === null) return '';
  // JSON has no bound for numbers, but whoever read this one has: an order's number would become another.
  if (typeof member === 'number' && Number.isInteger(member) && !Number.isSafeInteger(member)) {
    throw malformed(
      path,
      line,
      `${heading}: a number of more than 15 digits; write it as text, in quotation marks`,
    );
  }
  return String(member).trim();
}

function malformed(path: string, line: number, reason: string, cause?: unknown): CliFailure {
  return new CliFailure(`${path}, line ${line}: ${reason}`, { code: 'ndjson_malformed', cause });
}

import { columnsMax } from '../headings.js';
import type { RawRow } from '../table-of.js';
import { ArchiveError, type Archive } from './archive.js';
import { textOf, type CellReading } from './cell-text.js';
import { TextParts, unescaped } from './parts.js';
import type { NumberStyle } from './styles.js';
import { readXml, type XmlReader } from './xml.js';

export interface SheetReading extends CellReading {
  readonly styles: readonly NumberStyle[];
}

/** As many as a spreadsheet has. */
const rowsMax = 1_048_576;
/** As of CSV. */
const rowCharactersMax = 4 * 1024 * 1024;

/** The rows of a sheet that hold cells, one after the other. Throws ArchiveError. */
export async function* sheetRows(
  archive: Archive,
  path: string,
  reading: SheetReading,
): AsyncGenerator<RawRow> {
  const reader = new SheetReader(reading);
  const pieces = readXml(archive.read(path), reader);
  while ((await pieces.next()).done !== true) yield* reader.takeRows();
  yield* reader.takeRows();
}

class SheetReader implements XmlReader {
  readonly #reading: SheetReading;
  #rows: RawRow[] = [];
  #row = 0;
  #cells: string[] = [];
  #characters = 0;
  #mistakes: { at: number; reason: string }[] = [];
  #column = -1;
  #type = 'n';
  #style: NumberStyle | undefined;
  #value: string | undefined;
  #hasFormula = false;
  readonly #text = new TextParts();

  constructor(reading: SheetReading) {
    this.#reading = reading;
  }

  takeRows(): readonly RawRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, { r, s, t = 'n' }: Readonly<Record<string, string>>): void {
    this.#text.open(name);
    if (name === 'row') this.#openRow(r);
    else if (name === 'c') this.#openCell(r, s, t);
    else if (name === 'f') this.#hasFormula = true;
  }

  close(name: string, own: string): void {
    this.#text.close(name, own);
    if (name === 'v') this.#value = own;
    else if (name === 'is') this.#value = this.#text.take();
    else if (name === 'c') this.#closeCell();
    else if (name === 'row')
      this.#rows.push({ number: this.#row, cells: this.#cells, mistakes: this.#mistakes });
  }

  #openRow(r: string | undefined): void {
    const number = r === undefined ? this.#row + 1 : Number(r);
    // Messages name rows: two of one number, or one far below all others, could not be found.
    if (!Number.isInteger(number) || number <= this.#row || number > rowsMax)
      throw new ArchiveError('a damaged workbook: its rows are not in order');
    this.#row = number;
    this.#cells = [];
    this.#characters = 0;
    this.#mistakes = [];
    this.#column = -1;
  }

  #openCell(r: string | undefined, s: string | undefined, t: string): void {
    const column = r === undefined ? this.#column + 1 : columnOf(r);
    if (column <= this.#column || column >= columnsMax)
      throw new ArchiveError('a damaged workbook: its cells are not in order');
    this.#column = column;
    this.#type = t;
    this.#style = s === undefined ? this.#reading.styles[0] : this.#reading.styles[Number(s)];
    this.#value = undefined;
    this.#hasFormula = false;
  }

  #closeCell(): void {
    const { text, mistake } = textOf(
      { type: this.#type, value: this.#value, style: this.#style, hasFormula: this.#hasFormula },
      this.#reading,
    );
    const isText = this.#type === 'str' || this.#type === 'inlineStr';
    while (this.#cells.length < this.#column) this.#cells.push('');
    const cell = (isText ? unescaped(text) : text).trim();
    this.#characters += cell.length;
    if (this.#characters > rowCharactersMax)
      throw new ArchiveError(`a workbook with a row of more than 4 MiB: row ${this.#row}`);
    this.#cells.push(cell);
    const reason = mistake ?? (/\p{Cs}/u.test(cell) ? 'half of a character, which no text has' : undefined);
    if (reason !== undefined) this.#mistakes.push({ at: this.#column, reason });
  }
}

/** `BC23` -> 54; -1 for what is no such name. */
function columnOf(name: string): number {
  const [, letters] = /^([A-Z]{1,3})[0-9]+$/.exec(name) ?? [];
  if (letters === undefined) return -1;
  let column = 0;
  for (let i = 0; i < letters.length; i += 1) column = column * 26 + letters.charCodeAt(i) - 64;
  return column - 1;
}

import { posix } from 'node:path';
import { ArchiveError, partsMax, type Archive } from './archive.js';
import { cellTooLong, readXml, textMax, type XmlReader } from './xml.js';

export interface Sheet {
  readonly name: string;
  /** Path within the archive. */
  readonly path: string;
  readonly hidden: boolean;
}

/** What else a workbook holds besides its sheets. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Days are counted from 1904, not from 1900. */
  readonly from1904: boolean;
  readonly strings?: string | undefined;
  readonly styles?: string | undefined;
}

/** Reads a part whole. Throws ArchiveError. */
export async function readPart(archive: Archive, path: string, reader: Partial<XmlReader>): Promise<void> {
  const whole = { open: () => undefined, close: () => undefined, ...reader };
  const pieces = readXml(archive.read(path), whole);
  while ((await pieces.next()).done !== true);
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** What a part leads to, by id. Targets are paths within the archive. */
async function relationsOf(archive: Archive, path: string): Promise<ReadonlyMap<string, Relation>> {
  const { base, dir } = posix.parse(path);
  const relations = new Map<string, Relation>();
  const list = posix.join(dir, '_rels', `${base}.rels`);
  if (!archive.has(list)) return relations;
  await readPart(archive, list, {
    open(name, { Id = '', Target = '', TargetMode, Type = '' }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      if (relations.size >= partsMax) throw new ArchiveError(`a workbook of more than ${partsMax} parts`);
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(dir, Target);
      relations.set(Id, { type: posix.basename(Type), target });
    },
  });
  return relations;
}

const noWorkbook = 'an archive, and no .xlsx workbook; unpack it, or save the table as .xlsx or "CSV UTF-8"';

/** Finds the parts of a workbook. Throws ArchiveError. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const path = [...(await relationsOf(archive, '')).values()].find(
    ({ type }) => type === 'officeDocument',
  )?.target;
  if (path === undefined || !archive.has(path)) throw new ArchiveError(noWorkbook);
  if (!path.endsWith('.xml')) throw new ArchiveError('a binary workbook (.xlsb); save it as .xlsx');
  const relations = await relationsOf(archive, path);
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readPart(archive, path, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const [, id = ''] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? [];
      const relation = relations.get(id);
      // Charts and dialogs are sheets, too, and hold no cells.
      if (relation?.type !== 'worksheet') return;
      if (sheets.length >= partsMax) throw new ArchiveError(`a workbook of more than ${partsMax} sheets`);
      const { name: called = '', state = 'visible' } = attributes;
      sheets.push({ name: called, path: relation.target, hidden: state !== 'visible' });
    },
  });
  const targetOf = (wanted: string): string | undefined =>
    [...relations.values()].find(({ type, target }) => type === wanted && archive.has(target))?.target;
  return { sheets, from1904, strings: targetOf('sharedStrings'), styles: targetOf('styles') };
}

/** In all, of texts that cells share: all of them are kept in memory. */
const charactersMax = 64 * 1024 * 1024;

/** Texts that cells name by their number. Throws ArchiveError. */
export async function readStrings(archive: Archive, path: string | undefined): Promise<readonly string[]> {
  const strings: string[] = [];
  if (path === undefined) return strings;
  let characters = 0;
  const text = new TextParts();
  await readPart(archive, path, {
    open: (name) => text.open(name),
    close(name, own) {
      text.close(name, own);
      if (name !== 'si') return;
      const whole = text.take();
      characters += whole.length + 16;
      if (characters > charactersMax) {
        throw new ArchiveError(
          'a workbook with more text than can be kept in memory; save the sheet as "CSV UTF-8"',
        );
      }
      strings.push(whole);
    },
  });
  return strings;
}

/** The text of a cell, which may be in parts with fonts of their own. Readings of East Asian words (`rPh`) are none of it. */
export class TextParts {
  #text = '';
  #inReading = false;

  open(name: string): void {
    if (name === 'rPh') this.#inReading = true;
  }

  close(name: string, own: string): void {
    if (name === 'rPh') this.#inReading = false;
    if (name !== 't' || this.#inReading) return;
    this.#text += own;
    if (this.#text.length > textMax) throw new ArchiveError(cellTooLong);
  }

  /** What came since the last time. */
  take(): string {
    const text = unescaped(this.#text);
    this.#text = '';
    return text;
  }
}

/** ECMA-376 part 1, section 22.9.2.19: `_x000D_` is a character that XML cannot hold. */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

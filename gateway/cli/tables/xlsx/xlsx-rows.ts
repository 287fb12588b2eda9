import type { Layout } from '../layout.js';
import { malformed } from '../malformed.js';
import type { OpenRows, RawRow } from '../table-of.js';
import { ArchiveError, openArchive, type Archive } from './archive.js';
import { readStrings, readWorkbook, type Sheet } from './parts.js';
import { sheetRows, type SheetReading } from './sheet-rows.js';
import { readStyles } from './styles.js';

/**
 * Reads a sheet of an .xlsx workbook (ECMA-376). Which one, `layout` says, where more than one that is not hidden holds cells. Throws
 * CliFailure `csv_malformed`.
 */
export async function xlsxRows(path: string, layout: Layout): Promise<OpenRows> {
  const { sheet, reading } = await told(path, async () => {
    const archive = await openArchive(path);
    try {
      const { from1904, sheets, strings, styles } = await readWorkbook(archive);
      const found: SheetReading = {
        from1904,
        decimals: layout.decimals ?? '.',
        strings: await readStrings(archive, strings),
        styles: await readStyles(archive, styles),
      };
      return { reading: found, sheet: await chosen(archive, sheets, layout.sheet, found) };
    } finally {
      archive.close();
    }
  });
  return () => rowsOf(path, sheet, reading);
}

async function* rowsOf(path: string, sheet: Sheet, reading: SheetReading): AsyncGenerator<RawRow> {
  const archive = await told(path, () => openArchive(path));
  try {
    yield* sheetRows(archive, sheet.path, reading);
  } catch (error) {
    throw inWords(path, error);
  } finally {
    archive.close();
  }
}

async function told<T>(path: string, work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw inWords(path, error);
  });
}

const inWords = (path: string, error: unknown): unknown =>
  error instanceof ArchiveError ? malformed(path, error.message, { cause: error }) : error;

/** Never guessed: rows of another sheet would be signed. */
async function chosen(
  archive: Archive,
  sheets: readonly Sheet[],
  named: string | undefined,
  reading: SheetReading,
): Promise<Sheet> {
  const quoted = (some: readonly Sheet[]): string => some.map(({ name }) => JSON.stringify(name)).join(', ');
  if (named !== undefined) {
    const sheet = sheets.find(({ name }) => name === named);
    if (sheet === undefined)
      throw new ArchiveError(`no sheet ${JSON.stringify(named)}; its sheets are ${quoted(sheets)}`);
    return sheet;
  }
  const filled: Sheet[] = [];
  for (const sheet of sheets)
    if (!sheet.hidden && (await holdsCells(archive, sheet, reading))) filled.push(sheet);
  const [only, ...more] = filled;
  if (only === undefined) throw new ArchiveError('a workbook without a cell that is filled');
  if (more.length > 0)
    throw new ArchiveError(`several sheets; say which one: --sheet, one of ${quoted(filled)}`);
  return only;
}

async function holdsCells(archive: Archive, { path }: Sheet, reading: SheetReading): Promise<boolean> {
  for await (const { cells } of sheetRows(archive, path, reading))
    if (cells.some((cell) => cell !== '')) return true;
  return false;
}

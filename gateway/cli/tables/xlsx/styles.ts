import { ArchiveError, type Archive } from './archive.js';
import { readPart } from './parts.js';

/** What numbers of a style are: days, times of a day, both, or numbers of at least so many digits. */
export type NumberStyle = 'day' | 'time' | 'moment' | { readonly digits: number };

// ECMA-376 part 1, section 18.8.30: these formats are known by their number. Those of East Asia are days.
const days = [14, 15, 16, 17, ...range(27, 31), 34, 35, 36, ...range(50, 58)];
const times = [18, 19, 20, 21, 32, 33, 45, 47];

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** A spreadsheet has no more, and its formats are no longer; what has is made to fill memory or to take hours. */
const [stylesMax, formatMax] = [65_536, 255];

/** The styles that cells name by their number. Throws ArchiveError. */
export async function readStyles(
  archive: Archive,
  path: string | undefined,
): Promise<readonly NumberStyle[]> {
  const styles: NumberStyle[] = [];
  if (path === undefined) return styles;
  const formats = new Map<number, string>();
  let within = '';
  await readPart(archive, path, {
    open(name, attributes) {
      const format = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') formats.set(format, (attributes['formatCode'] ?? '').slice(0, formatMax));
      if (Math.max(formats.size, styles.length) > stylesMax)
        throw new ArchiveError(`a workbook of more than ${stylesMax} styles`);
      if (name === 'cellXfs' || name === 'cellStyleXfs') within = name;
      if (name === 'xf' && within === 'cellXfs') styles.push(styleOf(format, formats.get(format)));
    },
  });
  return styles;
}

function styleOf(format: number, code: string | undefined): NumberStyle {
  if (code !== undefined) return styleOfCode(code);
  if (days.includes(format)) return 'day';
  if (times.includes(format)) return 'time';
  return format === 22 ? 'moment' : { digits: 1 };
}

function styleOfCode(code: string): NumberStyle {
  // What stands in quotes, after a backslash or in brackets is shown as it is, or says a colour or a language.
  const [shown = ''] = code.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '').split(';');
  const hasDay = /[yde]|mmm|^m+$/i.test(shown.replace(/general|E[+-]/gi, ''));
  const hasTime = /[hs]/i.test(shown);
  if (hasDay) return hasTime ? 'moment' : 'day';
  if (hasTime) return 'time';
  return { digits: /^0+$/.test(shown) ? shown.length : 1 };
}
